// Connect and disconnect: only our entry comes and goes; every other byte of other people's files stays.
import fc from 'fast-check';
import { type ParseError, parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { CLIENT_IDS, type ClientId, HOOK_LEVELS, type Wish, wishOf } from '../../../src/core/connect/clients.ts';
import { connect, disconnect } from '../../../src/core/connect/connection.ts';
import { type Memory, memorySchema } from '../../../src/core/connect/memory.ts';
import type { Level } from '../../../src/core/step.ts';
import { file } from './jsonc.ts';

const client = fc.constantFrom(...CLIENT_IDS);
const from = fc.constantFrom(...HOOK_LEVELS);
/** As for a client that reads comments: what the others refuse is tried of itself. */
const lenient = (id: ClientId, level: Level): Wish => ({ ...wishOf(id, { from: level }), strict: false });
const wish = fc.tuple(client, from).map(([id, level]) => lenient(id, level));
const wanted = (id: ClientId): Wish => lenient(id, 'read');

/** What a program reads in a file; throws where it cannot. */
function read(text: string): Record<string, never> {
  const errors: ParseError[] = [];
  const value = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
  expect(errors, text).toEqual([]);
  return value;
}

function connected(text: string | null, of: Wish, memory?: Memory): { readonly text: string; readonly memory: Memory } {
  const done = connect({ text, wish: of, memory });
  if (!done.ok) throw new Error(`${JSON.stringify(done.problem)}\n${text}`);
  return done;
}

function disconnected(text: string | null, of: Wish, memory?: Memory): string | null {
  const done = disconnect({ text, wish: of, memory });
  if (!done.ok) throw new Error(`${JSON.stringify(done.problem)}\n${text}`);
  return done.text;
}

/** What the file holds with our entry added. */
function expected(text: string, of: Wish): unknown {
  const value: Record<string, Record<string, unknown[]> & Record<string, unknown>> = read(text);
  if (of.kind === 'server') return { ...value, [of.key]: { ...value[of.key], countersign: of.value } };
  return { ...value, hooks: { ...value.hooks, PreToolUse: [...((value.hooks?.PreToolUse as unknown[]) ?? []), of.value] } };
}

/** Whether one text is the other with pieces put in. */
function holds(whole: string, part: string): boolean {
  let at = 0;
  for (const character of whole) if (character === part[at]) at++;
  return at === part.length;
}

const runs = { numRuns: 100 };

describe('any file', () => {
  it('has our entry after connecting, everything else as it was, and not a byte less', () => {
    fc.assert(
      fc.property(file, wish, (text, of) => {
        const after = connected(text, of).text;
        expect(read(after)).toEqual(expected(text, of));
        expect(holds(after, text)).toBe(true);
      }),
      runs,
    );
  });

  it('is the same to the byte after disconnecting, also after the strictness was changed in between', () => {
    fc.assert(
      fc.property(file, client, fc.array(from, { minLength: 1, maxLength: 3 }), (text, id, levels) => {
        let now: { readonly text: string; readonly memory?: Memory } = { text };
        for (const level of levels) now = connected(now.text, lenient(id, level), now.memory);
        const memory = memorySchema.parse(JSON.parse(JSON.stringify(now.memory)));
        expect(disconnected(now.text, wanted(id), memory)).toBe(text);
      }),
      runs,
    );
  });

  it('keeps what others changed since, and loses our entry all the same', () => {
    fc.assert(
      fc.property(file, wish, fc.constantFrom('\n', ' ', '// since\n'), (text, of, more) => {
        const { text: after, memory } = connected(text, of);
        const edited = `${after.trimEnd().slice(0, -1)}${more}}`;
        fc.pre(parseable(edited));
        const back = disconnected(edited, of, memory);
        if (back === null) throw new Error('a file that was there is gone');
        expect(read(back)).toEqual(read(text));
        expect(comments(back).sort()).toEqual(comments(edited).sort());
      }),
      runs,
    );
  });

  it('is left in order where nobody remembers: what it held without us', () => {
    fc.assert(
      fc.property(file, wish, (text, of) => {
        const back = disconnected(connected(text, of).text, of);
        const left = back === null ? {} : read(back);
        expect({ mcpServers: {}, servers: {}, hooks: {}, ...left }).toMatchObject(dropEmpty(read(text)));
        if (back !== null) expect(comments(back).sort()).toEqual(comments(text).sort());
      }),
      runs,
    );
  });

  it('is not touched a second time', () => {
    fc.assert(
      fc.property(file, wish, (text, of) => {
        const once = connected(text, of);
        expect(connected(once.text, of, once.memory)).toEqual(once);
      }),
      runs,
    );
  });

  it('holds several clients, disconnected in any order', () => {
    fc.assert(
      fc.property(file, fc.boolean(), (text, firstFirst) => {
        const server = connected(text, wanted('claude-code'));
        const both = connected(server.text, wanted('claude-code-hook'));
        if (!firstFirst)
          expect(disconnected(disconnected(both.text, wanted('claude-code-hook'), both.memory), wanted('claude-code'), server.memory)).toBe(
            text,
          );
        const back = disconnected(disconnected(both.text, wanted('claude-code'), server.memory), wanted('claude-code-hook'), both.memory);
        expect(read(back ?? '{}')).toEqual(read(text));
      }),
      runs,
    );
  });

  it('is refused for Claude Code where Claude Code would not read it, and stays readable where it does', () => {
    fc.assert(
      fc.property(file, fc.constantFrom<ClientId>('claude-code', 'claude-code-hook'), (text, id) => {
        const done = connect({ text, wish: wishOf(id, { from: 'read' }) });
        expect(done.ok).toBe(isPlain(text));
        if (done.ok) expect(isPlain(done.text)).toBe(true);
        else expect(done.problem.kind).toBe('not-plain');
      }),
      runs,
    );
  });

  it('is answered, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'{}[],:"/*\\ \nahooks') }), fc.json()), wish, (text, of) => {
        const done = connect({ text, wish: of });
        if (done.ok) expect(disconnected(done.text, of, done.memory)).toBe(text);
        disconnect({ text, wish: of });
      }),
      runs,
    );
  });
});

