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

/** Their words in our quotation marks: none of theirs can close ours. */
const quoted = (text: string): string =>
  `“${visible(text)
    .replace(/[“”„‟«»]/g, '"')
    .slice(0, WHY_MOST)}”`;
const named = (client: string): string => visible(client).slice(0, 80) || '?';

/** The card with what was held back since the last proposal that was let through: nobody is asked to decide it, but nobody should wonder either. */
export function withHeld(card: Card, of: { readonly held: Note | null; readonly say: Say }): Card {
  const { held, say } = of;
  if (!held) return card;
  const seen = held.findings.map((finding) => wordGuard(finding, say)).join(' ');
  const text = say('A proposal of {name} was held back: {seen} It was told what to do instead.', { name: named(held.client), seen });
  switch (card.kind) {
    case 'review':
      return { ...card, warnings: [...card.warnings, text] };
    case 'outcome':
      return { ...card, warnings: [...card.warnings, { text }] };
    case 'message':
      return { ...card, action: [card.action, text].filter((part) => part !== '').join(' ') };
    case 'running':
      return card;
  }
}

/** The card with the note; any other card as it is. */
export function withNote(card: Card, of: { readonly note: Note | undefined; readonly say: Say }): Card {
  const { note, say } = of;
  if (card.kind !== 'review' || !note) return card;
  const facts: readonly FactView[] = [
    { label: say('Proposed by'), parts: [{ text: named(note.client), code: true }] },
    { label: say('Their reason'), parts: [{ text: quoted(note.why) }] },
  ];
  return {
    ...card,
    facts: [...card.facts, ...facts],
    warnings: [...card.warnings, ...note.findings.map((finding) => wordGuard(finding, say))],
  };
}
