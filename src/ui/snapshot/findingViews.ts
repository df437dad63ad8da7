// The findings of an assessment, for the card.
import type { Finding } from '../../core/assess/assessment.ts';
import type { Step } from '../../core/step.ts';
import type { FindingView } from '../../protocol.ts';

/** What is worth saying, worst first; each keeps its number, by which its preview is asked for. A dry run has none of its own. */
export function findingViews(findings: readonly Finding[], { rehearses }: Pick<Step, 'rehearses'>): FindingView[] {
  return findings.flatMap((finding, index) => {
    if (finding.level === 'read') return [];
    return [{ ...findingView(finding), ...(finding.preview && !rehearses ? { dryRun: index } : {}) }];
  });
}

function findingView(finding: Finding): FindingView {
  const { level, sentence, via, undo, preview, safer, fix } = finding;
  return {
    level,
    sentence,
    path: via.length > 1 ? via.join(' › ') : '',
    ...(undo ? { undo } : {}),
    ...(preview ? { preview } : {}),
    ...(safer ? { safer } : {}),
    ...(fix ? { fix } : {}),
  };
}