const parseable = (text: string): boolean => {
  const errors: ParseError[] = [];
  parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
  return errors.length === 0;
};

/** As Claude Code reads files. */
function isPlain(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch {
    return false;
  }
}

/** Comments of a file, strings left out. */
const comments = (text: string): string[] =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"|(\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)/g)].flatMap(({ 1: found }) => found ?? []);

/** Without lists that hold nothing: nobody can tell who left them. */
function dropEmpty(value: Record<string, unknown>): Record<string, unknown> {
  const { hooks, ...rest } = value as { hooks?: { PreToolUse?: unknown[] } };
  const { PreToolUse, ...events } = hooks ?? {};
  const kept = PreToolUse?.length ? { ...events, PreToolUse } : events;
  return { ...rest, ...(Object.keys(kept).length > 0 ? { hooks: kept } : {}) };
}

describe('what is written', () => {
  it('a file that is not there: made, and gone again', () => {
    const made = connected(null, wanted('claude-code'));
    expect(made.text).toBe(
      `{\n  "mcpServers": {\n    "countersign": {\n      "type": "stdio",\n      "command": "\${HOME}/.countersign/bin/countersign",\n      "args": [\n        "mcp"\n      ]\n    }\n  }\n}\n`,
    );
    expect(disconnected(made.text, wanted('claude-code'), made.memory)).toBeNull();
    expect(disconnected(`${made.text}\n`, wanted('claude-code'), made.memory)).toBeNull();
    expect(disconnected(null, wanted('claude-code'), made.memory)).toBeNull();
  });

  it('an empty file: filled, and empty again', () => {
    for (const text of ['', '\n', '\uFEFF']) {
      const made = connected(text, wanted('cursor'));
      expect(disconnected(made.text, wanted('cursor'), made.memory)).toBe(text);
    }
  });

  it('keeps indentation, line ends, a comment behind its value, and a missing last line end', () => {
    const text = '{\r\n\t"mcpServers": {\r\n\t\t"a": { "command": "x" } // the first\r\n\t}\r\n}';
    expect(connected(text, wanted('claude-code')).text).toBe(
      `{\r\n\t"mcpServers": {\r\n\t\t"a": { "command": "x" }, // the first\r\n\t\t"countersign": {\r\n\t\t\t"type": "stdio",\r\n\t\t\t"command": "\${HOME}/.countersign/bin/countersign",\r\n\t\t\t"args": [\r\n\t\t\t\t"mcp"\r\n\t\t\t]\r\n\t\t}\r\n\t}\r\n}`,
    );
  });

  it('a file on one line stays one', () => {
    const { text } = connected('{"mcpServers":{"a":{"command":"x"}}}', wanted('claude-code'));
    expect(text).toBe(
      `{"mcpServers":{"a":{"command":"x"},"countersign":{"type":"stdio","command":"\${HOME}/.countersign/bin/countersign","args":["mcp"]}}}`,
    );
  });

  it('a hook of somebody else beside ours stays where it is', () => {
    const ours = wanted('claude-code-hook');
    const { text } = connected('{}', ours);
    const theirs = text.replace('"hooks": [\n          {', '"hooks": [\n          { "type": "command", "command": "audit" },\n          {');
    expect(read(disconnected(theirs, ours) ?? '')).toMatchObject({ hooks: { PreToolUse: [{ hooks: [{ command: 'audit' }] }] } });
    const stricter = connected(theirs, lenient('claude-code-hook', 'destructive')).text;
    expect(stricter.match(/countersign" hook|countersign\\" hook/g)).toHaveLength(1);
    expect(stricter).toContain('--from destructive');
    expect(stricter).toContain('"audit"');
  });

  it('two hooks of ours become one', () => {
    const ours = wanted('claude-code-hook');
    const one = ours.value;
    const { text } = connected(JSON.stringify({ hooks: { PreToolUse: [one, { matcher: 'Edit', hooks: [] }, one] } }, null, 2), ours);
    expect(read(text)).toEqual({ hooks: { PreToolUse: [{ matcher: 'Edit', hooks: [] }, one] } });
  });
});

