import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../../src/core/propose/runbook.ts';
import { audit } from '../../../src/core/recall/audit.ts';
import { readRunbookFile } from '../../../src/core/recall/files.ts';
import { wordFinding } from '../../../src/core/recall/words.ts';
import { redact } from '../../../src/core/redact/redact.ts';
import { appendText, readTail, recordLine } from '../../../src/core/remember/chain.ts';
import type { JournalEntry } from '../../../src/core/remember/journal.ts';
import { english } from '../../../src/core/words.ts';
import { append, approve, atHand, fresh, journalsIn, RUNBOOK, ran, START, session, TEXT, type Written } from './world.ts';

const S1 = '.countersign/journal/ops/k3s/s-1.jsonl';
const S2 = '.countersign/journal/ops/k3s/s-2.jsonl';
const found = (world: Written) => audit(atHand(world)).findings;
const kinds = (world: Written) => found(world).map(({ kind }) => kind);
const lines = (world: Written, path: string) => (world.journals.get(path) ?? '').slice(0, -1).split('\n');
/** A record's entry, to be written somewhere else. */
const entryIn = (line = ''): JournalEntry => {
  const { v: _v, seq: _seq, prev: _prev, sum: _sum, at, ...rest } = JSON.parse(line) as Record<string, unknown>;
  return { ...rest, at: Date.parse(String(at)) } as unknown as JournalEntry;
};
const rewrite = (world: Written, path: string, now: readonly string[]) => void world.journals.set(path, `${now.join('\n')}\n`);
const replaced = (world: Written, from: string | RegExp, to: string) => {
  const text = world.text.replace(from, to);
  expect(text).not.toBe(world.text);
  world.text = text;
  return world;
};

describe('a record as a session leaves it', () => {
  it('is whole', () => {
    expect(audit(atHand(session()))).toEqual({ findings: [], notes: [], records: 8, runs: 3, blocks: 2, logs: 3 });
  });

  it('stays whole where the runbook goes on living: prose, other steps, CRLF, a formatter’s blanks, an edited step', () => {
    const prose = session();
    prose.text = prose.text
      .replace('# Join', '# Join the worker\n\nNow with prose.')
      .replace('echo done', 'echo really done')
      .replaceAll('-->\n**', '-->\n\n**');
    expect(kinds(prose)).toEqual([]);
    const crlf = session();
    crlf.text = crlf.text.replaceAll('\n', '\r\n');
    expect(kinds(crlf)).toEqual([]);
    expect(kinds(replaced(session(), 'kubectl get nodes', 'kubectl get nodes -o wide'))).toEqual([]);
  });

  it('says where a command was edited after it ran, with an id of its own or one made from its text', () => {
    const notes = (world: Written) => audit(atHand(world)).notes;
    const edited = [{ kind: 'step-edited', path: RUNBOOK, about: 'run-1' }];
    expect(notes(session())).toEqual([]);
    expect(notes(replaced(session(), 'kubectl get nodes', 'kubectl get nodes -o wide'))).toMatchObject(edited);
    const world = fresh(TEXT.replace(' {id=look}', ''));
    const [step] = parseRunbook(world.text, RUNBOOK).steps;
    ran(world, { run: 'run-1', step: step?.id ?? '' });
    expect(notes(world)).toEqual([]);
    replaced(world, 'kubectl get nodes', 'kubectl delete nodes --all');
    expect(kinds(world)).toEqual([]);
    expect(notes(world)).toMatchObject(edited);
  });

  it('knows a step again whose id was changed', () => {
    const world = replaced(session(), '{id=look}', '{id=nodes}');
    expect(audit(atHand(world))).toMatchObject({ findings: [], notes: [] });
  });

  it('stays whole when its runbook is renamed, and a step is taken out with its block', () => {
    const world = atHand(session());
    const moved = readRunbookFile({ path: 'ops/worker.md', text: session().text });
    expect(audit({ ...world, runbooks: [moved] }).findings).toEqual([]);
    const gone = session();
    gone.text = gone.text.slice(gone.text.indexOf('> ```bash'));
    expect(kinds(gone)).toEqual([]);
  });

  it('may lack logs: they stay on the machine where the step ran', () => {
    expect(audit({ ...atHand(session()), logs: new Map() }).findings).toEqual([]);
  });
});

