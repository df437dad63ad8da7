// What the runner says in its terminal: templates whose English text is their key.
export const RUNNER_WORDS = {
  greeting: 'Countersign runs approved steps here. Nothing else does: approve a step on its card.',
  hint: 'No step is running. What you type goes nowhere; approve a step on its card.',
  taken: 'Another Countersign terminal serves this window already. This one can be closed.',
  refused: 'Not run: {why}',
  providerSaid: 'The secrets could not be resolved, so the step was not started.',
  exited: 'exit {code}',
  signalled: 'ended by {signal}',
  cancelled: 'cancelled',
  timedOut: 'stopped: it took longer than it may',
  lost: 'the relay is gone; what was left of the step was stopped',
  logFull: 'The log cannot be written ({detail}). The step waits; nothing is lost. Make room, or cancel.',
  logResumed: 'The log is written again.',
  logGivenUp: 'The log could not be written to its end.',
  background: 'Something the step left in the background still holds the terminal; what it prints from now on is not recorded.',
} as const;