describe('what is refused', () => {
  it.each([
    ['{"mcpServers": {', { kind: 'broken', line: 1 }],
    ['{\n  "a": 1\n  "b": 2\n}', { kind: 'broken', line: 3 }],
    ['{} {}', { kind: 'broken', line: 1 }],
    ['[]', { kind: 'shape', key: '{}' }],
    ['{"mcpServers": []}', { kind: 'shape', key: 'mcpServers' }],
    ['{"mcpServers": {}, "mcpServers": {}}', { kind: 'twice', key: 'mcpServers' }],
    ['{"mcpServers": {}, "mcp\\u0053ervers": {}}', { kind: 'twice', key: 'mcpServers' }],
    ['{"mcpServers": {"countersign": {}, "countersign": {}}}', { kind: 'twice', key: 'mcpServers.countersign' }],
    ['{"mcpServers": {"countersign": {"command": "my-own"}}}', { kind: 'foreign', key: 'mcpServers.countersign' }],
  ])('%s', (text, problem) => {
    expect(connect({ text, wish: wanted('claude-code') })).toEqual({ ok: false, problem });
  });

  it.each([
    ['{"disableAllHooks": true}', { kind: 'off', key: 'disableAllHooks' }],
    ['{"hooks": []}', { kind: 'shape', key: 'hooks' }],
    ['{"hooks": {"PreToolUse": {}}}', { kind: 'shape', key: 'hooks.PreToolUse' }],
    ['{"hooks": {"PreToolUse": [], "PreToolUse": []}}', { kind: 'twice', key: 'hooks.PreToolUse' }],
  ])('%s', (text, problem) => {
    expect(connect({ text, wish: wanted('claude-code-hook') })).toEqual({ ok: false, problem });
  });

  it('somebody else’s server of our name is not taken out', () => {
    const text = '{"mcpServers": {"countersign": {"command": "my-own"}}}';
    expect(disconnected(text, wanted('claude-code'))).toBe(text);
  });
});
