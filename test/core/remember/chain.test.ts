import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/core/redact/redact.ts';
import { appendText, NO_RECORD, readChain, readRecord, readTail, recordLine } from '../../../src/core/remember/chain.ts';
import type { JournalEntry } from '../../../src/core/remember/journal.ts';
import { sha256Hex } from '../../../src/core/seal/digest.ts';
import { anyText } from '../../fakes/text.ts';

const HASH = '0123456789abcdef'.repeat(4);
const text = fc.oneof(anyText(40), fc.constantFrom('', '\n', '\u2028', '\ud800', '"}', '{"v":1}'));
const common = { at: fc.integer({ min: 0, max: 4e12 }), step: text, by: text };
const entries: fc.Arbitrary<JournalEntry> = fc.oneof(
  fc.record({ ...common, kind: fc.constant('skipped' as const), level: fc.constantFrom('read', 'critical'), command: text.map(redact) }),
  fc.record({ ...common, kind: fc.constant('refused' as const), run: text, failure: text, detail: text.map(redact) }),
  fc.record({
    ...{ ...common, kind: fc.constantFrom('ran' as const, 'recovered' as const), run: text, digest: fc.constant(HASH), outcome: text },
    ...{ exit: fc.option(fc.integer()), signal: fc.option(text), durationMs: fc.option(fc.nat()), bytes: fc.nat() },
    ...{ log: text, logSha256: fc.constant(HASH), secrets: fc.array(text, { maxLength: 3 }), block: fc.constant(HASH) },
  }),
  fc.record({ ...common, kind: fc.constant('proposed' as const), source: text, why: text.map(redact), command: text.map(redact) }),
  fc.record({ ...common, kind: fc.constant('edited' as const), was: text.map(redact), command: text.map(redact) }),
  fc.record({ kind: fc.constant('restored' as const), at: common.at, by: text, commit: text, paths: fc.array(text, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('asked' as const), at: common.at, by: text, model: text, digest: fc.constant(HASH), bytes: fc.nat() }),
  fc.record({
    ...{ kind: fc.constant('answered' as const), at: common.at, model: text, digest: fc.constant(HASH), outcome: text, bytes: fc.nat() },
    ...{
      inputTokens: fc.option(fc.nat()),
      outputTokens: fc.option(fc.nat()),
      costUsd: fc.option(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })),
    },
  }),
  fc.record({ kind: fc.constant('signed' as const), at: common.at, format: fc.constantFrom('ssh', 'openpgp'), key: text, signature: text }),
);
const chains = fc.array(entries, { minLength: 2, maxLength: 6 }).map(linesOf);

function linesOf(list: readonly JournalEntry[]): string[] {
  let file = '';
  for (const entry of list) file += appendText(readTail(file), entry).text;
  return file.slice(0, -1).split('\n');
}

const skipped = (step: string): JournalEntry => ({
  kind: 'skipped',
  at: 1_763_701_332_000,
  step,
  by: 'Ada',
  level: 'read',
  command: redact('ls'),
});

describe('a record', () => {
  it('is one canonical line with its place, its time and its sums', () => {
    const line = recordLine({ entry: skipped('look'), previous: null, seq: 1 });
    const bare = `{"at":"2025-11-21T05:02:12.000Z","by":"Ada","command":"ls","kind":"skipped","level":"read","prev":"${NO_RECORD}","seq":1,"step":"look"`;
    expect(line).toBe(`${bare},"sum":"${sha256Hex(`${bare},"v":1}`)}","v":1}`);
  });

  it('names the one before by the SHA-256 of its line', () => {
    const first = recordLine({ entry: skipped('a'), previous: null, seq: 1 });
    expect(readRecord(recordLine({ entry: skipped('b'), previous: first, seq: 2 }))).toMatchObject({ seq: 2, prev: sha256Hex(first) });
  });

  it.each([Number.NaN, -1, Infinity, 9e18])('has a time that can be read back for %d', (at) => {
    expect(readRecord(recordLine({ entry: { ...skipped('a'), at }, previous: null, seq: 1 }))).not.toBeNull();
  });

  it('is not JSON of any depth, which is told without falling over it', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(readRecord(deep)).toBeNull();
    expect(readRecord(`{"a":${deep},"sum":"${'0'.repeat(64)}"}`)).toBeNull();
    expect(readTail(`{"tags":${deep}}\n`)).toMatchObject({ seq: 0, closed: true });
  });

  it.each(['', '{}', 'null', '[]', '{"v":2}', '{', 'x'])('is not %j', (line) => {
    expect(readRecord(line)).toBeNull();
  });
});

