// What the card says of a step that somebody proposed: who, their reason in their own words and marked as such, what the guards saw.
import { visible } from '../../core/annotate/plain.ts';
import type { GuardFinding } from '../../core/guard/story.ts';
import { wordGuard } from '../../core/guard/words.ts';
import type { Say } from '../../core/words.ts';
import type { Card, FactView } from '../../protocol.ts';

/** A proposal's words. Hostile: shown as text, cut, never mixed with ours. */
export interface Note {
  readonly client: string;
  readonly why: string;
  readonly findings: readonly GuardFinding[];
}

const WHY_MOST = 400;

/** The card with the note; any other card as it is. */
export function withNote(card: Card, of: { readonly note: Note | undefined; readonly say: Say }): Card {
  const { note, say } = of;
  if (card.kind !== 'review' || !note) return card;
  const facts: readonly FactView[] = [
    { label: say('Proposed by'), parts: [{ text: visible(note.client).slice(0, 80) || '?', code: true }] },
    { label: say('Their reason'), parts: [{ text: `“${visible(note.why).slice(0, WHY_MOST)}”` }] },
  ];
  return {
    ...card,
    facts: [...card.facts, ...facts],
    warnings: [...card.warnings, ...note.findings.map((finding) => wordGuard(finding, say))],
  };
}
