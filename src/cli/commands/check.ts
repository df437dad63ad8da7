// `countersign check`: every step of some runbooks, assessed as the card would, for people and for CI.
import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RUNBOOK_BYTES_LIMIT } from '../../core/propose/checks.ts';
import { LEVELS, type Level } from '../../core/step.ts';
import { errorCode } from '../../runner/files.ts';
import { createBearings } from '../bearings.ts';
import { type CheckedRunbook, checkRunbook, folderOf, isPast } from '../checking.ts';
import { describeChecked } from '../checkText.ts';
import { type Command, EXIT, type World } from '../command.ts';
import { textOf } from '../input.ts';
import { type Options, readOptions } from '../options.ts';
import { toSarif } from '../sarif.ts';

const OPTIONS = { max: 'text', format: 'text', 'no-facts': 'flag' } as const;

export const checkCommand: Command = {
  usage: 'check RUNBOOK... [--max LEVEL] [--format text|sarif] [--no-facts]',
  help: `Assesses every step of each RUNBOOK, as the card does before a person approves it. Nothing is run.

  --max LEVEL       read, change, destructive or critical: the worst a step may be
  --format FORMAT   text (default), or sarif: SARIF 2.1.0 on standard output
  --no-facts        judge the text alone, not where it would act from here

The exit code is 1 where a step is past LEVEL, is forbidden by the policy, or cannot run as it
stands; without --max only 0. It is 2 where a RUNBOOK cannot be read.`,
  async run(args, world) {
    const read = readOptions(args, OPTIONS);
    if (!read.ok) return { error: read.error };
    const asked = askedOf(read.options);
    if ('error' in asked) return asked;
    const { paths, max, format } = asked;
    const take = createBearings(world, { facts: !read.options.flags.has('no-facts') });
    const checked: CheckedRunbook[] = [];
    for (const path of paths) {
      const text = await readRunbook(path, world);
      if (typeof text !== 'string') return text;
      checked.push(await checkRunbook({ path, text, folder: folderOf(path, world.cwd), take }));
    }
    await world.out(format === 'sarif' ? toSarif(checked) : describeChecked(checked, max));
    return { exit: max !== null && checked.some((runbook) => isBad(runbook, max)) ? EXIT.found : EXIT.done };
  },
};

interface Asked {
  readonly paths: readonly string[];
  readonly max: Level | null;
  readonly format: 'text' | 'sarif';
}

function askedOf({ operands, texts }: Options): Asked | { readonly error: string } {
  const max = texts.max === undefined ? null : LEVELS.find((level) => level === texts.max);
  const format = (['text', 'sarif'] as const).find((one) => one === (texts.format ?? 'text'));
  if (operands.length === 0) return { error: 'No RUNBOOK is given.' };
  if (max === undefined) return { error: `--max is none of ${LEVELS.join(', ')}.` };
  if (format === undefined) return { error: '--format is neither text nor sarif.' };
  return { paths: operands, max, format };
}

const isBad = (runbook: CheckedRunbook, max: Level): boolean =>
  runbook.problem !== undefined || runbook.steps.some((step) => isPast(step, max));

/** The text of a runbook, or why there is none. */
async function readRunbook(path: string, { cwd }: World): Promise<string | { readonly error: string }> {
  try {
    const file = resolve(cwd, path);
    const { size } = await stat(file).then((found) => (found.isFile() ? found : Promise.reject(new Error('it is no file'))));
    if (size > RUNBOOK_BYTES_LIMIT) return { error: `${path} is larger than ${RUNBOOK_BYTES_LIMIT / 1024 / 1024} MB.` };
    const text = textOf(await readBytes(file));
    return text ?? { error: `${path} is not UTF-8.` };
  } catch (cause) {
    const code = errorCode(cause);
    return { error: code === 'ENOENT' ? `There is no ${path}.` : `${path} cannot be read: ${code}.` };
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}
