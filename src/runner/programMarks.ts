// What starts a step, as it was when it was sealed: the shell's program, the provider's, and the working directory.
import { realpath, stat } from 'node:fs/promises';
import type { Plan } from '../core/seal/plan.ts';
import type { Seal } from '../core/seal/seal.ts';

type ProgramMark = NonNullable<Seal['programs']>[number];

/** Marks of everything a plan starts with; a path that leads nowhere has an empty one. */
export async function programMarks(plan: Pick<Plan, 'interpreter' | 'cwd'> & { readonly secrets: Pick<Plan['secrets'], 'providerPath'> }) {
  const { providerPath } = plan.secrets;
  const asked: Pick<ProgramMark, 'what' | 'path'>[] = [
    { what: 'interpreter', path: plan.interpreter.path },
    { what: 'cwd', path: plan.cwd },
    ...(providerPath === null ? [] : [{ what: 'provider' as const, path: providerPath }]),
  ];
  return Promise.all(asked.map(async ({ what, path }): Promise<ProgramMark> => ({ what, path, mark: await markOf(path, what === 'cwd') })));
}

/** What is not as it was sealed; a seal that does not say how it was counts as changed. */
export async function changedProgram(seal: Seal): Promise<ProgramMark['what'] | null> {
  const now = await programMarks(seal.plan);
  const same = (one: ProgramMark) =>
    seal.programs?.some((then) => then.what === one.what && then.path === one.path && then.mark === one.mark);
  return now.find((one) => !same(one))?.what ?? null;
}

/**
 * Which file it really is, and when its content or its name last changed. Nobody but root can set that time back (on Windows anybody can;
 * there the size and the time of the last write count). A directory is only asked which one it is: its content may change.
 */
async function markOf(path: string, isDirectory: boolean): Promise<string> {
  try {
    const real = await realpath(path);
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(real, { bigint: true });
    return isDirectory ? `${dev} ${ino} ${real}` : `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs} ${real}`;
  } catch {
    return '';
  }
}
