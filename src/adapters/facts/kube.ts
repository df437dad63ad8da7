// The current context of kubectl and what its contexts lead to. Of the keys and tokens in a kubeconfig nothing is kept.
import { delimiter, join } from 'node:path';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { withoutCredentials } from '../../core/assess/aims.ts';
import type { Facts, KubeContext } from '../../core/assess/facts.ts';
import { pathFrom } from './files.ts';
import type { Ground } from './ground.ts';
import { named, nameOf } from './text.ts';

const MOST_FILES = 20;
const MOST_CONTEXTS = 1000;

const schema = z.object({
  'current-context': z.string().nullish(),
  contexts: z
    .array(z.object({ name: z.string(), context: z.object({ cluster: z.string().nullish(), namespace: z.string().nullish() }).nullish() }))
    .nullish(),
  clusters: z.array(z.object({ name: z.string(), cluster: z.object({ server: z.string().nullish() }).nullish() })).nullish(),
});
type Config = z.infer<typeof schema>;

/** All files of KUBECONFIG together, as kubectl merges them: whoever says something first, says it. */
export async function readKube({ files, env, home, cwd }: Ground): Promise<Facts['kube'] | undefined> {
  const listed = (env.KUBECONFIG ?? '').split(delimiter).filter(Boolean);
  const paths = listed.length > 0 ? listed.map((path) => pathFrom(path, { home, folder: cwd })) : [join(home, '.kube', 'config')];
  const configs = (await Promise.all(paths.slice(0, MOST_FILES).map((path) => files.read(path, parseConfig)))).filter(
    (config) => config !== undefined,
  );
  if (configs.length === 0) return undefined;
  const current = nameOf(configs.map((config) => config['current-context']).find((name) => name));
  const servers = firstWins(configs.flatMap(({ clusters }) => (clusters ?? []).map((one) => [one.name, one.cluster?.server] as const)));
  const contexts = firstWins(configs.flatMap((config) => (config.contexts ?? []).map((one) => [one.name, one.context] as const)));
  return {
    ...(current === undefined ? {} : { current }),
    contexts: [...contexts].slice(0, MOST_CONTEXTS).map(([name, context]): KubeContext => {
      const server = servers.get(context?.cluster ?? '');
      const address = server == null ? undefined : withoutCredentials(server);
      return { name: nameOf(name) ?? '', ...named({ cluster: context?.cluster, namespace: context?.namespace, server: address }) };
    }),
  };
}

function parseConfig(text: string): Config | undefined {
  const document = parseDocument(text, { schema: 'core', logLevel: 'error', uniqueKeys: false });
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 20 }));
  return parsed.success ? parsed.data : undefined;
}

function firstWins<T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  return new Map(entries.toReversed());
}
