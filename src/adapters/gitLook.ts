// Asking git something: read-only, in English, without a lock and without a question.
import { type SimpleGit, simpleGit } from 'simple-git';
import { lookEnv, lookOptions } from './gitEnv.ts';

/** What git said; on failure, why. */
export type Said = { readonly ok: boolean; readonly text: string };

/** Asks git something through simple-git; what it says on failure is the text. */
export async function look(cwd: string, args: readonly string[]): Promise<Said> {
  const env = lookEnv(process.env);
  try {
    const git: SimpleGit = simpleGit({ baseDir: cwd, ...lookOptions(env) });
    return { ok: true, text: await git.env(env).raw([...args]) };
  } catch (cause) {
    return { ok: false, text: cause instanceof Error ? cause.message : String(cause) };
  }
}
