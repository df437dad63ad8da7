// The cases: channels × encodings × the way each channel is written, the canaries taking turns.
import { CANARIES, type Canary } from './canaries.ts';
import { ENCODINGS, type Encoding } from './encodings.ts';

/** Channels that take bytes, and how they are cut. */
const STREAMS = [
  'stdout',
  'stderr',
  'both',
  'title',
  'hyperlink',
  'clipboard',
  'marks',
  'notification',
  'variable',
  'passed through',
] as const;
export const CUTS = ['whole', 'byte by byte', 'halves', 'odd pieces'] as const;
/** Channels that are programs: each way is another program. */
const PROGRAMS = {
  error: ['ls', 'cat', 'bash', 'node'],
  argv: ['cmdline', 'ps', 'trace', 'usage'],
  env: ['env', 'export', 'environ', 'json'],
  crash: ['throw', 'reject', 'required', 'abort'],
  file: ['plain', 'append', 'hidden', 'tracked'],
} as const;

export type Channel = (typeof STREAMS)[number] | keyof typeof PROGRAMS;

export interface Case {
  readonly id: number;
  readonly channel: Channel;
  /** How its bytes are cut, or which program prints them. */
  readonly way: string;
  readonly canary: Canary;
  readonly encoding: Encoding;
  /** Milliseconds between the halves; 0 for almost all. */
  readonly pause: number;
}

/** Longer than the relay waits before it shows what it holds. */
const PAUSE = 150;
/** One of so many of the halves is written slowly. */
const SLOW = 7;

export const CASES: readonly Case[] = allCases();

function allCases(): Case[] {
  const cases: Case[] = [];
  const add = (of: Pick<Case, 'channel' | 'way' | 'encoding'>, fits: (canary: Canary) => boolean) => {
    const canaries = CANARIES.filter((canary) => fits(canary) && !(canary.isPlain && of.encoding.isLoose));
    const canary = canaries[cases.length % canaries.length] as Canary;
    cases.push({ id: cases.length, ...of, canary, pause: of.way === 'halves' && cases.length % SLOW === 0 ? PAUSE : 0 });
  };
  for (const encoding of ENCODINGS) {
    for (const channel of STREAMS) for (const way of CUTS) add({ channel, way, encoding }, () => true);
    if (encoding.hasZeros) continue;
    for (const [channel, ways] of Object.entries(PROGRAMS)) {
      // ps shows a dot for every ESC: what it prints is no sequence any more.
      for (const way of ways)
        if (!(way === 'ps' && encoding.hasEscapes)) add({ channel: channel as keyof typeof PROGRAMS, way, encoding }, () => true);
    }
  }
  return cases;
}
