import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type * as VSCode from 'vscode';
import { decodeUtf8, fitSplice } from '../../src/adapters/runbookEdit.ts';
import { createRunbooks } from '../../src/adapters/runbooks.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbooks '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const write = (path: string, text: string | Uint8Array) => writeFileSync(join(folder, path), text);

/** As much of an editor as the adapter touches, over real files. The real one is driven end to end. */
function editor(over: { refuses?: boolean; cannotSave?: boolean } = {}) {
  const documents: Document[] = [];
  class Uri {
    readonly fsPath: string;
    constructor(fsPath: string) {
      this.fsPath = fsPath;
    }
    toString = () => pathToFileURL(this.fsPath).href;
  }
  class Document {
    isClosed = false;
    isDirty = false;
    readonly uri: Uri;
    text: string;
    constructor(uri: Uri) {
      this.uri = uri;
      this.text = readFileSync(uri.fsPath, 'utf8').replace(/^\ufeff/, '');
      if (this.text.includes('\r\n')) this.text = this.text.replace(/\r\n|\r|\n/g, '\r\n');
    }
    getText = () => this.text;
    positionAt = (offset: number) => offset;
    async save() {
      if (over.cannotSave) return false;
      writeFileSync(this.uri.fsPath, this.text);
      this.isDirty = false;
      return true;
    }
  }
  class Edit {
    readonly changes: [Uri, { start: number; end: number }, string][] = [];
    replace(...change: [Uri, { start: number; end: number }, string]) {
      this.changes.push(change);
    }
  }
  const open = (path: string) => {
    const document = new Document(new Uri(join(folder, path)));
    documents.push(document);
    return document;
  };
  const vscode = {
    Uri: { joinPath: (base: Uri, path: string) => new Uri(join(base.fsPath, path)) },
    Range: class {
      readonly start: number;
      readonly end: number;
      constructor(start: number, end: number) {
        this.start = start;
        this.end = end;
      }
    },
    WorkspaceEdit: Edit,
    workspace: {
      textDocuments: documents,
      openTextDocument: async (uri: Uri) => open(uri.fsPath.slice(folder.length + 1)),
      async applyEdit(edit: Edit) {
        if (over.refuses) return false;
        for (const [uri, range, text] of edit.changes) {
          const document = documents.find((candidate) => candidate.uri.toString() === uri.toString());
          if (!document) return false;
          document.text = document.text.slice(0, range.start) + text + document.text.slice(range.end);
          document.isDirty = true;
        }
        return true;
      },
    },
  };
  const runbooks = createRunbooks({ vscode: vscode as unknown as typeof VSCode, folder: new Uri(folder) as unknown as VSCode.Uri });
  return { runbooks, open, documents };
}

describe('reading a runbook', () => {
  it('gives what the editor shows, unsaved edits included, else the file', async () => {
    write('a.md', '\ufeffon disk\r\n');
    const { runbooks, open } = editor();
    expect(await runbooks.read('a.md')).toEqual({ ok: true, value: { text: 'on disk\r\n', dirty: false } });
    const document = open('a.md');
    document.text = 'unsaved';
    document.isDirty = true;
    expect(await runbooks.read('a.md')).toEqual({ ok: true, value: { text: 'unsaved', dirty: true } });
    rmSync(join(folder, 'a.md'));
    expect(await runbooks.read('a.md')).toMatchObject({ ok: true, value: { text: 'unsaved' } });
  });

  it('says what is wrong with the file', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside'));
    writeFileSync(join(outside, 'x.md'), 'x');
    write('latin.md', Uint8Array.of(0x61, 0xe4, 0x62));
    mkdirSync(join(folder, 'dir.md'));
    symlinkSync(join(outside, 'x.md'), join(folder, 'out.md'));
    symlinkSync('loop.md', join(folder, 'loop.md'));
    const { runbooks, open } = editor();
    open('latin.md');
    const kindOf = async (path: string) => {
      const read = await runbooks.read(path);
      return read.ok ? 'ok' : read.failure.kind;
    };
    expect(await Promise.all(['latin.md', 'out.md', '../x.md', 'dir.md', 'gone.md', 'loop.md', ''].map(kindOf))).toEqual([
      ...[
        'not-utf8',
        'runbook-outside',
        'runbook-outside',
        'runbook-unreadable',
        'runbook-unreadable',
        'runbook-unreadable',
        'runbook-outside',
      ],
    ]);
    expect(await runbooks.splice('out.md', { span: [0, 0], text: 'no', expected: 'x' })).toMatchObject({
      ok: false,
      failure: { kind: 'runbook-outside' },
    });
    expect(readFileSync(join(outside, 'x.md'), 'utf8')).toBe('x');
    rmSync(outside, { recursive: true });
  });

  it('follows a link that stays inside', async () => {
    write('a.md', 'text');
    symlinkSync('a.md', join(folder, 'link.md'));
    expect(await editor().runbooks.read('link.md')).toMatchObject({ ok: true, value: { text: 'text' } });
  });
});

