// Times and sizes in words.
import type { Say } from '../../core/words.ts';

/** "40 ms", "4.2 s", "12 s", "1 m 12 s", "2 h 5 m". */
export function duration(ms: number, say: Say): string {
  const seconds = ms / 1000;
  if (seconds < 1) return say('{milliseconds} ms', { milliseconds: Math.round(ms) });
  if (seconds < 10) return say('{seconds} s', { seconds: seconds.toFixed(1) });
  if (seconds < 60) return say('{seconds} s', { seconds: Math.round(seconds) });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return say('{minutes} m {seconds} s', { minutes, seconds: Math.floor(seconds % 60) });
  return say('{hours} h {minutes} m', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** A title cut to what fits a line. */
export function short(text: string, limit = 80): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}
