// The levels and tags in words, for card, CodeLens and status bar.
import type { Tag } from '../../core/assess/assessment.ts';
import type { Level } from '../../core/step.ts';
import type { Say } from '../../core/words.ts';

// l10n
const NAMES: Readonly<Record<Level, string>> = {
  read: 'Read',
  change: 'Change',
  destructive: 'Destructive',
  critical: 'Critical',
};

// l10n
const MEANINGS: Readonly<Record<Level, string>> = {
  read: 'observes only',
  change: 'creates or modifies; there is a direct way back',
  destructive: 'deletes, ends, overwrites or reveals something',
  critical: 'cannot be undone, at the scale of a host, disk, cluster or account',
};

// l10n
const TAG_REASONS: Readonly<Record<Tag, string>> = {
  unverifiable: 'Not all of what would run can be seen from here, so it counts as destructive at least.',
  'unknown-command': 'A program Countersign does not know, so it counts as a change at least.',
  secret: 'Handles or could reveal secret values.',
  'secret-trap': 'Expects a secret where op run does not put it.',
  'secret-oracle': 'Could show a secret it is given.',
  'secret-file': 'Writes a secret into a file, where no mask reaches it.',
  'secret-argument': 'Puts a secret where everybody on that host can read it while it runs.',
  'masking-off': 'Switches off what conceals secrets in the output.',
  prod: 'Acts on production.',
  'ambient-target': 'Names no target: it acts on whatever context is current.',
  'hidden-text': 'Holds characters that cannot be seen or that change how text is shown.',
  'parse-disagreement': 'Two readers of shell text disagree about what this runs.',
  'runs-project-code': 'Runs code of the project that is not shown here.',
  network: 'Talks to the network.',
  remote: 'Runs on another machine or in a container.',
  sudo: 'Runs with the rights of another user.',
  force: 'Switches off a check of the tool.',
};

export const levelName = (level: Level, say: Say): string => say(NAMES[level]);
export const levelMeaning = (level: Level, say: Say): string => say(MEANINGS[level]);
export const tagReason = (tag: Tag, say: Say): string => say(TAG_REASONS[tag]);
