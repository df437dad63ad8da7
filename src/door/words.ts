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
export const NO_ROOM =
  'The runbook cannot take a step as it stands: it ends inside an open block, or the command would not come back letter by letter.';
export const UNKNOWN_TICKET =
  'Nobody knows such a ticket for the open runbook. list_pending names those that wait; results stand in the runbook.';
