// The hosts of the ssh configuration: under which name a person calls them, and where they are.
import { dirname, join } from 'node:path';
import type { Facts } from '../../core/assess/facts.ts';
import { pathFrom } from './files.ts';
import type { Ground } from './ground.ts';
import { nameOf } from './text.ts';

type Host = NonNullable<Facts['ssh']>[number];
type Part = { readonly include: string } | Host;

const MOST_HOSTS = 2000;
const DEEPEST = 4;

/** The person's configuration with what it includes. */
export async function readSsh(ground: Ground): Promise<Facts['ssh'] | undefined> {
  const hosts = await readHosts(join(ground.home, '.ssh', 'config'), { ground, depth: 0, seen: new Set() });
  return hosts.length === 0 ? undefined : hosts.slice(0, MOST_HOSTS);
}

interface Reading {
  readonly ground: Ground;
  readonly depth: number;
  readonly seen: Set<string>;
}

async function readHosts(path: string, { ground, depth, seen }: Reading): Promise<readonly Host[]> {
  if (depth > DEEPEST || seen.has(path) || seen.size > 100) return [];
  seen.add(path);
  const parts = (await ground.files.read(path, partsOf)) ?? [];
  const hosts: Host[] = [];
  for (const part of parts) {
    if (!('include' in part)) hosts.push(part);
    else for (const file of await filesOf(part.include, ground)) hosts.push(...(await readHosts(file, { ground, depth: depth + 1, seen })));
  }
  return hosts;
}

/** An included path may end in a pattern; patterns elsewhere in it are not followed. */
async function filesOf(written: string, { home, files }: Ground): Promise<readonly string[]> {
  const path = pathFrom(written, { home, folder: join(home, '.ssh') });
  if (!/[*?]/.test(path)) return [path];
  const folder = dirname(path);
  const pattern = path.slice(folder.length + 1);
  if (/[*?]/.test(folder)) return [];
  const expression = new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '.*')
      .replaceAll('?', '.')}$`,
  );
  return (await files.list(folder)).filter((name) => !name.startsWith('.') && expression.test(name)).map((name) => join(folder, name));
}

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let host: { patterns: readonly string[]; hostName?: string; user?: string } | null = null;
  for (const line of text.split(/\r?\n/).slice(0, 20_000)) {
    const [, key = '', rest = ''] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line) ?? [];
    const words = rest.replaceAll('"', '').split(/\s+/).filter(Boolean);
    const first = nameOf(words[0]);
    switch (key.toLowerCase()) {
      case 'host':
        host = { patterns: words.slice(0, 50).map((word) => nameOf(word) ?? '') };
        parts.push(host);
        break;
      case 'match':
        host = null;
        break;
      case 'include':
        parts.push(...words.slice(0, 20).map((include) => ({ include })));
        break;
      case 'hostname':
        if (host && first !== undefined) host.hostName ??= first;
        break;
      case 'user':
        if (host && first !== undefined) host.user ??= first;
        break;
    }
  }
  return parts;
}
