// Names for steps: the author's, else one that stays the same for as long as the step's place and text do.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Memo } from './memo.ts';

export interface Namer {
  /** A fresh id for this text under these headings. */
  generated(headings: readonly string[], text: string): string;
  /** Takes the author's id; false where an earlier step has it. */
  claim(id: string): boolean;
}

/** Names the steps of one runbook. `explicit` are all ids its authors gave, so that no made-up id takes one of them. */
export function createNamer({ explicit, memo }: { readonly explicit: ReadonlySet<string>; readonly memo: Memo<string> }): Namer {
  const equal = new Map<string, number>();
  const taken = new Set<string>();
  return {
    generated(headings, text) {
      const place = JSON.stringify([headings, text]);
      for (;;) {
        const ordinal = equal.get(place) ?? 0;
        equal.set(place, ordinal + 1);
        const id = memo.get(`${ordinal} ${place}`, () => digestId(`${ordinal} ${place}`));
        if (explicit.has(id) || taken.has(id)) continue;
        taken.add(id);
        return id;
      }
    },
    claim(id) {
      if (taken.has(id)) return false;
      taken.add(id);
      return true;
    },
  };
}

const digestId = (place: string): string => `step-${bytesToHex(sha256(utf8ToBytes(place))).slice(0, 10)}`;
