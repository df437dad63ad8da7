// From all findings to one answer: the worst level, the tags, the deed on the button, the word to type.
import { LEVELS, type Level } from '../step.ts';
import type { Say } from '../words.ts';
import { type Assessment, TAGS, type Tag } from './assessment.ts';
import { type Draft, findingOf } from './draft.ts';
import { WORDS } from './words.ts';

/** As many findings as a person can be expected to look at; the rest repeat them. */
const MOST_FINDINGS = 50;

/** Puts the answer together. */
export function verdictOf(drafts: readonly Draft[], tags: ReadonlySet<Tag>, say: Say): Assessment {
  const sorted = drafts
    .filter((draft) => draft.level !== 'read')
    .map((draft, place) => ({ draft, place }))
    .sort((a, b) => rank(b.draft.level) - rank(a.draft.level) || a.draft.span[0] - b.draft.span[0] || a.place - b.place)
    .map(({ draft }) => draft);
  const [worst] = sorted;
  const level: Level = worst?.level ?? 'read';
  const unverifiable = sorted.some((draft) => draft.unverifiable === true);
  const all = new Set([...tags, ...sorted.flatMap((draft) => draft.tags), ...(unverifiable ? (['unverifiable'] as const) : [])]);
  const findings = sorted.slice(0, MOST_FINDINGS).map((draft) => findingOf(draft, say));
  const deed = worst?.deed === undefined ? say(WORDS.run) : say(worst.deed, worst.args).slice(0, 80);
  const confirm = level === 'critical' ? { confirm: wordToType(worst) } : {};
  return { level, tags: TAGS.filter((tag) => all.has(tag)), unverifiable, findings, deed: deed.trim() || say(WORDS.run), ...confirm };
}

const rank = (level: Level): number => LEVELS.indexOf(level);

/** Never empty: a critical step without a word could not be approved, and must not be approved without one. */
function wordToType(worst: Draft | undefined): string {
  const word = (worst?.confirm ?? worst?.target ?? '').trim();
  return word === '' || /[\n\r]/.test(word) ? (worst?.rule.split('.')[0] ?? 'run') : word;
}
