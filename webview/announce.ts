// What a screen reader says when the card changes: step, level, findings, result.
import type { Card, Snapshot } from '../src/protocol.ts';
import { cardKey, fill } from './ui.ts';

/** What is new to somebody who cannot see it; empty where nothing is. */
export function newsOf(before: Snapshot | undefined, now: Snapshot): string {
  if (!before || cardKey(before) !== cardKey(now)) return announcement(now);
  const [was, is] = [before.card, now.card];
  if (is.kind === 'running' && was.kind === 'running') return is.phaseText === was.phaseText ? '' : is.phaseText;
  return isWaiting(was) && is.kind === 'review' && is.approve.gate.kind === 'open'
    ? fill(now.words.opened, { label: is.approve.label })
    : '';
}

/** The pause, the question or the field stood before the button. What was only to be read needs no word: it was read. */
const isWaiting = (card: Card): boolean => card.kind === 'review' && ['pause', 'moment', 'typing'].includes(card.approve.gate.kind);

function announcement({ card, place }: Snapshot): string {
  switch (card.kind) {
    case 'review':
      return [place, card.title, `${card.levelName}: ${card.levelMeaning}`, ...card.findings.map((finding) => finding.sentence)].join('. ');
    case 'running':
      return `${card.title}. ${card.phaseText}`;
    case 'outcome':
      return [card.title, card.statusText, card.detailText, ...card.notable.map((line) => line.text)].join('. ');
    case 'message':
      return [card.title, card.sentence, card.action].join('. ');
  }
}
