// What the approve button says: the worst deed by name, and that it is not the only one.
import type { Assessment, Finding } from '../../core/assess/assessment.ts';
import type { Say } from '../../core/words.ts';

/** "Delete pod web-0", or "Delete pod web-0 and 2 more" where other parts of the step do something as well. */
export function deedLabel({ deed, findings }: Pick<Assessment, 'deed' | 'findings'>, say: Say): string {
  const count = othersThan(findings);
  return count === 0 ? deed : say('{deed} and {count} more', { deed, count });
}

/** Parts of the command, apart from the worst, that are said to do something. Several findings on one part are one. */
function othersThan(findings: readonly Finding[]): number {
  const spans = findings.filter(({ level }) => level !== 'read').map(({ span }) => span);
  const [worst, ...rest] = spans;
  if (!worst) return 0;
  const apart: Finding['span'][] = [worst];
  for (const span of rest) {
    if (apart.every(([start, end]) => span[1] <= start || end <= span[0])) apart.push(span);
  }
  return apart.length - 1;
}
