// The command as drawn: cut into plain text, risky spans and hidden characters.
import type { Finding } from '../../core/assess/assessment.ts';
import { hiddenCharacters } from '../../core/parse/bytes.ts';
import type { CommandPart } from '../../protocol.ts';

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly part: (text: string) => CommandPart;
}

/** The command cut into plain text, risky spans and hidden characters. Every character of it is in exactly one part. */
export function commandParts(text: string, findings: readonly Finding[]): CommandPart[] {
  const hidden: Mark[] = hiddenCharacters(text).map(({ span, name }) => ({
    start: span[0],
    end: span[1],
    part: (piece) => ({ kind: 'hidden', text: piece, name }),
  }));
  const risky: Mark[] = findings
    .filter((finding) => finding.level !== 'read')
    .map(({ span, level, sentence }) => ({
      start: span[0],
      end: span[1],
      part: (piece) => ({ kind: 'risk', text: piece, level, why: sentence }),
    }));
  const edges = new Set([0, text.length]);
  for (const mark of [...hidden, ...risky]) edges.add(clamp(mark.start, text)).add(clamp(mark.end, text));
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const covers = (mark: Mark) => mark.start <= start && mark.end >= end && mark.end > mark.start;
    // Findings come worst first, so the first that covers a piece names it.
    const mark = hidden.find(covers) ?? risky.find(covers);
    const piece = text.slice(start, end);
    return mark ? mark.part(piece) : { kind: 'text', text: piece };
  });
}

const clamp = (offset: number, text: string): number => Math.min(Math.max(0, offset), text.length);
