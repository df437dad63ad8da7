// What can be wrong with a record, as one closed union.
import type { ChainFault } from '../remember/chain.ts';

export type FindingKind =
  | `chain-${ChainFault}`
  /** A run that nobody approved, or not as it ran. */
  | 'run-unapproved'
  | 'run-differs'
  | 'run-twice'
  // result blocks
  | 'block-unknown'
  | 'block-edited'
  | 'block-elsewhere'
  | 'block-twice'
  | 'block-lost'
  | 'block-old'
  | 'block-stray'
  // what stands outside the journal
  | 'log-differs'
  | 'history-lost'
  | 'working-lost'
  | 'signature-bad';

/** Worth knowing, and no damage to the record: people go on editing their runbooks. */
export type NoteKind = 'step-edited';

/** Something that was edited, lost, put in another order or forged, and where. */
export interface Finding {
  readonly kind: FindingKind | NoteKind;
  /** Path inside the workspace folder. */
  readonly path: string;
  /** One-based. */
  readonly line: number;
  /** The run, step or commit it is about; empty where there is none. */
  readonly about: string;
}

export const isNote = ({ kind }: Finding): boolean => kind === 'step-edited';
