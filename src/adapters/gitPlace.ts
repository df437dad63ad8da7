// Where a checkpoint's paths lie in git's eyes: the repository's root, the files behind links, what is going on there.
import { access, lstat, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

export interface GitPlace {
  /** Root of the working tree, real path. */
  readonly root: string;
  /** This working tree's own git directory. */
  readonly gitDir: string;
}

/** Reads `git rev-parse --absolute-git-dir --show-toplevel`. */
export function readPlace(text: string): GitPlace | null {
  const [gitDir, root] = text.split(/\r?\n/);
  return gitDir && root ? { root, gitDir } : null;
}

const IN_PROGRESS: readonly (readonly [file: string, name: string])[] = [
  ['MERGE_HEAD', 'merge'],
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
];

/** The name of what the person is in the middle of, or null. A commit would become part of it, or be left behind by it. */
export async function inProgress({ gitDir }: GitPlace): Promise<string | null> {
  for (const [file, name] of IN_PROGRESS) if (await exists(join(gitDir, file))) return name;
  return null;
}

export type Located =
  | { readonly ok: true; readonly paths: readonly string[] }
  /** Inside a repository of its own (a submodule): this one cannot commit it. */
  | { readonly ok: false; readonly nested: string };

/** The paths from the root, as git knows them: through linked folders, and both a link and the file it leads to. Missing ones are left out. */
export async function locatePaths(place: GitPlace, of: { readonly folder: string; readonly paths: readonly string[] }): Promise<Located> {
  const root = await realpath(place.root);
  const found = new Set<string>();
  for (const path of of.paths) {
    for (const file of await filesBehind(join(of.folder, path))) {
      const inside = relative(root, file);
      if (inside === '' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) continue;
      const nested = await nestedIn(root, file);
      if (nested !== null) return { ok: false, nested };
      found.add(inside.split(sep).join('/'));
    }
  }
  return { ok: true, paths: [...found] };
}

/** Declared files and folders from the root, missing ones included: git may know them still. Links are taken as what they are. */
export async function locateDeclared(
  place: GitPlace,
  of: { readonly folder: string; readonly paths: readonly string[] },
): Promise<Located> {
  const [root, folder] = await Promise.all([realpath(place.root), realpath(of.folder)]);
  const found: string[] = [];
  for (const path of of.paths) {
    const file = join(folder, path);
    const nested = await nestedIn(root, join(file, 'x'));
    if (nested !== null) return { ok: false, nested };
    if (await throughLink(folder, file)) continue;
    found.push(relative(root, file).split(sep).join('/'));
  }
  return { ok: true, paths: found };
}

/** Whether a folder on the way is a link: git looks at nothing behind one. */
async function throughLink(folder: string, file: string): Promise<boolean> {
  for (let at = dirname(file); at.length > folder.length; at = dirname(at)) {
    const found = await lstat(at).catch(() => null);
    if (found?.isSymbolicLink()) return true;
  }
  return false;
}

async function filesBehind(path: string): Promise<readonly string[]> {
  if (!(await exists(path))) return [];
  const itself = join(await realpath(dirname(path)), path.slice(dirname(path).length + 1));
  return (await lstat(path)).isSymbolicLink() ? [itself, await realpath(path)] : [itself];
}

async function nestedIn(root: string, file: string): Promise<string | null> {
  for (let at = dirname(file); at !== root && at.length > root.length; at = dirname(at)) {
    if (await exists(join(at, '.git'))) return relative(root, at).split(sep).join('/');
  }
  return null;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
