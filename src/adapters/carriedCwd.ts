// The directory a step takes over from the one before it.
import { realpath, stat } from 'node:fs/promises';
import type { Handed } from '../core/seal/carry.ts';
import type { Runbook, Step } from '../core/step.ts';
import { isInside } from './inside.ts';

/** What decides it: the step and its runbook, the real path of the workspace folder, what was handed on. */
export interface CarriedCwdAsk {
  readonly runbook: Runbook;
  readonly step: Step;
  readonly root: string;
  readonly handed: Handed;
}

/** The real path, where it is carried, lies inside the folder and is still there; null otherwise. A step's own `cwd=` comes first. */
export async function carriedCwd({ runbook, step, root, handed }: CarriedCwdAsk): Promise<string | null> {
  if (handed.cwd === null || step.attributes.cwd !== undefined || !runbook.frontMatter.carry?.includes('cwd')) return null;
  const real = await realpath(handed.cwd).catch(() => null);
  if (real === null || !isInside(root, real)) return null;
  return (await stat(real)).isDirectory() ? real : null;
}
