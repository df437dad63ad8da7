// The ways back, as steps at the end of the runbook: reviewed, approved and recorded like any other.
import type { Splice } from '../annotate/annotate.ts';
import { inlineName } from '../annotate/plain.ts';
import { timeWords } from '../annotate/words.ts';
import type { Say } from '../words.ts';
import { RESTORE_WORDS as WORDS } from './restoreWords.ts';
import type { Undo } from './undo.ts';
import { shortId } from './words.ts';

/** Null where no run since has anything to take back. */
export function undoSection(of: {
  readonly text: string;
  readonly commit: string;
  readonly undos: readonly Undo[];
  readonly say: Say;
}): Splice | null {
  const { text, commit, undos, say } = of;
  if (undos.length === 0) return null;
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const parts = [`## ${say(WORDS.title, { commit: shortId(commit) })}`, say(WORDS.lead), ...undos.flatMap((undo) => undoPart(undo, say))];
  const lead = text === '' ? '' : text.endsWith(eol) ? eol : `${eol}${eol}`;
  return { span: [text.length, text.length], text: `${lead}${parts.join('\n\n').replaceAll('\n', eol)}${eol}` };
}

function undoPart(undo: Undo, say: Say): readonly string[] {
  const { command, hints } = undo;
  const facts = { step: inlineName(undo.title, 80), at: timeWords(undo.at) };
  const hint = hints.length === 0 ? [] : [say(WORDS.hint, { hints: hints.map((text) => inlineName(text, 200)).join('; ') })];
  if (command === null) return [say(WORDS.unknown, facts), ...hint];
  return [say(WORDS.undo, facts), fence(undo, command)];
}

/** A command holds no line end (attributes are one line), so only its fence has to be longer than what is in it. */
function fence(undo: Undo, command: string): string {
  const marker = '`'.repeat(Math.max(3, ...(command.match(/`+/g) ?? []).map((run) => run.length + 1)));
  const { cwd, envFile } = undo.step?.attributes ?? {};
  const attributes = [`id=${undoId(undo)}`, plain('cwd', cwd), plain('env-file', envFile)].filter((part) => part !== '');
  return [`${marker}${undo.step?.shell ?? 'bash'} {${attributes.join(' ')}}`, command, marker].join('\n');
}

/** The id of the step that takes a run back. Bound to its run, so that the same step can be taken back more than once. */
export function undoId({ id, run }: Pick<Undo, 'id' | 'run'>): string {
  const name = id.slice(0, 40).replace(/[^\p{L}\p{N}._-]/gu, '-');
  return `undo-${name}-${run.slice(-6).replace(/[^a-z0-9]/gi, '')}`;
}

/** An attribute whose value needs no quotes; one that does is left to the person, the step then runs where the runbook says. */
function plain(name: string, value: string | undefined): string {
  return value !== undefined && /^[\w./@-]+$/.test(value) ? `${name}=${value}` : '';
}
