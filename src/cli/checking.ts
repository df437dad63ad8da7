// A runbook, every step assessed: what `countersign check` tells, before it is text or SARIF.
import { dirname, resolve } from 'node:path';
import { assess } from '../core/assess/assess.ts';
import type { Assessment, Finding } from '../core/assess/assessment.ts';
import type { Failure } from '../core/failure.ts';
import { wordFailure } from '../core/failureWords.ts';
import { type Lines, linesOf } from '../core/propose/lines.ts';
import { parseRunbook } from '../core/propose/runbook.ts';
import { within } from '../core/propose/within.ts';
import { LEVELS, type Level, type Runbook, type Span, type Step } from '../core/step.ts';
import { english } from '../core/words.ts';
import type { TakeBearing } from './bearings.ts';

/** A finding of a step, and where it stands in the runbook. */
export interface Placed {
  readonly finding: Finding;
  readonly span: Span;
}

export interface CheckedStep {
  readonly step: Step;
  readonly assessment: Assessment;
  readonly findings: readonly Placed[];
  /** Why it could not run whatever its level. */
  readonly problem?: string;
}

export interface CheckedRunbook {
  /** As it was named on the command line. */
  readonly path: string;
  readonly text: string;
  readonly lines: Lines;
  readonly steps: readonly CheckedStep[];
  /** Why nothing of it may run. */
  readonly problem?: string;
}

/** Assesses every step of a runbook whose text is given. `folder`: where it lies, absolute. */
export async function checkRunbook(of: {
  readonly path: string;
  readonly text: string;
  readonly folder: string;
  readonly take: TakeBearing;
}): Promise<CheckedRunbook> {
  const { path, text, folder, take } = of;
  const runbook = parseRunbook(text, path);
  const lines = linesOf(text);
  const steps: CheckedStep[] = [];
  for (const step of runbook.steps) steps.push(await checkStep(step, { runbook, text, lines, folder, take }));
  return { path, text, lines, steps, ...(runbook.problem ? { problem: worded(runbook.problem) } : {}) };
}

interface Around {
  readonly runbook: Runbook;
  readonly text: string;
  readonly lines: Lines;
  readonly folder: string;
  readonly take: TakeBearing;
}

async function checkStep(step: Step, { runbook, text, lines, folder, take }: Around): Promise<CheckedStep> {
  const cwd = resolve(folder, step.attributes.cwd ?? runbook.frontMatter.cwd ?? '.');
  const environment = runbook.frontMatter.environment ?? null;
  const assessment = assess({ command: step.text, shell: step.shell, cwd, environment, ...(await take(cwd)) });
  const place = within(text, step, lines);
  const findings = assessment.findings.map((finding) => ({ finding, span: place(finding.span) }));
  return { step, assessment, findings, ...(step.problem ? { problem: worded(step.problem) } : {}) };
}

function worded(failure: Failure): string {
  const { sentence, action } = wordFailure(failure, english);
  return `${sentence} ${action}`.trim();
}

/** Whether a step is past a level: worse, forbidden, or in no state to be judged. */
export function isPast(checked: CheckedStep, max: Level): boolean {
  const { assessment, problem } = checked;
  return problem !== undefined || assessment.forbidden !== undefined || LEVELS.indexOf(assessment.level) > LEVELS.indexOf(max);
}

/** The folder of a runbook by its path. */
export const folderOf = (path: string, cwd: string): string => dirname(resolve(cwd, path));
