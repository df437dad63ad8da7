// What went wrong between us and a model, told from what it or the network answered. The failure names it; nothing here words it.
import type { Failure } from '../failure.ts';
import { redact } from '../redact/redact.ts';

export type TroubleKind = Exclude<Extract<Failure['kind'], `model-${string}`>, 'model-none'>;

/** A failure that does not know yet which model it belongs to. */
export interface Trouble {
  readonly kind: TroubleKind;
  readonly detail: string;
}

/** An answer that is an error; everything in it is the other side's. */
export interface RefusedAnswer {
  /** Null: it came in the middle of a stream. */
  readonly status: number | null;
  /** "overloaded_error", "context_length_exceeded", …; empty where none was named. */
  readonly code: string;
  readonly message: string;
  /** Whether a key was sent along. */
  readonly keyed: boolean;
}

const TOO_LONG =
  /context.{0,10}length|prompt is too long|too many tokens|maximum context|request_too_large|exceeds? the (?:available )?context/i;
const LIMITED = /rate.?limit|overloaded|insufficient_quota|quota|billing|credit balance/i;
const NOT_ALLOWED = /authentication_error|permission_error|invalid_api_key|not_found_error|model_not_found/;

/** Which trouble an error of the Claude API or of an OpenAI-like endpoint is. */
export function troubleOfAnswer({ status, code, message, keyed }: RefusedAnswer): Trouble {
  const detail = told([status === null ? '' : String(status), message || code].filter((part) => part !== '').join(' '));
  const about = `${code} ${message}`;
  if (status === 401 && !keyed) return { kind: 'model-key-missing', detail };
  if (status === 413 || ((status === 400 || status === 422 || status === null) && TOO_LONG.test(about)))
    return { kind: 'model-too-long', detail };
  if (status === 402 || status === 429 || status === 503 || status === 529) return { kind: 'model-limited', detail };
  if ((status === null || status === 400 || status === 403) && LIMITED.test(about)) return { kind: 'model-limited', detail };
  if (status === 408 || status === 502 || status === 504) return { kind: 'model-unreachable', detail };
  if (status !== null && status >= 400 && status < 500) return { kind: 'model-refused', detail };
  return { kind: status === null && NOT_ALLOWED.test(code) ? 'model-refused' : 'model-broken', detail };
}

/** What the other side said, fit for a failure: short, on one line, without anything that looks like a secret or would be a link where it is shown. */
export function told(text: string): string {
  const line = text
    .slice(0, 4000)
    .toWellFormed()
    .replaceAll('](', '] (')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ')
    .trim();
  return redact(line).slice(0, 200);
}

/** The failure of this model. */
export function failureOf({ kind, detail }: Trouble, model: string): Failure {
  return { kind, model, detail };
}