describe('in a journal is found', () => {
  it('any edit of any byte', () => {
    const record = atHand(session());
    fc.assert(
      fc.property(
        fc.constantFrom(S1, S2),
        fc.nat(),
        fc.constantFrom('', 'x', '0', '"', '\\', '\n', '}{', '\u2028', 'é', '\ud800'),
        fc.nat(2),
        (path, where, put, cut) => {
          const world = session();
          const text = world.journals.get(path) ?? '';
          const at = where % text.length;
          const edited = text.slice(0, at) + put + text.slice(at + cut);
          // A missing last line end is what a crash leaves; the next append puts it right.
          fc.pre(edited !== text && `${edited}\n` !== text && edited.replaceAll('\r\n', '\n') !== text);
          world.journals.set(path, edited);
          const { findings } = audit({ ...record, journals: journalsIn(world) });
          expect(findings.length, JSON.stringify(edited.slice(at - 20, at + 20))).toBeGreaterThan(0);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('a lost, doubled or moved record, with its place', () => {
    const lost = session();
    rewrite(lost, S2, lines(lost, S2).toSpliced(1, 1));
    expect(found(lost)).toContainEqual({ kind: 'chain-out-of-chain', path: S2, line: 2, about: '' });
    const moved = session();
    rewrite(moved, S2, lines(moved, S2).toReversed());
    expect(kinds(moved)).toContain('chain-out-of-chain');
    const doubled = session();
    rewrite(doubled, S1, [...lines(doubled, S1), lines(doubled, S1)[2] ?? '']);
    expect(found(doubled)).toContainEqual({ kind: 'chain-out-of-chain', path: S1, line: 4, about: '' });
  });

  it('no fault in a journal of version 0.1.0, which was not bound to its path', () => {
    const world = session();
    world.journals.clear();
    const entries = lines(session(), S1).map((line) => entryIn(line));
    world.journals.set(
      S1,
      entries.reduce((text, entry) => text + appendText(readTail(text), entry).text, ''),
    );
    expect(found(world).filter(({ path }) => path === S1)).toEqual([]);
  });

  it('a journal put in the place of another', () => {
    const world = session();
    world.journals.set(S1, world.journals.get(S2) ?? '');
    expect(found(world)).toContainEqual({ kind: 'chain-other-file', path: S1, line: 1, about: '' });
  });

  it('a lost end, by the block that its run left', () => {
    const world = session();
    rewrite(world, S2, lines(world, S2).slice(0, 3));
    expect(found(world)).toMatchObject([{ kind: 'block-unknown', path: RUNBOOK, about: 'run-3' }]);
    const all = session();
    all.journals.clear();
    expect(kinds(all)).toEqual(['block-unknown', 'block-unknown']);
  });

  it('a run that nobody approved, one that is not what was approved, one that ended twice', () => {
    const world = session();
    const again = entryIn(lines(world, S1)[1]);
    if (again.kind !== 'ran') throw new Error('no run');
    append(world, 's-1', { ...again, run: 'run-9' });
    expect(found(world)).toContainEqual({ kind: 'run-unapproved', path: S1, line: 4, about: 'run-9' });
    const other = fresh();
    approve(other, { run: 'run-1', step: 'look' });
    append(other, 's-1', { ...again, digest: 'f'.repeat(64) });
    expect(kinds(other)).toContain('run-differs');
    const twice = session();
    append(twice, 's-1', again);
    expect(kinds(twice)).toEqual(['run-twice']);
  });

  it('an approval slipped in after its run', () => {
    const world = fresh();
    ran(world, { run: 'run-1', step: 'look' });
    const [approval = '', end = ''] = lines(world, S1);
    world.journals.clear();
    for (const line of [end, approval]) append(world, 's-1', entryIn(line));
    expect(kinds(world)).toEqual(['run-unapproved']);
  });

  it('a record with a sum of its own making', () => {
    const world = session();
    const [first = '', , third = ''] = lines(world, S2);
    const forged = recordLine({
      entry: { kind: 'skipped', at: START, step: 'look', by: 'Eve', level: 'read', command: redact('x') },
      previous: first,
      seq: 2,
    });
    rewrite(world, S2, [first, forged, third]);
    expect(found(world)).toContainEqual({ kind: 'chain-out-of-chain', path: S2, line: 3, about: '' });
  });
});

describe('in a runbook is found', () => {
  it('any edit of any visible character of a block', () => {
    const { text } = session();
    const blocks = [...text.matchAll(/<!-- countersign:result[\s\S]*?<!-- \/countersign:result -->/g)];
    expect(blocks).toHaveLength(2);
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('x', '', ' x', '0', '`', '-->'), (where, put) => {
        const [block] = blocks;
        const at = (block?.index ?? 0) + (where % (block?.[0].length ?? 1));
        fc.pre(/\S/.test(text[at] ?? '') && put !== text[at]);
        const world = { ...session(), text: text.slice(0, at) + put + text.slice(at + 1) };
        expect(kinds(world).length, world.text.slice(at - 20, at + 20)).toBeGreaterThan(0);
      }),
      { numRuns: 120 },
    );
  });

  it.each<[string, string | RegExp, string, string]>([
    ['an output made better', 'w1 True', 'w1 False', 'block-edited'],
    ['an exit code made better in the head', 'exit=0 digest', 'exit=1 digest', 'block-edited'],
    ['an exit code made better in the words', '**exit 0**', '**exit 1**', 'block-edited'],
    ['another approver', '· Ada ·', '· Eve ·', 'block-edited'],
    ['a line taken out of the output', 'NAME READY\n', '', 'block-edited'],
    ['an empty line put into the output', 'NAME READY\n', 'NAME READY\n\n', 'block-edited'],
    ['a run of somebody’s making', /run=run-1 /, 'run=run-7 ', 'block-unknown'],
    ['a block taken out', /\n<!-- countersign:result run=run-1 [\s\S]*?result -->\n/, '', 'block-lost'],
    ['a block that lost its end', /<!-- \/countersign:result -->/, '', 'block-lost'],
  ])('%s', (_name, from, to, kind) => {
    expect(kinds(replaced(session(), from, to))).toContain(kind);
  });

  it('a block copied to another step, or to another runbook', () => {
    const world = session();
    const block = /<!-- countersign:result run=run-1 [\s\S]*?result -->/.exec(world.text)?.[0] ?? '';
    world.text += `\n${block}\n`;
    expect(found(world)).toMatchObject([{ kind: 'block-twice', about: 'run-1' }]);
    const other = readRunbookFile({ path: 'ops/other.md', text: `\`\`\`bash\nkubectl get nodes\n\`\`\`\n\n${block}\n` });
    const near = atHand(session());
    expect(audit({ ...near, runbooks: [...near.runbooks, other] }).findings).toMatchObject([
      { kind: 'block-elsewhere', path: 'ops/other.md', line: 5 },
    ]);
    const swapped = fresh();
    ran(swapped, { run: 'run-1', step: 'look' });
    swapped.text = `${swapped.text.replace(block, '')}\n${block}\n`;
    expect(kinds(swapped)).toEqual(['block-lost', 'block-elsewhere']);
  });

  it('a block moved to another step of the same text', () => {
    const text = TEXT.replace('echo done', 'kubectl get nodes');
    const world = fresh(text);
    ran(world, { run: 'run-1', step: 'look' });
    const block = /\n<!-- countersign:result[\s\S]*?result -->\n/.exec(world.text)?.[0] ?? '';
    world.text = `${world.text.replace(block, '')}${block}`;
    expect(kinds(world)).toEqual(['block-lost', 'block-elsewhere']);
  });

  it('the block of an earlier run brought back', () => {
    const world = fresh();
    ran(world, { run: 'run-1', step: 'look' });
    const before = world.text;
    ran(world, { run: 'run-2', step: 'look', exit: 1, at: START + 60_000 });
    world.text = before;
    expect(found(world)).toMatchObject([{ kind: 'block-old', about: 'run-2' }]);
  });

  it('a block under no step, but none that is only shown in a fence', () => {
    const world = session();
    world.text += '\nProse.\n\n<!-- countersign:result run=run-1 exit=0 -->\n**exit 0**\n\n<!-- /countersign:result -->\n';
    world.text += '\n~~~markdown\n<!-- countersign:result run=x exit=0 -->\n~~~\n\nWritten as `<!-- countersign:result`.\n';
    expect(found(world)).toMatchObject([{ kind: 'block-stray', path: RUNBOOK }]);
  });
});

it('a log that is not the one recorded is found', () => {
  const world = session();
  world.logs.set('.countersign/logs/s-1/run-1.log', 'all is well');
  expect(found(world)).toMatchObject([{ kind: 'log-differs', path: S1, line: 2, about: 'run-1' }]);
});

it('every finding is one sentence that names what it is about', () => {
  expect(wordFinding({ kind: 'run-unapproved', path: S1, line: 1, about: 'run-9' }, english)).toBe('Run run-9 has no approval before it.');
});
