// Gathers what a model may be told of a runbook: its rules, what was tried, what of the outputs decides. Runs nothing but a look at the disk.
import type { AskFacts, Told } from './core/ask/request.ts';
import { type Tried, triedIn } from './core/ask/tried.ts';
import { verdictOf } from './core/guard/hypotheses.ts';
import type { GuardFinding } from './core/guard/story.ts';
import { adviceOf } from './core/guard/words.ts';
import { parseRunbook } from './core/propose/runbook.ts';
import { redact } from './core/redact/redact.ts';
import type { Runbook, Shell, Step } from './core/step.ts';
import { createTrimmer, DEFAULT_BUDGET } from './core/trim/trim.ts';
import { constraintsText } from './door/constraints.ts';
import type { ReadLog } from './door/results.ts';
import type { Bearings, Clock, Journals, Log, Outcome, Planner, Runbooks, Scanner } from './ports.ts';

export interface GatherDeps {
  readonly runbooks: Runbooks;
  readonly journals: Journals;
  readonly bearings: Bearings;
  readonly planner: Planner;
  readonly scanner: Scanner;
  readonly clock: Clock;
  readonly log: Log;
  readonly readLog: ReadLog;
  /** What the guards said of a proposal of this window. */
  readonly noteOf: (step: string) => { readonly findings: readonly GuardFinding[] } | undefined;
}

/** Outputs that are read at all, newest first: together they are as long as a request. */
const OUTPUTS = 10;

/** The facts as they stand now; the outline is the asker's. */
export async function gatherFacts(deps: GatherDeps, path: string): Promise<Outcome<Omit<AskFacts, 'outline'>>> {
  const read = await deps.runbooks.read(path);
  if (!read.ok) return read;
  const runbook = parseRunbook(read.value.text, path);
  if (runbook.problem) return { ok: false, failure: runbook.problem };
  const probe = looking(runbook);
  const [{ policy }, records, variables] = await Promise.all([
    deps.bearings.take(runbook, probe),
    deps.journals.of(path),
    namesOf(deps, runbook, probe),
  ]);
  const tried = triedIn(records);
  const told = await Promise.all(tried.map((one, at) => tell(deps, one, { runbook, isNew: at >= tried.length - OUTPUTS })));
  return { ok: true, value: { constraints: constraintsText(runbook, policy), variables, told } };
}

/** Stands for any step of the runbook. Never runs. */
const looking = ({ frontMatter }: Runbook): Step => ({
  ...{ id: 'asked', index: 0, title: '', text: 'true', shell: frontMatter.shell ?? 'bash', fence: [0, 0], line: 0 },
  attributes: { env: 'all' },
});

/** Names of the env file's variables. Where they cannot be read, none are told. */
async function namesOf({ planner }: GatherDeps, runbook: Runbook, probe: Step): Promise<readonly string[]> {
  const planned = await planner.plan(runbook, probe, 'read');
  return planned.ok ? [...planned.value.secrets.names, ...planned.value.secrets.plain] : [];
}

async function tell(deps: GatherDeps, tried: Tried, of: { readonly runbook: Runbook; readonly isNew: boolean }): Promise<Told> {
  const shell = of.runbook.steps.find(({ id }) => id === tried.step)?.shell ?? of.runbook.frontMatter.shell ?? 'bash';
  const output = of.isNew && tried.end ? await outputOf(deps, { command: tried.command, shell, log: tried.end.log }) : redact('');
  const advice = (deps.noteOf(tried.step)?.findings ?? []).map(adviceOf);
  return { ...tried, output, advice, verdict: verdictOn(tried, { shell, output }) };
}

/** Null where nothing was expected, or nothing ran. */
function verdictOn({ command, hypothesis, expected, end }: Tried, of: { readonly shell: Shell; readonly output: string }): Told['verdict'] {
  if (expected === '' || !end) return null;
  const outcome = end.outcome === 'exited' && end.exit === 0 ? 'ok' : 'failed';
  return verdictOf({ command, hypothesis, expected, outcome, why: '', level: 'read', ...of });
}

async function outputOf(
  { readLog, log }: GatherDeps,
  of: { readonly command: string; readonly shell: Shell; readonly log: string },
): Promise<Told['output']> {
  const { command, shell } = of;
  try {
    const parts = await readLog(of.log);
    if (parts === null) return redact('(The log is not on this machine any more.)');
    const trimmer = createTrimmer({ command, shell, budget: DEFAULT_BUDGET });
    for await (const part of parts) trimmer.write(part);
    return trimmer.end().text;
  } catch (cause) {
    log.error('ask: log', cause);
    return redact('(The log cannot be read.)');
  }
}
