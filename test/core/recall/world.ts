// A record as a session leaves it, made by the same functions that make the real one.
import { annotateStep, spliced } from '../../../src/core/annotate/annotate.ts';
import { blockDigest } from '../../../src/core/annotate/blockDigest.ts';
import type { ResultBlock } from '../../../src/core/annotate/resultBlock.ts';
import { parseRunbook } from '../../../src/core/propose/runbook.ts';
import { type ReadJournal, readJournal, readRunbookFile } from '../../../src/core/recall/files.ts';
import { redact } from '../../../src/core/redact/redact.ts';
import { appendText, readTail } from '../../../src/core/remember/chain.ts';
import type { JournalEntry } from '../../../src/core/remember/journal.ts';
import { journalPath } from '../../../src/core/remember/paths.ts';
import { sha256Hex } from '../../../src/core/seal/digest.ts';
import type { Level } from '../../../src/core/step.ts';

export const RUNBOOK = 'ops/k3s.md';
export const TEXT =
  '---\nobjective: Join the worker\nenvironment: staging\n---\n\n# Join\n\n```bash {id=look}\nkubectl get nodes\n```\n\n> ```bash {id=join undo="k3s-agent-uninstall.sh"}\n> k3s agent\n> ```\n\n```bash {id=last}\necho done\n```\n';

export interface Written {
  text: string;
  readonly journals: Map<string, string>;
  readonly logs: Map<string, string>;
}

export const fresh = (text = TEXT): Written => ({ text, journals: new Map(), logs: new Map() });

export function append(world: Written, session: string, entry: JournalEntry, runbook = RUNBOOK): void {
  const path = journalPath(runbook, session);
  const before = world.journals.get(path) ?? '';
  world.journals.set(path, before + appendText(readTail(before, path), entry).text);
}

interface Ran {
  readonly session?: string;
  readonly run: string;
  readonly step: string;
  readonly exit?: number;
  readonly at?: number;
  readonly level?: Level;
  readonly output?: string;
}

const stepIn = (world: Written, id: string) => {
  const step = parseRunbook(world.text, RUNBOOK).steps.find((candidate) => candidate.id === id);
  if (!step) throw new Error(`no step ${id}`);
  return step;
};

export const START = Date.UTC(2026, 10, 21, 5, 40);

export function approve(world: Written, { session = 's-1', run, step, at = START, level = 'read' }: Ran): string {
  const digest = sha256Hex(run);
  const { text } = stepIn(world, step);
  const facts = { level, tags: ['prod'], via: 'card', readMs: 4200, command: redact(text) };
  append(world, session, { kind: 'approved', at, step, by: 'Ada Lovelace <ada@example.org>', run, digest, ...facts });
  return digest;
}

/** Approved, run, annotated, journalled: as the stages do it. */
export function ran(world: Written, of: Ran): void {
  const { session = 's-1', run, step, exit = 0, at = START, level = 'read', output = 'NAME READY\n\n```\n<!-- -->\nw1 True' } = of;
  const digest = approve(world, of);
  const log = `.countersign/logs/${session}/${run}.log`;
  const result: ResultBlock = {
    ...{ run, exit, signal: null, outcome: 'exited', durationMs: 3000, at: at + 5000, by: 'Ada', level, logPath: log, digest },
    ...{ text: redact(output), omittedLines: 0, notable: [{ line: 3, text: redact('error: `x`') }] },
  };
  world.text = spliced(world.text, annotateStep({ text: world.text, step: stepIn(world, step), result }));
  world.logs.set(log, output);
  append(world, session, {
    ...{ kind: 'ran', step, run, at: at + 5000, by: 'Ada Lovelace <ada@example.org>', digest, outcome: 'exited', exit, signal: null },
    ...{ durationMs: 3000, bytes: output.length, log, logSha256: sha256Hex(output), secrets: ['K3S_TOKEN'], block: blockDigest(result) },
  });
}

/** Two sessions: one looks and is told no, the other joins after a first failure. */
export function session(): Written {
  recorded ??= record();
  return { text: recorded.text, journals: new Map(recorded.journals), logs: new Map(recorded.logs) };
}
let recorded: Written | undefined;

function record(): Written {
  const world = fresh();
  ran(world, { run: 'run-1', step: 'look' });
  append(world, 's-1', {
    ...{ kind: 'rejected', step: 'join', at: START + 60_000, by: 'Ada', level: 'change', reason: 'Backup first' },
    ...{ text: redact('etcd *snapshot*'), command: redact('k3s agent') },
  });
  ran(world, { session: 's-2', run: 'run-2', step: 'join', exit: 1, at: START + 120_000, level: 'change' });
  // Long enough to be folded.
  const output = Array.from({ length: 20 }, (_, at) => `pod ${at}\n`).join('');
  ran(world, { session: 's-2', run: 'run-3', step: 'join', at: START + 180_000, level: 'change', output });
  append(world, 's-2', { kind: 'skipped', step: 'last', at: START + 240_000, by: 'Ada', level: 'read', command: redact('echo done') });
  return world;
}

export const journalsIn = (world: Written): ReadJournal[] => [...world.journals].map(([path, text]) => readJournal({ path, text }));

export const atHand = (world: Written) => ({
  journals: journalsIn(world),
  runbooks: [readRunbookFile({ path: RUNBOOK, text: world.text })],
  logs: new Map([...world.logs].map(([path, text]) => [path, sha256Hex(text)])),
});
