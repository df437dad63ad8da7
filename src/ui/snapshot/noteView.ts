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
  readonly hypothesis?: string | undefined;
  readonly expected?: string | undefined;
  /** Commands named besides this one. None of them is proposed. */
  readonly outline?: readonly string[];
}

/** The note with what a model named besides the proposal. */
export function withOutline<T extends Note>(note: T | undefined, outline: readonly string[]): Note | undefined {
  return note && { ...note, outline };
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
    ...(note.hypothesis ? [{ label: say('They believe'), parts: [{ text: quoted(note.hypothesis) }] }] : []),
    ...(note.expected ? [{ label: say('They expect'), parts: [{ text: quoted(note.expected) }] }] : []),
    ...outlineFact(note.outline ?? [], say),
  ];
  return {
    ...card,
    facts: [...card.facts, ...facts],
    warnings: [...card.warnings, ...note.findings.map((finding) => wordGuard(finding, say))],
  };
}

/** What is named besides is no proposal: it is shown as an outline, and nothing can be done with it. */
function outlineFact(outline: readonly string[], say: Say): readonly FactView[] {
  if (outline.length === 0) return [];
  const head = { text: say('Not proposed, only named: {count}', { count: outline.length }) };
  return [
    { label: say('Afterwards'), parts: [head, ...outline.map((command) => ({ text: visible(command).slice(0, WHY_MOST), code: true }))] },
  ];
}
