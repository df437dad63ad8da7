// Azure's subscriptions, talosctl's contexts, PostgreSQL's services. Of tokens, keys and passwords nothing is kept.
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { withoutCredentials } from '../../core/assess/aims.ts';
import type { Facts } from '../../core/assess/facts.ts';
import { pathFrom } from './files.ts';
import type { Ground } from './ground.ts';
import { named, nameOf, sectionsOf } from './text.ts';

const MOST = 500;

const azureProfile = z.object({
  subscriptions: z.array(z.object({ id: z.string(), name: z.string(), isDefault: z.boolean().nullish() })).nullish(),
});

/** The subscriptions of the Azure command line, and the one it takes by default. */
export async function readAzure({ files, env, home, cwd }: Ground): Promise<Facts['azure'] | undefined> {
  const folder = pathFrom(env.AZURE_CONFIG_DIR ?? '~/.azure', { home, folder: cwd });
  // az writes a byte order mark.
  const profile = await files.read(join(folder, 'azureProfile.json'), (text) =>
    azureProfile.parse(JSON.parse(text.replace(/^\uFEFF/, ''))),
  );
  const all = (profile?.subscriptions ?? []).slice(0, MOST);
  if (all.length === 0) return undefined;
  const current = nameOf(all.find(({ isDefault }) => isDefault === true)?.name);
  const subscriptions = all.flatMap(({ id, name }) => {
    const told = nameOf(name);
    return told === undefined ? [] : [{ name: told, ...named({ id }) }];
  });
  return { ...(current === undefined ? {} : { current }), subscriptions };
}

const talosConfig = z.object({
  context: z.string().nullish(),
  contexts: z
    .record(z.string(), z.object({ endpoints: z.array(z.string()).nullish(), nodes: z.array(z.string()).nullish() }).nullish())
    .nullish(),
});

/** The contexts of talosctl, with the nodes each acts on. */
export async function readTalos({ files, env, home, cwd }: Ground): Promise<Facts['talos'] | undefined> {
  const path = pathFrom(env.TALOSCONFIG ?? '~/.talos/config', { home, folder: cwd });
  const config = await files.read(path, (text) =>
    talosConfig.parse(parseDocument(text, { schema: 'core', logLevel: 'error' }).toJS({ maxAliasCount: 20 })),
  );
  if (config === undefined) return undefined;
  const current = nameOf(config.context);
  const contexts = Object.entries(config.contexts ?? {})
    .slice(0, MOST)
    .flatMap(([key, context]) => {
      const name = nameOf(key);
      const nodes = [...(context?.nodes ?? []), ...(context?.endpoints ?? [])].flatMap((node) => nameOf(withoutCredentials(node)) ?? []);
      return name === undefined ? [] : [{ name, nodes: nodes.slice(0, 20) }];
    });
  return { ...(current === undefined ? {} : { current }), contexts };
}

/** The services of PostgreSQL's clients. */
export async function readServices({ files, env, home, cwd }: Ground): Promise<Facts['pg'] | undefined> {
  const path = pathFrom(env.PGSERVICEFILE ?? '~/.pg_service.conf', { home, folder: cwd });
  const sections = await files.read(path, sectionsOf);
  if (sections === undefined) return undefined;
  return sections.slice(0, MOST).flatMap(({ name, values }) => {
    const service = nameOf(name);
    return service === undefined
      ? []
      : [{ service, ...named({ host: values.get('host') ?? values.get('hostaddr'), dbname: values.get('dbname') }) }];
  });
}
