// What a screen reader says when the card changes: step, level, findings, result.
import type { Snapshot } from '../src/protocol.ts';

export function announcement({ card, place }: Snapshot): string {
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
