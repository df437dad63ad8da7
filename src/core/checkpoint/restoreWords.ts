// Sentences about going back to a checkpoint: templates whose English text is their key.
export const RESTORE_WORDS = {
  // in the runbook
  title: 'Undo since checkpoint {commit}',
  lead: 'Files were restored; what these steps did elsewhere was not. Newest first, each to be reviewed like any other step.',
  undo: 'Undo of *{step}*, which ran at {at}:',
  unknown: 'For *{step}*, which ran at {at}, the runbook names no undo.',
  hint: 'Known about its commands: {hints}',
  // to the person
  pick: 'Restore to which checkpoint?',
  pickHint: 'Only the paths this runbook declares are restored; nothing is rewritten',
  noRunbook: 'Open a runbook first.',
  noPaths: 'This runbook declares no paths of its own. Add `paths:` to its front matter, and checkpoints will hold them from then on.',
  none: 'There is no checkpoint of this runbook yet.',
  busy: 'A step is running. Restore when it has ended.',
  unsaved: 'These files have unsaved changes: {paths}. Save them or close them, then restore.',
  same: 'Everything this runbook declares is as it was at {commit}.',
  diffTitle: 'Restore to {commit}',
  ask: 'Restore to checkpoint {commit}? Files: {count}.',
  changed: 'Changed: {paths}',
  lost: 'Removed again: {paths}',
  back: 'Brought back: {paths}',
  cannot: 'Not undone by this, newest first: {steps}',
  proposals: 'Their undo is put at the end of the runbook, to be reviewed.',
  commits: 'What stands there now is committed first, and the restore is a commit of its own: history is never rewritten.',
  confirm: 'Restore',
  done: 'Restored to {commit}.',
  more: 'and {count} more',
} as const;
