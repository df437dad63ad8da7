// A call with unknown words, as it most likely is: a default applies, a variable that nothing sets is empty. Judged beside the unknown call,
// so it can only add to what is known: `${x:-rm} -rf /` is unknown and, most likely, the end of the host.
import type { Invocation, Word } from './invocation.ts';

/** The call with its likely words; null when nothing is gained by it. */
export function likelyCall(invocation: Invocation): Invocation | null {
  const words = invocation.words.map((word, i) => (word.kind === 'dynamic' ? likelyWord(word, i) : [word]));
  const flat = words.flatMap((word) => word ?? []);
  const changed = words.some((word, i) => word !== null && word[0] !== invocation.words[i]);
  if (!changed || flat.length === 0 || words[0] === null || flat[0]?.kind === 'dynamic') return null;
  return { ...invocation, words: words.flatMap((word, i) => word ?? invocation.words[i] ?? []) };
}

/** An unset variable is believed only in the name of a program: elsewhere it is what people mean to set outside. */
function likelyWord(word: Word, place: number): readonly Word[] | null {
  const { likely } = word;
  if (likely === undefined || (likely.ifUnset && (place > 0 || likely.text === ''))) return null;
  const texts = word.splits ? likely.text.split(/[ \t\n]+/).filter(Boolean) : [likely.text];
  return texts.map((text) => ({
    ...word,
    kind: /[*?[]/.test(text) && word.splits ? ('pattern' as const) : ('literal' as const),
    text,
    lead: text,
    splits: false,
  }));
}