describe('a chain', () => {
  it('reads back what was written', () => {
    fc.assert(
      fc.property(chains, (lines) => {
        const reading = readChain(lines);
        expect(reading).toMatchObject({ ok: true });
        expect(reading.ok && reading.records.map((record) => record.seq)).toEqual(lines.map((_, index) => index + 1));
      }),
    );
  });

  it('is whole when empty', () => {
    expect(readChain([])).toEqual({ ok: true, records: [], lines: [] });
  });

  it('finds any edit of any line, and says where', () => {
    fc.assert(
      fc.property(chains, fc.nat(), fc.nat(), fc.string({ maxLength: 3 }), fc.nat(3), (lines, which, where, put, cut) => {
        const index = which % lines.length;
        const line = lines[index] ?? '';
        const at = where % line.length;
        const edited = line.slice(0, at) + put + line.slice(at + cut);
        fc.pre(edited !== line);
        expect(readChain(lines.with(index, edited))).toMatchObject({ ok: false, line: index + 1 });
      }),
    );
  });

  it('finds an edit whose own sum was made right again', () => {
    const lines = linesOf([skipped('a'), skipped('b'), skipped('c')]);
    const forged = recordLine({ entry: skipped('B'), previous: lines[0] ?? '', seq: 2 });
    expect(readChain(lines.with(1, forged))).toMatchObject({ ok: false, line: 3, what: 'out-of-chain' });
  });

  it('finds any loss but at the end', () => {
    fc.assert(
      fc.property(chains, fc.nat(), fc.integer({ min: 1, max: 3 }), (lines, which, count) => {
        const from = which % (lines.length - 1);
        fc.pre(from + count < lines.length);
        expect(readChain(lines.toSpliced(from, count))).toMatchObject({ ok: false, line: from + 1, what: 'out-of-chain' });
      }),
    );
  });

  it('finds any reordering and repetition', () => {
    fc.assert(
      fc.property(chains, fc.nat(), fc.nat(), (lines, one, other) => {
        const [from, to] = [one % lines.length, other % lines.length];
        const [a, b] = [lines[from] ?? '', lines[to] ?? ''];
        expect(readChain(lines.toSpliced(to, 0, a)).ok).toBe(false);
        if (from !== to) expect(readChain(lines.with(from, b).with(to, a))).toMatchObject({ ok: false, line: Math.min(from, to) + 1 });
      }),
    );
  });
});

describe('a torn end', () => {
  it('is closed by a record of its own, wherever the write was cut, and nothing is lost or rewritten', () => {
    fc.assert(
      fc.property(chains, fc.nat(), entries, (lines, where, entry) => {
        const file = `${lines.join('\n')}\n`;
        const start = file.length - (lines.at(-1) ?? '').length;
        const torn = file.slice(0, start + (where % (file.length - start)));
        const after = torn + appendText(readTail(torn), entry).text;
        expect(after.startsWith(torn)).toBe(true);
        const reading = readChain(after.slice(0, -1).split('\n'));
        expect(reading).toMatchObject({ ok: true });
        expect(reading.ok && reading.records.at(-1)?.kind).toBe(entry.kind);
      }),
    );
  });

  it('may be torn again while it is closed', () => {
    let file = appendText(readTail(''), skipped('a')).text;
    file += appendText(readTail(file), skipped('b')).text.slice(0, 40);
    file += appendText(readTail(file), skipped('c')).text.slice(0, 70);
    file += appendText(readTail(file), skipped('d')).text;
    const reading = readChain(file.slice(0, -1).split('\n'));
    expect(reading.ok && reading.records.map((record) => record.kind)).toEqual(['skipped', 'torn', 'skipped']);
  });

  it('needs no closing when only the line end is missing', () => {
    const file = appendText(readTail(''), skipped('a')).text.slice(0, -1);
    const after = file + appendText(readTail(file), skipped('b')).text;
    expect(readChain(after.slice(0, -1).split('\n'))).toMatchObject({ ok: true, records: [{ seq: 1 }, { seq: 2 }] });
  });

  it('cannot be changed, removed or made up afterwards', () => {
    let file = appendText(readTail(''), skipped('a')).text;
    file += '{"at":"half';
    file += appendText(readTail(file), skipped('b')).text;
    const lines = file.slice(0, -1).split('\n');
    expect(readChain(lines)).toMatchObject({ ok: true });
    expect(readChain(lines.with(1, '{"at":"hal')).ok).toBe(false);
    expect(readChain(lines.toSpliced(1, 1)).ok).toBe(false);
    expect(readChain(lines.toSpliced(1, 2)).ok).toBe(false);
    expect(readChain(lines.toSpliced(2, 1)).ok).toBe(false);
  });

  it('that nobody closed is found', () => {
    const lines = linesOf([skipped('a'), skipped('b')]);
    expect(readChain([...lines, '{"at'])).toMatchObject({ ok: false, line: 3, what: 'unreadable' });
  });
});
