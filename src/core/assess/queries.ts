// Calls that hand a query to a database: the text of the query decides, wherever it comes from.
import type { Args } from '../parse/args.ts';
import type { Invocation, Word } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import type { ReadyTool } from './compile.ts';
import { type Draft, draftOf } from './draft.ts';
import { judgeSql } from './sql.ts';
import { WORDS } from './words.ts';

/** What a call asks of a database; null when the tool takes no query, or its queries only observe. */
export function judgeQueries(invocation: Invocation, { tool, args }: { tool: ReadyTool; args: Args }): Draft | null {
  if (tool.spec.sql === undefined) return null;
  const places = tool.spec.sql.split(' ');
  const texts: (Word | null)[] = args.options.filter(({ name }) => places.includes(name)).map(({ value }) => value);
  if (takesOperands(places, args)) texts.push(...args.operands.slice(1));
  if (texts.length === 0) return judgeInput(invocation, tool);
  const drafts = texts.map((word) => (word?.kind === 'literal' ? read(invocation, { tool, text: word.text }) : unseen(invocation, tool)));
  return worst(drafts);
}

/** Whether the operands are queries: always, or after one verb (`query/operands`). */
const takesOperands = (places: readonly string[], { operands }: Args): boolean =>
  places.some((place) => place === 'operands' || (place.endsWith('/operands') && operands[0]?.text === place.slice(0, -9)));

const LEVELS = ['critical', 'destructive', 'change', 'read'] as const;
const worst = (drafts: readonly (Draft | null)[]): Draft | null =>
  LEVELS.flatMap((level) => drafts.filter((draft) => draft?.level === level))[0] ?? null;

function read(invocation: Invocation, { tool, text }: { tool: ReadyTool; text: string }): Draft | null {
  const effect = judgeSql(text);
  if (effect === null) return null;
  const { level, says, deed, target } = effect;
  const args = { tool: tool.name, target: target ?? '' };
  return draftOf(invocation, `${tool.name}.sql`, {
    ...{
      level,
      says,
      deed,
      args,
      reversible: level === 'change' ? 'unknown' : 'no',
      undo: 'none',
      preview: 'none',
      safer: WORDS.transaction,
    },
    ...(target === undefined ? {} : { target, confirm: target.split(' ').at(-1) ?? target }),
  });
}

function unseen(invocation: Invocation, tool: ReadyTool): Draft {
  const args = { tool: tool.name };
  return draftOf(invocation, `${tool.name}.unseen`, {
    level: 'destructive',
    says: WORDS.unseenQuery,
    args,
    deed: WORDS.deedUnseen,
    unverifiable: true,
  });
}

/** A query on standard input: written out, printed by an `echo`, or not to be seen. */
function judgeInput(invocation: Invocation, tool: ReadyTool): Draft | null {
  const { input } = invocation;
  if (input.kind === 'inherited') return null;
  if (input.text?.literal === true) return read(invocation, { tool, text: input.text.value });
  const [only, ...others] = input.from;
  const printed = only !== undefined && others.length === 0 && /^(?:echo|printf)$/.test(programName(only.words[0]?.text ?? ''));
  if (!printed || only.words.some((word) => word.kind !== 'literal')) return unseen(invocation, tool);
  return read(invocation, {
    tool,
    text: only.words
      .slice(1)
      .map((word) => word.text)
      .join(' ')
      .replaceAll('\\n', '\n'),
  });
}
