// Says what another session left in doubt, once for each runbook that comes into review.
import type * as VSCode from 'vscode';
import type { ReadJournal } from '../core/recall/files.ts';
import { doubtsOf, wordDoubt } from '../core/recall/handover.ts';
import { standingOf } from '../core/recall/standing.ts';
import { HANDOVER_WORDS } from '../core/recall/words.ts';
import type { Session } from '../core/review/session.ts';
import type { Say } from '../core/words.ts';
import type { Clock, Log } from '../ports.ts';
import { COMMANDS } from './contributions.ts';

export interface HandoverDeps {
  readonly vscode: typeof VSCode;
  readonly say: Say;
  readonly log: Log;
  readonly after: Clock['after'];
  readonly journals: () => Promise<readonly ReadJournal[]>;
}

/** Long enough for runs of this machine's own earlier window to be found again first. */
const PATIENCE_MS = 3_000;

/** Gives what to call with every new state of the session; it looks at the journals only when another runbook came into review. */
export function watchHandover(deps: HandoverDeps): (session: Session) => void {
  const said = new Set<string>();
  const own = new Set<string>();
  return (session) => {
    for (const run of runsIn(session)) own.add(run);
    const { runbook, place } = session;
    if (!runbook || place || said.has(runbook.path)) return;
    said.add(runbook.path);
    deps.after(PATIENCE_MS, () => {
      tell(deps, { runbook, own }).catch((cause: unknown) => deps.log.error('handover', cause));
    });
  };
}

/** Runs this window knows of: it says itself what became of them. */
function runsIn({ review, recoveries }: Session): readonly string[] {
  return [...('ticket' in review ? [review.ticket.run] : []), ...recoveries.map(({ run }) => run)];
}

async function tell(
  { vscode, say, journals }: HandoverDeps,
  of: { readonly runbook: NonNullable<Session['runbook']>; readonly own: ReadonlySet<string> },
): Promise<void> {
  const doubts = doubtsOf(standingOf(of, await journals()), of.own);
  const [first] = doubts;
  if (!first) return;
  const text = [...doubts.slice(0, 3).map((doubt) => wordDoubt(doubt, say)), say(HANDOVER_WORDS.advice)].join(' ');
  const [show, report] = [say('Show the step'), say('Export the report')];
  const chosen = await vscode.window.showWarningMessage(text, show, report);
  if (chosen === show) await vscode.commands.executeCommand(COMMANDS.reviewStep, of.runbook.path, first.step.id);
  if (chosen === report) await vscode.commands.executeCommand(COMMANDS.exportReport);
}
