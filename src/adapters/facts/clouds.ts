// The clouds' configurations: profiles, projects, accounts. Of the credentials files only the names of their sections are kept.
import { join } from 'node:path';
import type { Facts } from '../../core/assess/facts.ts';
import { pathFrom } from './files.ts';
import type { Ground } from './ground.ts';
import { named, nameOf, type Section, sectionsOf } from './text.ts';

type Profile = NonNullable<Facts['aws']>['profiles'][number];
const MOST_PROFILES = 500;

/** The profiles of the AWS command line. */
export async function readAws({ files, env, home, cwd }: Ground): Promise<Facts['aws'] | undefined> {
  const config = pathFrom(env.AWS_CONFIG_FILE ?? '~/.aws/config', { home, folder: cwd });
  const credentials = pathFrom(env.AWS_SHARED_CREDENTIALS_FILE ?? '~/.aws/credentials', { home, folder: cwd });
  const [said, keyed] = await Promise.all([files.read(config, profilesOf), files.read(credentials, keyedProfilesOf)]);
  const keys = env.AWS_ACCESS_KEY_ID ? { keys: true as const } : {};
  if (said === undefined && keyed === undefined && !env.AWS_ACCESS_KEY_ID) return undefined;
  const known = new Set((said ?? []).map(({ name }) => name));
  return { ...keys, profiles: [...(said ?? []), ...(keyed ?? []).filter(({ name }) => !known.has(name))].slice(0, MOST_PROFILES) };
}

function profilesOf(text: string): readonly Profile[] {
  return sectionsOf(text).flatMap(({ name, values }) => {
    const profile = nameOf(name === 'default' ? name : /^profile\s+"?([^"]+)"?$/.exec(name)?.[1]);
    const account = values.get('sso_account_id') ?? /^arn:[\w-]+:iam::(\d+):/.exec(values.get('role_arn') ?? '')?.[1];
    return profile === undefined ? [] : [{ name: profile, ...named({ account, region: values.get('region') }) }];
  });
}

const keyedProfilesOf = (text: string): readonly Profile[] =>
  sectionsOf(text).flatMap(({ name }) => {
    const profile = nameOf(name);
    return profile === undefined ? [] : [{ name: profile }];
  });

/** The active configuration of gcloud. */
export async function readGcloud({ files, env, home, cwd }: Ground): Promise<Facts['gcloud'] | undefined> {
  const folder = pathFrom(env.CLOUDSDK_CONFIG ?? '~/.config/gcloud', { home, folder: cwd });
  const active = env.CLOUDSDK_ACTIVE_CONFIG_NAME ?? (await files.read(join(folder, 'active_config'), (text) => nameOf(text)));
  if (active === undefined || !/^[\w-]{1,100}$/.test(active)) return undefined;
  const core = await files.read(join(folder, 'configurations', `config_${active}`), coreOf);
  return { configuration: active, ...named({ project: core?.values.get('project'), account: core?.values.get('account') }) };
}

const coreOf = (text: string): Section | undefined => sectionsOf(text).find(({ name }) => name === 'core');
