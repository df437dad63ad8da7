// How long a model may take: a person who cancels, a silence and an endless answer all end the question at once, whatever the other side does.
import type { Trouble } from '../../core/ask/modelTrouble.ts';
import type { Clock, Disposable } from '../../ports.ts';

export interface ModelLimits {
  /** Milliseconds for the whole answer. */
  readonly totalMs: number;
  /** Milliseconds without a byte; a local model may have to be loaded first. */
  readonly silentMs: number;
  /** UTF-8 bytes of the answer's text. */
  readonly answerBytes: number;
  /** Bytes on the wire, thinking and framing included. */
  readonly wireBytes: number;
  /** Bytes of one event of a stream. */
  readonly eventBytes: number;
}

export const MODEL_LIMITS: ModelLimits = {
  totalMs: 10 * 60_000,
  silentMs: 2 * 60_000,
  answerBytes: 256 * 1024,
  wireBytes: 32 * 1024 * 1024,
  eventBytes: 2 * 1024 * 1024,
};

/** A trouble on its way up; never leaves this folder. */
export class TroubleError extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.detail);
    this.trouble = trouble;
  }
}

export interface Bounds extends Disposable {
  /** Aborted when the question is over, for whatever reason. */
  readonly signal: AbortSignal;
  /** Rejects with a TroubleError at that moment. */
  readonly over: Promise<never>;
  /** Something came: the silence begins anew. */
  alive(): void;
  /** A person is asked something: no silence until something comes. The whole time still counts. */
  patient(): void;
}

/** Starts the clock of one question. */
export function createBounds(of: { readonly clock: Clock; readonly limits: ModelLimits; readonly signal: AbortSignal }): Bounds {
  const { clock, limits } = of;
  const own = new AbortController();
  const over = Promise.withResolvers<never>();
  // Whoever no longer races it must not make it an unhandled rejection.
  over.promise.catch(() => undefined);
  const end = (trouble: Trouble) => {
    if (own.signal.aborted) return;
    over.reject(new TroubleError(trouble));
    own.abort();
  };
  const cancel = () => end({ kind: 'model-cancelled', detail: '' });
  const fall = () => end({ kind: 'model-unreachable', detail: 'model-silent' });
  const total = clock.after(limits.totalMs, () => end({ kind: 'model-broken', detail: 'model-endless' }));
  let silence = clock.after(limits.silentMs, fall);
  of.signal.addEventListener('abort', cancel);
  if (of.signal.aborted) cancel();
  return {
    signal: own.signal,
    over: over.promise,
    alive() {
      if (own.signal.aborted) return;
      silence.dispose();
      silence = clock.after(limits.silentMs, fall);
    },
    patient: () => silence.dispose(),
    dispose() {
      of.signal.removeEventListener('abort', cancel);
      total.dispose();
      silence.dispose();
      own.abort();
    },
  };
}
