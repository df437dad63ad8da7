// What an agent reads. English, like everything a model gets; people read the card.
import type { State } from './tickets.ts';

export const STATE_TEXTS: Readonly<Record<State, string>> = {
  waiting: 'It waits: another step is in review before it.',
  'in-review': 'A person is reading it.',
  approved: 'A person approved it; it is about to start.',
  running: 'It is running.',
  finished: 'It ran.',
  rejected: 'A person rejected it. Nothing ran.',
  skipped: 'A person skipped it. Nothing ran.',
  refused: 'It was approved, but the run was refused. Nothing ran.',
  blocked: 'It cannot be reviewed as it stands.',
  interrupted: 'It was interrupted.',
  withdrawn: 'It was withdrawn. Nothing ran.',
  gone: 'It is no longer in the runbook. Nothing ran.',
};

export const NO_RUNBOOK = 'No runbook is open in the window. Ask the person to open one (a markdown file with steps), then call again.';
export const UNKNOWN_TICKET =
  'This window knows no such ticket. list_pending names those it knows; after a reload, results stand in the runbook.';
