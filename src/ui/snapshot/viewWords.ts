// The fixed words of the sidebar, translated for the webview, which holds none of its own.
import type { Say } from '../../core/words.ts';
import type { RejectReason, ViewWords } from '../../protocol.ts';

// l10n
const REASONS: Readonly<Record<RejectReason, string>> = {
  'wrong-target': 'Wrong target',
  'too-risky': 'Too risky',
  'not-now': 'Not now',
  'wrong-command': 'Wrong command',
  'need-backup': 'Backup first',
  'do-not-understand': 'I do not understand it',
};

// l10n
const WORDS: Readonly<Record<Exclude<keyof ViewWords, 'reasons'>, string>> = {
  edit: 'Edit',
  editTitle: 'Edit the command',
  editDone: 'Write it into the runbook',
  editInRunbook: 'Open in the runbook',
  editDiff: 'Against the proposal',
  editSame: 'As proposed.',
  assessing: 'Assessing…',
  added: 'added',
  removed: 'removed',
  dryRun: 'Dry run',
  fix: 'Edit into this form…',
  scroll: 'Scroll',
  reject: 'Reject…',
  skip: 'Skip',
  cancel: 'Cancel',
  showTerminal: 'Show terminal',
  fullLog: 'Full log',
  history: 'This session',
  undo: 'Undo',
  preview: 'Preview',
  safer: 'Safer',
  rejectTitle: 'Why not?',
  rejectFreeText: 'In your own words (optional)',
  rejectSend: 'Reject',
  rejectBack: 'Back',
  unseen: 'Scroll through the whole command first.',
  pauseLabel: '{label} in {seconds} s',
  pauseHeld: 'The pause waits until this window has your attention.',
  opened: 'Ready: {label}',
  seeOutput: 'Read the output to its end to go on.',
  notableTitle: 'Lines that look like errors',
  command: 'Command',
  output: 'Output',
  keys: 'Keys',
};

export function viewWords(say: Say): ViewWords {
  const said = Object.fromEntries(Object.entries(WORDS).map(([key, text]) => [key, say(text)])) as Record<keyof typeof WORDS, string>;
  const reasons = Object.fromEntries(Object.entries(REASONS).map(([key, text]) => [key, say(text)])) as Record<RejectReason, string>;
  return { ...said, reasons };
}

/** The English text of a reason, as the journal keeps it. */
export const reasonText = (reason: RejectReason): string => REASONS[reason];
