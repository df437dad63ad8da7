// The words of a result block. They are part of a file format that people of many languages share in one repository, so they are
// English everywhere; the card says the same in the reader's language.

export const RESULT_WORDS = {
  exit: (code: number) => `exit ${code}`,
  signal: (name: string) => `ended by ${name}`,
  cancelled: 'cancelled',
  timeout: 'timed out',
  refused: 'refused, did not start',
  providerFailed: 'the secrets provider failed, did not start',
  unknown: 'exit code unknown',
  log: 'log',
  logElsewhere: 'log kept outside the workspace',
  noOutput: 'no output',
  omitted: (lines: number) => (lines === 1 ? '1 line left out' : `${lines} lines left out`),
  output: (lines: number) => (lines === 1 ? 'Output, 1 line' : `Output, ${lines} lines`),
  moreNotable: (lines: number) => (lines === 1 ? '… 1 more line like these' : `… ${lines} more lines like these`),
  cut: (characters: number) => `… (${characters} more characters)`,
} as const;

/** "0.4 s", "12 s", "1 m 12 s", "2 h 5 m". */
export function durationWords(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} m`;
}

/** "2026-11-21 05:42 UTC"; empty for a time no calendar has. */
export function timeWords(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? '' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