describe('splicing a runbook', () => {
  const edit = { span: [2, 3], text: 'X', expected: 'abcd' } as const;

  it('saves what was saved', async () => {
    write('a.md', 'abcd');
    expect(await editor().runbooks.splice('a.md', edit)).toEqual({ ok: true, value: { saved: true } });
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('abXd');
  });

  it('leaves unsaved what was unsaved', async () => {
    write('a.md', 'old');
    const { runbooks, open } = editor();
    const document = open('a.md');
    document.text = 'abcd';
    document.isDirty = true;
    expect(await runbooks.splice('a.md', edit)).toEqual({ ok: true, value: { saved: false } });
    expect([document.text, readFileSync(join(folder, 'a.md'), 'utf8')]).toEqual(['abXd', 'old']);
  });

  it('touches nothing where the text is another one, the editor refuses, or the file is gone', async () => {
    write('a.md', 'abce');
    expect(await editor().runbooks.splice('a.md', edit)).toMatchObject({ failure: { kind: 'annotate-failed', detail: 'changed' } });
    write('a.md', 'abcd');
    expect(await editor({ refuses: true }).runbooks.splice('a.md', edit)).toMatchObject({ failure: { detail: 'edit-refused' } });
    expect(await editor({ cannotSave: true }).runbooks.splice('a.md', edit)).toEqual({ ok: true, value: { saved: false } });
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('abcd');
    expect(await editor().runbooks.splice('gone.md', edit)).toMatchObject({ failure: { kind: 'annotate-failed', path: 'gone.md' } });
  });
});

describe('fitting a splice', () => {
  it('gives the same text whether it is done before or after the editor evened the line ends', () => {
    const text = fc.array(fc.constantFrom('a', 'ß', '\n', '\r\n', '```', '😀'), { maxLength: 20 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, text, text, fc.boolean(), fc.constantFrom('\n', '\r\n'), (before, old, after, put, mark, eol) => {
        const even = (part: string) => part.replace(/\r\n|\r|\n/g, eol);
        const held = even(before + old + after);
        fc.pre(eol === '\n' || held.includes(eol));
        const bom = mark ? '\ufeff' : '';
        const from = bom.length + before.length;
        const fitted = fitSplice({ expected: bom + before + old + after, span: [from, from + old.length], text: put }, held);
        expect(fitted && even(held.slice(0, fitted.span[0]) + fitted.text + held.slice(fitted.span[1]))).toBe(even(before + put + after));
      }),
    );
  });

  it.each([
    [[-1, 0], 'abcd'],
    [[3, 2], 'abcd'],
    [[0, 5], 'abcd'],
    [[0, 1], 'abc'],
    [[0, 1], ''],
  ] as const)('refuses %j on %j', (span, held) => {
    expect(fitSplice({ expected: 'abcd', span, text: 'x' }, held)).toBeNull();
  });

  it('reads UTF-8 and nothing else', () => {
    expect(decodeUtf8(new TextEncoder().encode('\ufeffä😀'))).toBe('ä😀');
    expect(decodeUtf8(Uint8Array.of(0xff))).toBeNull();
    expect(decodeUtf8(Uint8Array.of(0xed, 0xa0, 0x80))).toBeNull();
  });
});
