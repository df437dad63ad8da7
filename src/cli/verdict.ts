// What `countersign assess` says of a command: as a line of JSON for programs, as a few lines of text for people.
import type { Assessment, Finding } from '../core/assess/assessment.ts';
import type { Level } from '../core/step.ts';

type PlainFinding = Omit<Finding, 'level' | 'on'>;

/** One line out. The shape is a promise to other programs: fields are added, never renamed. */
export interface Verdict {
  readonly level: Level;
  readonly tags: readonly string[];
  readonly unverifiable: boolean;
  readonly findings: readonly PlainFinding[];
  /** Why the line in could not be read; its verdict is the cautious one. */
  readonly error?: string;
}

/** The verdict of an assessment. */
export function verdictOf({ level, tags, unverifiable, findings }: Assessment): Verdict {
  return { level, tags, unverifiable, findings: findings.map(plainFinding) };
}

/** Only what is promised, in the order people read it. */
function plainFinding({ rule, span, via, sentence, target, on, reversible, undo, preview, safer }: Finding): PlainFinding {
  return {
    ...{ rule, span, via, sentence },
    ...(target === undefined && on === undefined ? {} : { target: [target, on].filter(Boolean).join(' ') }),
    reversible,
    ...(undo === undefined ? {} : { undo }),
    ...(preview === undefined ? {} : { preview }),
    ...(safer === undefined ? {} : { safer }),
  };
}

/** What a line that cannot be read gets: nobody saw what it would run. */
export function unreadVerdict(error: string): Verdict {
  const finding = { rule: 'input.unreadable', span: [0, 0], via: [], sentence: error, reversible: 'unknown' } as const;
  return { level: 'destructive', tags: ['unverifiable'], unverifiable: true, findings: [finding], error };
}

/** The same for a person at a terminal. */
export function describeVerdict({ level, tags, findings }: Verdict): string {
  const head = [level, ...tags].join(', ');
  return `${[head, ...findings.flatMap(describeFinding)].join('\n')}\n`;
}

function describeFinding({ sentence, via, undo, preview, safer, rule }: PlainFinding): readonly string[] {
  const more: readonly (readonly [string, string | undefined])[] = [
    ['through', via.length > 1 ? via.join(' > ') : undefined],
    ['undo', undo],
    ['preview', preview],
    ['safer', safer],
  ];
  const lines = more.flatMap(([name, value]) => (value === undefined ? [] : [`    ${name}: ${printable(value)}`]));
  return [`  - ${printable(sentence)} (${rule})`, ...lines];
}

/** A command may hold anything; a terminal must not obey it. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
