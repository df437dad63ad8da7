// The relay's line to its supervisor: says that the step started and how it goes, hears that it is to be cancelled.
import { dirname } from 'node:path';
import { fromRunnerSchema } from '../control.ts';
import { fold } from '../core/capture/fold.ts';
import { redact } from '../core/redact/redact.ts';
import { connectTo, readAddress } from './address.ts';
import { offerLine, readLines, sendLine } from './lines.ts';
import { TAIL } from './output.ts';

/** At most ten progress messages a second. */
const EVERY_MS = 100;
const LAST_LINE_LENGTH = 400;

export interface RelayLink {
  started(): void;
  /** Reports soon, with what the output is by then. */
  progress(): void;
  close(): void;
}

export interface RelayLinkOptions {
  /** The run folder: `<runtime>/runs/<run>`. */
  readonly folder: string;
  readonly run: string;
  readonly onCancel: () => void;
  readonly read: () => { readonly bytes: number; readonly tail: Uint8Array };
}

/** Connects to the supervisor; where there is none the step runs all the same, for its folder holds the truth. */
export async function openRelayLink(options: RelayLinkOptions): Promise<RelayLink> {
  const { run } = options;
  const address = await readAddress(dirname(dirname(options.folder)));
  const socket = address ? await connectTo(address.socket) : null;
  if (!address || !socket) return { started: () => undefined, progress: () => undefined, close: () => undefined };
  socket.on('error', () => undefined);
  readLines(socket, {
    parse: (json) => fromRunnerSchema.parse(json),
    onMessage: (message) => {
      if (message.t === 'cancel' && message.run === run) options.onCancel();
    },
  });
  sendLine(socket, { t: 'hello', token: address.token, role: 'relay' });
  let timer: NodeJS.Timeout | null = null;
  const report = () => {
    timer = null;
    const { bytes, tail } = options.read();
    offerLine(socket, { t: 'progress', run, bytes, lastLine: lastLineOf(tail) });
  };
  return {
    started: () => sendLine(socket, { t: 'started', run }),
    progress: () => {
      timer ??= setTimeout(report, EVERY_MS);
    },
    close: () => {
      if (timer) clearTimeout(timer);
      socket.end();
    },
  };
}

/**
 * The last line of the end of a log, redacted. What may be a secret is only known by its beginning, so a line that may have lost its own
 * (the first, where the tail is full) is never shown, and everything is redacted before it is cut.
 */
export function lastLineOf(tail: Uint8Array): string {
  const text = new TextDecoder().decode(tail);
  const whole = tail.length < TAIL ? text : text.slice((/[\r\n]/.exec(text)?.index ?? text.length) + 1);
  const lines = redact(fold(whole)).split('\n');
  return (lines.findLast((line) => line.trim() !== '') ?? '').trim().slice(0, LAST_LINE_LENGTH);
}
