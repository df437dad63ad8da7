// What the steps of this window's session handed on, by runbook. In memory: a new window begins afresh.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Handed, handedSchema, NOTHING_HANDED } from '../core/seal/carry.ts';
import { RUN_FILES } from '../core/seal/seal.ts';
import type { SessionState } from '../ports.ts';
import { RUNTIME_FILES } from '../runner/address.ts';

/** The state of a session whose runs lie in this runtime folder. */
export function createSessionState({ runtimeDir }: { readonly runtimeDir: string }): SessionState {
  const byRunbook = new Map<string, Handed>();
  return {
    of: (runbook) => byRunbook.get(runbook) ?? NOTHING_HANDED,
    async take({ runbook, run }) {
      const handed = await readHanded(join(runtimeDir, RUNTIME_FILES.runs, run, RUN_FILES.carry));
      if (handed) byRunbook.set(runbook, handed);
    },
  };
}

async function readHanded(path: string): Promise<Handed | null> {
  try {
    return handedSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
