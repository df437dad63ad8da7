// `countersign verify`: is the record what it was when it was written.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Verification, verifyFolder } from '../../adapters/verify.ts';
import { visible } from '../../core/annotate/plain.ts';
import { wordSummary } from '../../core/recall/summary.ts';
import { SUMMARY_WORDS, wordFinding } from '../../core/recall/words.ts';
import { english } from '../../core/words.ts';
import { type Command, EXIT } from '../command.ts';
import { readOptions } from '../options.ts';

export const verifyCommand: Command = {
  usage: 'verify [--jsonl] [DIR]',
  help: `Holds the record in DIR (default: here) against itself: the journals' hash chains, each run
against its approval, the result blocks in the runbooks against the journals, the logs that are
on this machine against their digests, the journals against git's history, and signatures.
Nothing is changed.

  --jsonl   a JSON object a finding: {"kind", "path", "line", "about", "note", "sentence"}

The exit code is 0 where all is whole (a note is no
damage: a command that was edited after it ran), 1 where something was edited, lost, put in another order
or forged (each is said with its place), 2 where DIR cannot be read.`,
  async run(args, world) {
    const read = readOptions(args, { jsonl: 'flag' });
    if (!read.ok) return { error: read.error };
    const { operands, flags } = read.options;
    if (operands.length > 1) return { error: 'There is more than one DIR.' };
    const folder = resolve(world.cwd, operands[0] ?? '.');
    if (!(await isFolder(folder))) return { error: `${folder} is no folder.` };
    const verification = await verifyFolder(folder);
    await world.out(flags.has('jsonl') ? asLines(verification) : asText(verification));
    return { exit: verification.audit.findings.length === 0 ? EXIT.done : EXIT.found };
  },
};

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Paths and ids come from files: nothing in them may act on a terminal. */
function asText({ audit, history, signatures }: Verification): string {
  const lines = audit.findings.map((finding) => `${finding.path}:${finding.line}: ${wordFinding(finding, english)}`);
  const notes = audit.notes.map(
    (note) => `${note.path}:${note.line}: ${english(SUMMARY_WORDS.note, { sentence: wordFinding(note, english) })}`,
  );
  const last = wordSummary({ audit, history, signed: [...signatures.good.values()] }, english);
  return `${[...lines, ...notes, ...last].map(visible).join('\n')}\n`;
}

function asLines({ audit }: Verification): string {
  const all = [...audit.findings.map((found) => ({ ...found, note: false })), ...audit.notes.map((found) => ({ ...found, note: true }))];
  return all.map((found) => `${JSON.stringify({ ...found, sentence: wordFinding(found, english) })}\n`).join('');
}
