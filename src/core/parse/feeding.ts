// Commands whose words come from elsewhere: from standard input, from a list, from what a search finds.
import type { Input, Invocation, Word } from './invocation.ts';
import { type Inside, scriptOf } from './opening.ts';
import { originAround } from './origin.ts';
import { report } from './place.ts';

/** As many words as are taken one by one; more are unknown words. */
const MOST_WORDS = 32;
const MOST_RUNS = 8;

/** Notes the call that some words make, inside of a wrapper. */
export function enterWords(given: readonly Word[], { invocation, inside }: Inside, input: Input = invocation.input): readonly Invocation[] {
  const [first] = given;
  const last = given.at(-1);
  if (first === undefined || last === undefined) return [];
  const ordered = first.span[0] <= last.span[1];
  const span = ordered ? ([first.span[0], last.span[1]] as const) : invocation.span;
  const run: Invocation = {
    ...invocation,
    words: given,
    assignments: [],
    redirections: [],
    input,
    span,
    via: inside.via,
    tags: inside.tags,
    call: 'program',
    opened: false,
  };
  return inside.ledger.enter(run, inside);
}

/** Words a wrapper takes from elsewhere, known only when it runs. */
const unknown = (like: Word, text: string): Word => ({ ...like, kind: 'dynamic', text, lead: '', splits: true });
const literal = (like: Word, text: string): Word => ({
  ...like,
  kind: 'literal',
  text,
  lead: text,
  source: text,
  splits: false,
  origin: () => originAround(like.span),
});

/** Words that hold a placeholder become unknown from there on. */
export function markReplaced(command: readonly Word[], { token, likely }: { token: string; likely?: string }): readonly Word[] {
  return command.map((word) => {
    const at = word.text.indexOf(token);
    if (at < 0) return word;
    const guess = likely === undefined ? {} : { likely: { text: word.text.replaceAll(token, () => likely), ifUnset: false } };
    return { ...word, kind: 'dynamic', lead: word.lead.slice(0, at), splits: false, ...guess };
  });
}

const replace = (command: readonly Word[], token: string, text: string): readonly Word[] =>
  command.map((word) =>
    word.text.includes(token)
      ? {
          ...literal(
            word,
            word.text.replaceAll(token, () => text),
          ),
          kind: word.kind,
        }
      : word,
  );

/** `xargs`: words from standard input, known where what feeds it is. */
export function readFed(command: readonly Word[], opening: Inside): readonly Invocation[] {
  const option = opening.args.options.findLast(({ name }) => /^(-I|-J|-i|--replace)$/.test(name));
  const last = command.at(-1);
  if (last === undefined) return [];
  const token = option === undefined ? null : (option.value?.text ?? '{}');
  const fed = fedWords(opening, token !== null);
  if (fed === null)
    return enterWords(token === null ? [...command, unknown(last, '(standard input)')] : markReplaced(command, { token }), opening);
  // A shell that is fed its own text is told of even where the text is known: nobody reads it there.
  if (/^(?:\S*\/)?(?:ba|z|da|k|a)?sh$/.test(command[0]?.text ?? '')) report(opening.inside, 'unseen-input', opening.invocation.span);
  if (token === null) return enterWords([...command, ...fed.map((text) => literal(last, text))], opening);
  return fed.flatMap((text) => enterWords(replace(command, token, text), opening));
}

/** The words on standard input; null where they are unknown, quoted or too many. */
function fedWords({ invocation, args }: Inside, ofLines: boolean): readonly string[] | null {
  const { input } = invocation;
  if (input.kind !== 'text' || input.text?.literal !== true) return null;
  if (args.options.some(({ name }) => /^(?:-d|--delimiter|-a|--arg-file|-E|-e|--eof)$/.test(name))) return null;
  const { value } = input.text;
  const zero = args.options.some(({ name }) => name === '-0' || name === '--null');
  if (!zero && /[\\'"]/.test(value)) return null;
  const words = zero ? value.split('\0') : value.split(ofLines ? /\n[ \t]*/ : /[ \t\n]+/);
  const kept = words.map((word) => (ofLines ? word.trimStart() : word)).filter((word) => word !== '');
  return kept.length > (ofLines ? MOST_RUNS : MOST_WORDS) || kept.length === 0 ? null : kept;
}

/** `parallel`: a template, and the words of its list. */
export function readParallel(opening: Inside): readonly Invocation[] {
  const { args, invocation, inside } = opening;
  const marks = args.operands.findIndex((word) => /^:::?:?\+?$/.test(word.text));
  const command = marks < 0 ? args.operands : args.operands.slice(0, marks);
  const listed = marks < 0 ? [] : args.operands.slice(marks + 1);
  const last = command.at(-1);
  if (last === undefined) {
    // Without a command the arguments are the commands.
    report(inside, 'unseen-input', invocation.span);
    return listed.flatMap((word) => scriptOf([word], opening));
  }
  const placed = command.some((word) => word.text.includes('{}'));
  const simple =
    listed.length > 0 && listed.length <= MOST_RUNS && listed.every((word) => word.kind === 'literal' && !word.text.startsWith(':::'));
  if (simple)
    return listed.flatMap((word) =>
      enterWords(placed ? replace(command, '{}', word.text) : [...command, literal(last, word.text)], opening),
    );
  return enterWords(placed ? markReplaced(command, { token: '{}' }) : [...command, unknown(last, '(arguments)')], opening);
}
