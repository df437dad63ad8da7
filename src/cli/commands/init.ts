// `countersign init`: what a repository needs to begin with. It never touches a file that is there.
import { lstat, mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { POLICY_PATH } from '../../core/policy/policy.ts';
import { errorCode } from '../../runner/files.ts';
import { type Command, EXIT } from '../command.ts';
import { readOptions } from '../options.ts';
import { firstRunbook, IGNORED, POLICY_TEXT } from '../templates.ts';

export const initCommand: Command = {
  usage: 'init [DIR]',
  help: `Makes what a repository needs to begin with, in DIR (default: here):

  .countersign/policy.yaml        what the repository forbids or demands
  .countersign/.gitignore         keeps full logs out of commits
  runbooks/first.md               a first runbook

A file that is there already is left as it is, and that is said.`,
  async run(args, world) {
    const read = readOptions(args, {});
    if (!read.ok) return { error: read.error };
    const { operands } = read.options;
    if (operands.length > 1) return { error: 'There is more than one DIR.' };
    const folder = resolve(world.cwd, operands[0] ?? '.');
    const isFolder = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isFolder) return { error: `${folder} is no folder.` };
    for (const name of ['.countersign', 'runbooks']) {
      if (await isLink(join(folder, name))) return { error: `${name} is a link; nothing is written where it leads.` };
    }
    for (const [path, text] of filesFor(folder)) {
      const made = await make(join(folder, path), text);
      if (made !== 'made' && made !== 'kept') return { error: `${path} cannot be written: ${made.code}.` };
      await world.out(`${made === 'made' ? 'made  ' : 'kept  '} ${path}\n`);
    }
    return { exit: EXIT.done };
  },
};

const filesFor = (folder: string): readonly (readonly [path: string, text: string])[] => [
  [POLICY_PATH, POLICY_TEXT],
  ['.countersign/.gitignore', IGNORED],
  ['runbooks/first.md', firstRunbook(basename(folder))],
];

async function make(path: string, text: string): Promise<'made' | 'kept' | { readonly code: string }> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
    return 'made';
  } catch (cause) {
    const code = errorCode(cause);
    return code === 'EEXIST' && (await exists(path)) ? 'kept' : { code };
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const isLink = (path: string): Promise<boolean> =>
  lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
