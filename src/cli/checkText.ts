// What `countersign check` tells a person: a line a step, its findings below.
import { LEVELS, type Level } from '../core/step.ts';
import { type CheckedRunbook, type CheckedStep, isPast, type Placed } from './checking.ts';
import { printable } from './verdict.ts';

/** The runbooks as text; `max` marks what is past it. */
export function describeChecked(runbooks: readonly CheckedRunbook[], max: Level | null): string {
  const lines = runbooks.flatMap((runbook) => [
    ...(runbook.problem === undefined ? [] : [`${runbook.path}: ${runbook.problem}`]),
    ...runbook.steps.flatMap((step) => describeStep(runbook, { step, max })),
  ]);
  return `${[...lines, summary(runbooks, max)].map(printable).join('\n')}\n`;
}

function describeStep(
  runbook: CheckedRunbook,
  { step: checked, max }: { readonly step: CheckedStep; readonly max: Level | null },
): readonly string[] {
  const { step, assessment, findings, problem } = checked;
  const mark = max !== null && isPast(checked, max) ? '! ' : '  ';
  const head = `${mark}${runbook.path}:${step.line + 1}: ${[assessment.level, ...assessment.tags].join(', ')}: ${step.title} (${step.id})`;
  return [head, ...(problem === undefined ? [] : [`      ${problem}`]), ...findings.map((placed) => describeFinding(runbook, placed))];
}

function describeFinding({ lines }: CheckedRunbook, { finding, span }: Placed): string {
  const line = lines.at(span[0]);
  return `      ${line + 1}:${span[0] - lines.start(line) + 1}: ${finding.sentence} (${finding.rule})`;
}

function summary(runbooks: readonly CheckedRunbook[], max: Level | null): string {
  const steps = runbooks.flatMap((runbook) => runbook.steps);
  const counts = LEVELS.map((level) => `${steps.filter(({ assessment }) => assessment.level === level).length} ${level}`);
  const past = max === null ? [] : [`${steps.filter((step) => isPast(step, max)).length} past ${max}`];
  return `${steps.length} steps: ${[...counts, ...past].join(', ')}.`;
}
