// The cards on which nothing is to be decided: empty states, refusals, the end. One sentence what, one what to do.
import type { Failure, FailureKind } from '../../core/failure.ts';
import { wordFailure } from '../../core/failureWords.ts';
import { nextStep } from '../../core/review/choosing.ts';
import type { Session } from '../../core/review/session.ts';
import type { Say } from '../../core/words.ts';
import type { ActionId, MessageCard } from '../../protocol.ts';

type Button = MessageCard['buttons'][number];

// l10n
const BUTTONS: Partial<Record<FailureKind, { readonly id: ActionId; readonly label: string }>> = {
  'no-folder': { id: 'open-folder', label: 'Open a folder' },
  untrusted: { id: 'trust', label: 'Manage workspace trust' },
  'no-git': { id: 'init-git', label: 'Initialise a repository' },
  'no-steps': { id: 'open-runbook', label: 'Open a runbook' },
  'provider-missing': { id: 'open-settings', label: 'Open settings' },
};

export function failureCard(failure: Failure, of: { say: Say; refused: boolean }): MessageCard {
  const { say, refused } = of;
  const words = wordFailure(failure, say);
  const special = BUTTONS[failure.kind];
  const buttons: Button[] = special ? [{ id: special.id, label: say(special.label), primary: true }] : [];
  if (!special || refused || failure.kind === 'provider-missing')
    buttons.push({ id: 'retry', label: refused ? say('Review it again') : say('Look again'), primary: !special });
  if (!PLACE_KINDS.has(failure.kind)) buttons.push({ id: 'show-step', label: say('Show in the runbook'), primary: false });
  return { kind: 'message', tone: 'error', title: titleFor(failure, of), ...words, buttons };
}

function titleFor({ kind }: Failure, { say, refused }: { readonly say: Say; readonly refused: boolean }): string {
  if (refused) return say('Not started');
  if (kind === 'no-steps') return say('No steps yet');
  return PLACE_KINDS.has(kind) ? say('Not ready') : say('This step cannot run yet');
}

const PLACE_KINDS: ReadonlySet<FailureKind> = new Set(['no-folder', 'untrusted', 'no-git']);

export function idleCard(session: Session, say: Say): MessageCard {
  const { runbook, place } = session;
  if (place) return failureCard(place, { say, refused: false });
  if (!runbook) {
    return {
      kind: 'message',
      tone: 'info',
      title: say('No runbook is open'),
      sentence: say('A runbook is a markdown file whose shell fences are the steps.'),
      action: say('Open one to review its next step here.'),
      buttons: [{ id: 'open-runbook', label: say('Open a runbook'), primary: true }],
    };
  }
  if (runbook.problem) return failureCard(runbook.problem, { say, refused: false });
  if (runbook.steps.length === 0) return emptyCard(runbook.path, say);
  return doneCard(session, say);
}

/** A runbook without steps: a model may suggest the first one. */
function emptyCard(runbook: string, say: Say): MessageCard {
  const card = failureCard({ kind: 'no-steps', runbook }, { say, refused: false });
  return { ...card, buttons: [{ ...askButton(say), primary: true }, ...card.buttons.map((button) => ({ ...button, primary: false }))] };
}

const askButton = (say: Say): Button => ({ id: 'ask-next', label: say('Ask for the next step'), primary: false });

function doneCard(session: Session, say: Say): MessageCard {
  const left = nextStep(session);
  return {
    kind: 'message',
    tone: 'done',
    title: left ? say('A step is waiting') : say('Every step is done'),
    sentence: left ? say('{title} is next.', { title: left.title }) : say('All steps of this runbook ran with exit 0 or were decided.'),
    action: say('Choose a step in the runbook to review it again.'),
    buttons: left ? [{ id: 'resume', label: say('Review it'), primary: true }] : atTheEnd(say),
  };
}

/** What people want of a runbook that is through: to show it to others, to go on with it, then the next one. */
const atTheEnd = (say: Say): Button[] => [
  { id: 'export-report', label: say('Export the report'), primary: true },
  askButton(say),
  { id: 'open-runbook', label: say('Open another runbook'), primary: false },
];

export function stoppedCard(after: string, say: Say): MessageCard {
  return {
    kind: 'message',
    tone: 'info',
    title: say('Stopped'),
    sentence: say('You stopped after {title}.', { title: after }),
    action: say('Choose a step in the runbook, or go on with the next one.'),
    buttons: [{ id: 'resume', label: say('Go on'), primary: true }],
  };
}

export function preparingCard(title: string, say: Say): MessageCard {
  return { kind: 'message', tone: 'info', title, sentence: say('Reading the step.'), action: '', buttons: [] };
}
