// The one way a vendor's client reaches the network. It adds the key itself, for one origin only, follows no redirect, passes on whole
// events of a stream, and stops where there is too much of it. The clients never hold the key, so no error or log of theirs can show it.

import type { Trouble } from '../../core/ask/modelTrouble.ts';
import { told } from '../../core/ask/modelTrouble.ts';
import { type Bounds, type ModelLimits, TroubleError } from './bounds.ts';

export interface WireDeps {
  /** Everything goes there or nowhere. */
  readonly origin: string;
  /** Headers that carry the key. */
  readonly auth: Readonly<Record<string, string>>;
  readonly bounds: Bounds;
  readonly limits: ModelLimits;
  /** Aside from tests, the platform's own, so that the editor's proxy settings hold. */
  readonly fetch: typeof fetch;
}

export interface Wire {
  readonly fetch: typeof fetch;
  /** What this side stopped it for; clients wrap errors until they cannot be told apart. */
  trouble(): Trouble | null;
  /** Whether an answer had begun. */
  begun(): boolean;
}

/** What the clients may send along; the rest of what they add says much about the machine. */
const SENT = ['accept', 'content-type', 'anthropic-version'];
/** Bytes of an error's text that are read. */
const ERROR_BYTES = 16 * 1024;

export function createWire({ origin, auth, bounds, limits, fetch: reach }: WireDeps): Wire {
  let trouble: Trouble | null = null;
  let begun = false;
  const stop = (what: Trouble): TroubleError => {
    trouble ??= what;
    return new TroubleError(what);
  };
  const guarded: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (url.origin !== origin) throw stop({ kind: 'model-unreachable', detail: 'model-redirect' });
    const { method = 'GET', body = null } = init ?? {};
    const headers = { ...only(init?.headers), ...auth };
    const response = await reach(url, { method, body, headers, redirect: 'manual', signal: bounds.signal });
    bounds.alive();
    const { status } = response;
    if (response.redirected || response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
      void response.body?.cancel().catch(() => undefined);
      throw stop({ kind: 'model-unreachable', detail: 'model-redirect' });
    }
    if (!response.ok) return new Response(await beginning(response), { status: Math.min(status, 599) });
    const type = response.headers.get('content-type') ?? '';
    if (!/^(?:text\/event-stream|application\/json)\b/i.test(type)) {
      void response.body?.cancel().catch(() => undefined);
      throw stop({ kind: 'model-broken', detail: 'model-not-stream' });
    }
    begun = true;
    return new Response(ReadableStream.from(events(response, { bounds, limits, stop })), { status, headers: { 'content-type': type } });
  };
  return { fetch: guarded, trouble: () => trouble, begun: () => begun };
}

function only(headers: RequestInit['headers']): Record<string, string> {
  const all = new Headers(headers);
  return Object.fromEntries(SENT.flatMap((name) => (all.has(name) ? [[name, all.get(name) ?? '']] : [])));
}

/** The first bytes of an error's text. */
async function beginning(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  if (response.body)
    for await (const chunk of response.body) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= ERROR_BYTES) break;
    }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, ERROR_BYTES));
}

/**
 * The body in pieces that end where an event of a stream ends. The clients join what comes in dribs and drabs anew with each piece; given
 * whole events they cannot be kept busy by that.
 */
async function* events(
  response: Response,
  of: { readonly bounds: Bounds; readonly limits: ModelLimits; readonly stop: (what: Trouble) => TroubleError },
): AsyncGenerator<Uint8Array> {
  const { bounds, limits, stop } = of;
  let held: Uint8Array[] = [];
  let [heldBytes, bytes] = [0, 0];
  const ends = createEventEnds();
  if (!response.body) return;
  for await (const chunk of response.body as ReadableStream<Uint8Array>) {
    bounds.alive();
    bytes += chunk.length;
    heldBytes += chunk.length;
    held.push(chunk);
    const end = ends(chunk);
    if (bytes > limits.wireBytes) throw stop({ kind: 'model-broken', detail: 'model-oversize' });
    if (end > 0) {
      const whole = Buffer.concat(held);
      const cut = heldBytes - chunk.length + end;
      yield whole.subarray(0, cut);
      held = [whole.subarray(cut)];
      heldBytes -= cut;
    }
    if (heldBytes > limits.eventBytes) throw stop({ kind: 'model-broken', detail: 'model-oversize' });
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}

/** Where in a chunk the last event ends (0: nowhere): behind two line ends with nothing between them, also over the edges of chunks. */
function createEventEnds(): (chunk: Uint8Array) => number {
  let [before, ended] = [0, false];
  return (chunk) => {
    let end = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (byte === 10 || (byte === 13 && before === 13)) {
        if (ended || byte === 13) end = at + 1;
        ended = true;
      } else if (byte !== 13) ended = false;
      before = byte;
    }
    return end;
  };
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there (ECONNREFUSED)',
  ENOTFOUND: 'its host is not known (ENOTFOUND)',
};

/** What the network says of a failed request, from the chain of causes. */
export function networkTrouble(cause: unknown, of: { readonly begun: boolean }): Trouble {
  const names: string[] = [];
  for (let at: unknown = cause, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth++) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : '';
    if (code !== '')
      return of.begun ? { kind: 'model-broken', detail: 'model-cut' } : { kind: 'model-unreachable', detail: told(REASONS[code] ?? code) };
    names.push(at.message);
  }
  // No code: not the network, but a client that made nothing of what came.
  if (of.begun) return { kind: 'model-broken', detail: 'model-not-stream' };
  return { kind: 'model-unreachable', detail: told(names.at(-1) ?? '') };
}
