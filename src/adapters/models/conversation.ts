// One question over the network, whatever the protocol: bounds, wire, hearing, and what went wrong told from what was thrown.
import * as z from 'zod';
import type { Heard } from '../../core/ask/modelEvents.ts';
import type { Endpoint, ModelMessage } from '../../core/ask/models.ts';
import { type Trouble, troubleOfAnswer } from '../../core/ask/modelTrouble.ts';
import { type Bounds, type ModelLimits, TroubleError } from './bounds.ts';
import type { Hearing } from './hearing.ts';
import { createWire, networkTrouble, type Wire } from './wire.ts';

/** An address with its key, as it is asked. */
export interface Connection {
  readonly endpoint: Endpoint;
  /** Without a slash at its end. */
  readonly url: string;
  readonly origin: string;
  /** Null: none is kept for this origin. */
  readonly key: string | null;
}

/** What one protocol has to say; each loads its client with the first question. */
export interface Protocol {
  auth(key: string): Readonly<Record<string, string>>;
  /** Whether it can be asked without a key. */
  readonly keyless: boolean;
  /** What the stream says, as it comes. */
  stream(of: {
    readonly connection: Connection;
    readonly messages: readonly ModelMessage[];
    readonly fetch: typeof fetch;
  }): AsyncIterable<Heard | null>;
  /** Names of the models the address offers; null where its answer has another form. */
  names(of: { readonly connection: Connection; readonly fetch: typeof fetch }): Promise<readonly string[] | null>;
}

interface Talk {
  readonly protocol: Protocol;
  readonly connection: Connection;
  readonly bounds: Bounds;
  readonly limits: ModelLimits;
  readonly fetch: typeof fetch;
}

/** Asks, and gives everything it hears to the hearing. Throws TroubleErrors only. */
export async function converse(talk: Talk, of: { readonly messages: readonly ModelMessage[]; readonly hearing: Hearing }): Promise<void> {
  return onWire(talk, async (wire) => {
    for await (const heard of talk.protocol.stream({ connection: talk.connection, messages: of.messages, fetch: wire.fetch })) {
      if (heard === null) throw new TroubleError({ kind: 'model-broken', detail: 'model-not-stream' });
      of.hearing.hear(heard);
    }
  });
}

/** Which models the address offers. Throws TroubleErrors only. */
export async function askNames(talk: Talk): Promise<readonly string[]> {
  return onWire(talk, async (wire) => {
    const names = await talk.protocol.names({ connection: talk.connection, fetch: wire.fetch });
    if (names === null) throw new TroubleError({ kind: 'model-broken', detail: 'model-not-stream' });
    return names;
  });
}

async function onWire<T>({ protocol, connection, bounds, limits, fetch }: Talk, work: (wire: Wire) => Promise<T>): Promise<T> {
  const { key, origin } = connection;
  if (key === null && !protocol.keyless) throw new TroubleError({ kind: 'model-key-missing', detail: '' });
  const wire = createWire({ origin, auth: key === null ? {} : protocol.auth(key), bounds, limits, fetch });
  try {
    return await work(wire);
  } catch (cause) {
    const trouble = wire.trouble() ?? troubleOf(cause, { keyed: key !== null, begun: wire.begun() });
    throw new TroubleError({ ...trouble, detail: key === null ? trouble.detail : trouble.detail.replaceAll(key, '[key]') });
  }
}

/** The errors of both clients: a status, and a body in the one form or the other. */
const answered = z.object({ status: z.number().optional(), error: z.unknown().optional() });
const part = z.unknown().optional();
const body = z.object({ type: part, code: part, message: part, error: part });

function troubleOf(cause: unknown, of: { readonly keyed: boolean; readonly begun: boolean }): Trouble {
  if (cause instanceof TroubleError) return cause.trouble;
  if (cause instanceof SyntaxError) return { kind: 'model-broken', detail: 'model-not-stream' };
  const { status, error } = answered.safeParse(cause).data ?? {};
  if (status === undefined && (error === undefined || error === null)) return networkTrouble(cause, of);
  const { code, message } = saidIn(error);
  return troubleOfAnswer({ status: status ?? null, code, message: message || messageOf(cause), keyed: of.keyed });
}

/** `{error: {type, message}}` and `{type, code, message}`, one inside the other or not. */
function saidIn(error: unknown): { readonly code: string; readonly message: string } {
  const outer = body.safeParse(error).data;
  const inner = body.safeParse(outer?.error).data ?? outer;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return { code: text(inner?.code) || text(inner?.type), message: text(inner?.message) || text(outer?.error) };
}

/** The clients put the status before what the server said; it is told apart already. */
const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message.replace(/^\d{3} /, '') : '');
