// Branch, upstream and remotes of the repository around the working directory, read from its files: git itself is not asked.
import { dirname, join, resolve } from 'node:path';
import { withoutCredentials } from '../../core/assess/aims.ts';
import type { Facts } from '../../core/assess/facts.ts';
import type { Files } from './files.ts';
import type { Ground } from './ground.ts';
import { nameOf, type Section, sectionsOf } from './text.ts';

const MOST_REMOTES = 100;
const HIGHEST = 64;

/** What a `git push` here would push, and where. */
export async function readGit({ files, cwd }: Ground): Promise<Facts['git'] | undefined> {
  const gitDir = await gitDirOf(cwd, files);
  if (gitDir === null) return undefined;
  const branch = await files.read(join(gitDir, 'HEAD'), (text) => nameOf(/^ref: refs\/heads\/(.+)$/m.exec(text)?.[1]));
  const common = (await files.read(join(gitDir, 'commondir'), (text) => text.trim())) ?? '.';
  const sections = (await files.read(join(resolve(gitDir, common), 'config'), sectionsOf)) ?? [];
  const upstream = branch === undefined ? undefined : upstreamOf(sections, branch);
  return {
    ...(branch === undefined ? {} : { branch }),
    ...(upstream === undefined ? {} : { upstream }),
    remotes: sections.flatMap(remoteOf).slice(0, MOST_REMOTES),
  };
}

async function gitDirOf(cwd: string, files: Files): Promise<string | null> {
  let folder = cwd;
  for (let step = 0; step < HIGHEST; step++) {
    const inside = join(folder, '.git');
    if (await files.isFolder(inside)) return inside;
    const linked = await files.read(inside, (text) => /^gitdir: (.+)$/m.exec(text)?.[1]?.trim());
    if (linked !== undefined) return resolve(folder, linked);
    const above = dirname(folder);
    if (above === folder) return null;
    folder = above;
  }
  return null;
}

function upstreamOf(sections: readonly Section[], branch: string): { readonly remote: string; readonly branch: string } | undefined {
  const values = sections.find(({ name }) => name === `branch "${branch}"`)?.values;
  const remote = nameOf(
    values?.get('pushremote') ?? sections.find(({ name }) => name === 'remote')?.values.get('pushdefault') ?? values?.get('remote'),
  );
  const merge = nameOf(values?.get('merge')?.replace(/^refs\/heads\//, ''));
  return remote === undefined ? undefined : { remote, branch: merge ?? branch };
}

function remoteOf({ name, values }: Section): readonly { readonly name: string; readonly url: string }[] {
  const remote = nameOf(/^remote "(.+)"$/.exec(name)?.[1]);
  const url = nameOf(withoutCredentials(values.get('pushurl') ?? values.get('url') ?? ''));
  return remote === undefined || url === undefined ? [] : [{ name: remote, url }];
}
