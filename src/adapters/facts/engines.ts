// Docker's contexts and Terraform's workspace.
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { withoutCredentials } from '../../core/assess/aims.ts';
import type { Facts } from '../../core/assess/facts.ts';
import { pathFrom } from './files.ts';
import type { Ground } from './ground.ts';
import { named, nameOf } from './text.ts';

const dockerConfig = z.object({ currentContext: z.string().nullish() });
const dockerMeta = z.object({
  Name: z.string(),
  Endpoints: z.object({ docker: z.object({ Host: z.string().nullish() }).nullish() }).nullish(),
});

/** The current context of Docker, and where it leads. */
export async function readDocker({ files, env, home, cwd }: Ground): Promise<Facts['docker'] | undefined> {
  const folder = pathFrom(env.DOCKER_CONFIG ?? '~/.docker', { home, folder: cwd });
  const current = await files.read(join(folder, 'config.json'), (text) => dockerConfig.parse(JSON.parse(text)).currentContext ?? 'default');
  const context = nameOf(current) ?? 'default';
  const digests = new Set([...(await files.list(join(folder, 'contexts', 'meta'))), digestOf(context)]);
  const metas = await Promise.all([...digests].map((digest) => files.read(join(folder, 'contexts', 'meta', digest, 'meta.json'), metaOf)));
  const contexts = metas.filter((meta) => meta !== undefined);
  return current === undefined && contexts.length === 0 ? undefined : { context, contexts };
}

/** Docker names a context's folder by the SHA-256 of its name. */
const digestOf = (name: string): string => createHash('sha256').update(name).digest('hex');

function metaOf(text: string): { readonly name: string; readonly host?: string } | undefined {
  const { Name, Endpoints } = dockerMeta.parse(JSON.parse(text));
  const host = nameOf(withoutCredentials(Endpoints?.docker?.Host ?? ''));
  const name = nameOf(Name);
  return name === undefined ? undefined : { name, ...(host === undefined ? {} : { host }) };
}

const state = z.object({ backend: z.object({ type: z.string(), config: z.record(z.string(), z.unknown()).nullish() }).nullish() });
/** The keys of backends that say which state it is. None of them is a credential. */
const TELLING = [
  'bucket',
  'container_name',
  'storage_account_name',
  'hostname',
  'organization',
  'address',
  'path',
  'prefix',
  'key',
  'schema_name',
  'namespace',
];

/** The workspace and backend of the working directory, once `terraform init` was there. */
export async function readTerraform({ files, env, cwd }: Ground): Promise<Facts['terraform'] | undefined> {
  const data = pathFrom(env.TF_DATA_DIR ?? '.terraform', { home: cwd, folder: cwd });
  if (!(await files.isFolder(data))) return undefined;
  const workspace = (await files.read(join(data, 'environment'), (text) => nameOf(text))) ?? 'default';
  const backend = await files.read(join(data, 'terraform.tfstate'), backendOf);
  return { workspace, ...named({ backend, folder: basename(cwd) }) };
}

function backendOf(text: string): string | undefined {
  const { backend } = state.parse(JSON.parse(text));
  if (backend == null) return undefined;
  const told = TELLING.flatMap((key) => {
    const value = backend.config?.[key];
    return typeof value === 'string' && value !== '' ? [withoutCredentials(value)] : [];
  });
  return nameOf([backend.type, ...told].join(' '));
}
