// The environment git gets from us: English words to classify, no questions, and no repository but the folder's own.
import type { SimpleGitOptions } from 'simple-git';

/** Who commits and which configuration counts may come from the environment; where the repository is may not (a hook's own GIT_DIR). */
const KEPT = /^GIT_(?:(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)|CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM)$/;
/** Programs to ask or show with. simple-git refuses them, and looking needs none. */
const PROGRAMS = /^(?:EDITOR|VISUAL|PAGER|SSH_ASKPASS|PREFIX)$/i;

/** For a commit. Hooks and signing programs inherit it, so everything of theirs is left as it is. */
export function commitEnv(base: NodeJS.ProcessEnv): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    if (value === undefined || name.startsWith('ELECTRON_')) continue;
    if (!name.toUpperCase().startsWith('GIT_') || KEPT.test(name)) env[name] = value;
  }
  return { ...env, LANGUAGE: 'en', GIT_TERMINAL_PROMPT: '0' };
}

/** For looking. It never takes the index's lock, so it never gets in the way of the person's own git. */
export function lookEnv(base: NodeJS.ProcessEnv): Record<string, string> {
  const env = { ...commitEnv(base), GIT_OPTIONAL_LOCKS: '0' };
  return Object.fromEntries(Object.entries(env).filter(([name]) => !PROGRAMS.test(name)));
}

/** What simple-git has to be told so that it passes that environment on. */
export function lookOptions(env: Readonly<Record<string, string>>): Partial<SimpleGitOptions> {
  return {
    allowEnvironment: Object.keys(env).filter((name) => name.toUpperCase().startsWith('GIT_')),
    unsafe: { allowUnsafeConfigPaths: true },
    timeout: { block: 20_000 },
    maxConcurrentProcesses: 4,
  };
}
