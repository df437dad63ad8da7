// Gathers one answer: bounded, and without the key in it should the other side send that back.
import type { Heard, ModelStop } from '../../core/ask/modelEvents.ts';
import { type ModelAnswer, type ModelUsage, NOTHING_USED } from '../../core/ask/models.ts';
import type { Trouble } from '../../core/ask/modelTrouble.ts';
import { TroubleError } from './bounds.ts';

export interface Hearing {
  hear(heard: Heard): void;
  /** The answer, once its end was heard; throws a TroubleError where it is none. */
  answer(): ModelAnswer;
}

const STOPS: Readonly<Record<Exclude<ModelStop, 'done'>, Trouble>> = {
  'cut-short': { kind: 'model-broken', detail: 'model-cut-short' },
  filtered: { kind: 'model-refused', detail: 'model-filtered' },
  'too-long': { kind: 'model-too-long', detail: '' },
};
const MASKED = '[key]';

export function createHearing(of: {
  readonly answerBytes: number;
  readonly key: string | null;
  readonly onText: (piece: string) => void;
  /** Nothing that comes after its end is passed on. */
  readonly signal: AbortSignal;
}): Hearing {
  const parts: string[] = [];
  let bytes = 0;
  let held = '';
  let stop: ModelStop | null = null;
  let usage: ModelUsage = NOTHING_USED;
  const pass = (piece: string) => {
    if (piece === '') return;
    parts.push(piece);
    of.onText(piece);
  };
  return {
    hear(heard) {
      if (of.signal.aborted) return;
      bytes += Buffer.byteLength(heard.text);
      if (bytes > of.answerBytes) throw new TroubleError({ kind: 'model-broken', detail: 'model-oversize' });
      stop ??= heard.stop;
      usage = { ...usage, ...heard.usage };
      const [clean, rest] = withoutKey(held + heard.text, of.key);
      held = rest;
      pass(clean);
    },
    answer() {
      if (stop === null) throw new TroubleError(STOPS['cut-short']);
      if (stop !== 'done') throw new TroubleError(STOPS[stop]);
      pass(held);
      held = '';
      const text = parts.join('').toWellFormed();
      if (text.trim() === '') throw new TroubleError({ kind: 'model-broken', detail: 'model-empty' });
      return { text, usage };
    },
  };
}

/** The text with the key masked, and the end of it that may be the beginning of the key. */
function withoutKey(text: string, key: string | null): readonly [clean: string, rest: string] {
  if (key === null || key === '') return [text, ''];
  const masked = text.replaceAll(key, MASKED);
  for (let length = Math.min(key.length - 1, masked.length); length > 0; length--)
    if (key.startsWith(masked.slice(-length))) return [masked.slice(0, -length), masked.slice(-length)];
  return [masked, ''];
}
