// Keys of model endpoints, in the editor's secret storage and nowhere else, under the origin they were given for.
import type * as VSCode from 'vscode';
import type { ModelKeys } from '../../ports.ts';

const PREFIX = 'countersign.modelKey:';

export function createModelKeys(secrets: VSCode.SecretStorage): ModelKeys {
  return {
    of: async (vendor, origin) => (await secrets.get(nameOf(vendor, origin))) ?? null,
    keep: async (vendor, origin, key) => secrets.store(nameOf(vendor, origin), key),
    async forget() {
      const names = (await secrets.keys()).filter((name) => name.startsWith(PREFIX));
      for (const name of names) await secrets.delete(name);
      return names.length;
    },
  };
}

const nameOf = (vendor: string, origin: string): string => `${PREFIX}${vendor}:${origin}`;
