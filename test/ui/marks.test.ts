// What the editor marks and explains: the right words at the right place, nothing taken for markdown, nothing while one types.

import { describe, expect, it } from 'vitest';
import type * as VSCode from 'vscode';
import { assess } from '../../src/core/assess/assess.ts';
import type { Facts } from '../../src/core/assess/facts.ts';
import { parseRunbook } from '../../src/core/propose/runbook.ts';
import type { Runbook, Step } from '../../src/core/step.ts';
import { english } from '../../src/core/words.ts';
import { createAssessor } from '../../src/ui/assessor.ts';
import { marksOf, registerDiagnostics } from '../../src/ui/diagnostics.ts';
import { explain, registerHovers } from '../../src/ui/hovers.ts';
import { faultOf } from '../../src/ui/policyMarks.ts';

const TEXT = `---
environment: dev
---
# Clean up

- \`\`\`bash {id=one}
  ls
  op run -- ssh pve1 "rm -rf /srv/data"
  \`\`\`

\`\`\`bash {id=two}
kubectl delete pod web-0
\`\`\`

\`\`\`bash {id=two}
ls
\`\`\`
`;
const FACTS: Facts = { kube: { current: 'prod-eu', contexts: [{ name: 'prod-eu' }] } };
const say = english;

const assessed = (runbook: Runbook) =>
  runbook.steps.map((step) => ({
    step,
    assessment: assess({ command: step.text, environment: runbook.frontMatter.environment ?? null, facts: FACTS }),
  }));
const marks = (text: string) => {
  const runbook = parseRunbook(text, 'a.md');
  return marksOf({ runbook, text, steps: assessed(runbook), say }).map(({ span, ...rest }) => ({ ...rest, on: text.slice(...span) }));
};

describe('marks', () => {
  it('stand on what is dangerous, with its path, and on what cannot run or aims at the wrong place', () => {
    expect(marks(TEXT)).toEqual([
      {
        on: 'rm -rf /srv/data',
        severity: 'warning',
        code: 'rm.run',
        message: 'Deletes /srv/data on host pve1. Cannot be undone. (op run › ssh pve1)',
      },
      {
        on: 'kubectl delete pod web-0',
        severity: 'error',
        code: 'target.mismatch',
        message: expect.stringContaining('which is production'),
      },
      { on: 'kubectl delete pod web-0', severity: 'warning', code: 'kubectl.delete', message: 'Deletes pod web-0 on cluster prod-eu.' },
      { on: '```bash {id=two}', severity: 'error', code: 'duplicate-id', message: expect.stringContaining('two') },
    ]);
  });

  it('leave alone what only reads or changes', () => {
    expect(marks('```bash\nls\nmkdir x\n```\n')).toEqual([]);
  });

  it('say why nothing of a runbook can run', () => {
    expect(marks('---\nenvironment: mars\n---\n```bash\nls\n```\n')).toMatchObject([
      { severity: 'error', code: 'front-matter-invalid', on: '---' },
    ]);
  });

  it('stay within bounds for a runbook full of danger', () => {
    expect(marks('```bash\nrm x\n```\n\n'.repeat(700))).toHaveLength(500);
  });
});

describe('the policy in its editor', () => {
  it('is marked on the line that breaks it, with what follows from that', () => {
    expect(faultOf('version: 1\n', say)).toBeNull();
    expect(faultOf('version: 1\nforbid:\n  - { tag: prood }\n', say)).toEqual({
      line: 2,
      message: expect.stringMatching(/forbid\.0\.tag.*every step counts as destructive/),
    });
    expect(faultOf('', say)?.line).toBe(0);
  });
});

describe('an explanation', () => {
  const at = (piece: string, text = TEXT) => {
    const runbook = parseRunbook(text, 'a.md');
    const offset = text.indexOf(piece) + 1;
    const found = assessed(runbook).find(({ step }) => step.fence[0] <= offset && offset <= step.fence[1]);
    return found ? explain({ text, offset, assessed: found, say }) : null;
  };

  it('has the level, the sentence, the path, the way back, a rehearsal and a safer form', () => {
    const explanation = at('rm -rf');
    expect(explanation && TEXT.slice(...explanation.span)).toBe('rm -rf /srv/data');
    expect(explanation?.parts.map(({ text }) => text)).toEqual([
      'Destructive: deletes, ends, overwrites or reveals something',
      'Deletes /srv/data on host pve1. Cannot be undone.',
      'Through op run › ssh pve1',
      'There is no undo.',
      expect.stringMatching(/^Safer: /),
    ]);
    expect(at('kubectl delete')?.parts).toContainEqual({ text: 'kubectl delete pod web-0 --dry-run=server', code: true });
  });

  it('is given where the danger is, and nowhere else', () => {
    expect(at('ls\n')).toBeNull();
    expect(at('# Clean')).toBeNull();
  });
});

