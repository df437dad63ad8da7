// From what was clicked on the card to what happened to the session.
import type { SessionEvent } from '../core/review/events.ts';
import type { ActionId, Intent } from '../protocol.ts';
import { reasonText } from './snapshot/viewWords.ts';

export interface IntentDeps {
  readonly now: () => number;
  /** Who sits here, for the journal. */
  readonly identity: () => Promise<string>;
  readonly newRun: () => string;
  readonly dispatch: (event: SessionEvent) => void;
  readonly seen: (seen: Extract<Intent, { t: 'seen' }>) => void;
  readonly act: (action: ActionId) => void;
  readonly openLog: (run: string, line?: number) => void;
}

/** Handles one parsed intent. The time of an act is the time it arrived, not the time its approver's name was known. */
export async function onIntent(intent: Intent, deps: IntentDeps): Promise<void> {
  const at = deps.now();
  switch (intent.t) {
    case 'ready':
      return;
    case 'seen':
      return deps.seen(intent);
    case 'typed':
      return deps.dispatch({ kind: 'typed', digest: intent.digest, text: intent.text });
    case 'approve':
      return deps.dispatch({ kind: 'approve', digest: intent.digest, via: 'card', at, by: await deps.identity(), run: deps.newRun() });
    case 'reject': {
      const reason = intent.reason ? reasonText(intent.reason) : '';
      return deps.dispatch({ kind: 'reject', digest: intent.digest, reason, text: intent.text ?? '', at, by: await deps.identity() });
    }
    case 'skip':
      return deps.dispatch({ kind: 'skip', digest: intent.digest, at, by: await deps.identity() });
    case 'edit':
      return deps.dispatch({ kind: 'edit', digest: intent.digest, text: intent.text, at });
    case 'edit-close':
      return deps.dispatch({ kind: 'edit-close', digest: intent.digest });
    case 'rewrite':
      return deps.dispatch({ kind: 'rewrite', digest: intent.digest, text: intent.text, at, by: await deps.identity() });
    case 'dry-run':
      return deps.dispatch({ kind: 'rehearse', digest: intent.digest, finding: intent.finding });
    case 'answer':
      return deps.dispatch({ kind: 'answer', digest: intent.digest, answer: intent.answer, at });
    case 'output-seen':
      return deps.dispatch({ kind: 'output-seen', run: intent.run });
    case 'next':
      return deps.dispatch({ kind: 'next', run: intent.run, how: intent.how });
    case 'cancel':
      return deps.dispatch({ kind: 'cancel', run: intent.run });
    case 'action':
      return deps.act(intent.id);
    case 'open-log':
      return deps.openLog(intent.run, intent.line);
  }
}