/** As much of VS Code as marks and hovers touch, with timers that are wound by hand. */
function fakeEditor(text: string) {
  const uri = { toString: () => 'file:///w/a.md', scheme: 'file' };
  const document = {
    ...{ uri, languageId: 'markdown', version: 1, isClosed: false, getText: () => text },
    positionAt: (offset: number) => ({ offset }),
    offsetAt: (position: { offset: number }) => position.offset,
  };
  const shown = new Map<string, { message: string; code?: string }[]>();
  const listeners: Record<string, (event: never) => void> = {};
  const on = (name: string) => (listener: (event: never) => void) => {
    listeners[name] = listener;
    return { dispose: () => undefined };
  };
  let hover: VSCode.HoverProvider | undefined;
  class Plain {
    readonly given: readonly unknown[];
    constructor(...given: readonly unknown[]) {
      this.given = given;
    }
  }
  class Content {
    text = '';
    appendText(value: string) {
      this.text += `[text ${value}]`;
      return this;
    }
    appendMarkdown(value: string) {
      this.text += value;
      return this;
    }
    appendCodeblock(value: string) {
      this.text += `[code ${value}]`;
      return this;
    }
  }
  const vscode = {
    Range: Plain,
    Hover: Plain,
    MarkdownString: Content,
    DiagnosticSeverity: { Error: 0, Warning: 1 },
    Diagnostic: class {
      readonly message: string;
      constructor(_range: unknown, message: string) {
        this.message = message;
      }
    },
    window: { visibleTextEditors: [{ document }], onDidChangeVisibleTextEditors: on('visible'), onDidChangeWindowState: on('state') },
    workspace: { onDidChangeTextDocument: on('change'), onDidSaveTextDocument: on('save'), onDidCloseTextDocument: on('close') },
    languages: {
      createDiagnosticCollection: () => ({
        set: (of: { toString(): string }, list: { message: string }[]) => void shown.set(of.toString(), list),
        delete: (of: { toString(): string }) => void shown.delete(of.toString()),
        dispose: () => undefined,
      }),
      registerHoverProvider: (_selector: unknown, provider: VSCode.HoverProvider) => {
        hover = provider;
        return { dispose: () => undefined };
      },
    },
  } as unknown as typeof VSCode;
  const timers = new Set<() => void>();
  const after = (_ms: number, call: () => void) => {
    timers.add(call);
    return { dispose: () => void timers.delete(call) };
  };
  return {
    ...{ vscode, document, shown, timers, after },
    fire: (name: string, event: unknown) => listeners[name]?.(event as never),
    wind: async () => {
      for (const call of [...timers]) call();
      timers.clear();
      for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    },
    hover: async (offset: number) =>
      hover?.provideHover(document as unknown as VSCode.TextDocument, { offset } as unknown as VSCode.Position, {} as never),
  };
}

describe('the editor', () => {
  const assessor = createAssessor({ say, bearings: { take: async () => ({ facts: FACTS, policy: { kind: 'none' } }) } });
  const runbookOf = (document: VSCode.TextDocument) => parseRunbook(document.getText(), 'a.md');
  const never = (cause: unknown) => {
    throw cause;
  };

  it('is marked once it is quiet, not while one types, and not for text that has changed meanwhile', async () => {
    const editor = fakeEditor(TEXT);
    let asked = 0;
    const assessStep = (runbook: Runbook, step: Step) => {
      asked += 1;
      return assessor(runbook, step);
    };
    registerDiagnostics({ ...editor, say, assess: assessStep, runbookOf, onError: never });
    expect([asked, editor.timers.size]).toEqual([0, 1]);
    for (let key = 0; key < 20; key += 1) editor.fire('change', { document: editor.document, contentChanges: [{}] });
    expect([asked, editor.timers.size]).toEqual([0, 1]);
    await editor.wind();
    expect(editor.shown.get('file:///w/a.md')?.length).toBe(4);
    editor.fire('change', { document: editor.document, contentChanges: [{}] });
    const pending = [...editor.timers];
    editor.timers.clear();
    for (const call of pending) call();
    editor.document.version = 2;
    editor.shown.clear();
    await editor.wind();
    expect(editor.shown.size).toBe(0);
    editor.fire('close', editor.document);
    expect(editor.shown.size).toBe(0);
  });

  it('marks nothing in markdown without steps', async () => {
    const editor = fakeEditor('---\nenvironment: [\n---\nWords.\n');
    registerDiagnostics({ ...editor, say, assess: assessor, runbookOf, onError: never });
    await editor.wind();
    expect(editor.shown.size).toBe(0);
  });

  it('explains under the pointer, as plain text', async () => {
    const editor = fakeEditor('```bash\nrm "**bold** [x](command:y)"\n```\n');
    registerHovers({ vscode: editor.vscode, say, assess: assessor, runbookOf });
    const hover = (await editor.hover(9)) as unknown as { given: [{ text: string }] };
    expect(hover.given[0].text).toContain('[text Deletes **bold** [x](command:y). Cannot be undone.]');
    expect(await editor.hover(1)).toBeNull();
  });
});
