// Keys of model endpoints, in the editor's secret storage and nowhere else. A key belongs to an origin: it goes to no other address.
import type * as VSCode from 'vscode';
import type { Endpoint } from '../../core/ask/models.ts';

const PREFIX = 'countersign.modelKey:';

export interface ModelKeys {
  of(vendor: Endpoint['vendor'], origin: string): Promise<string | null>;
  keep(vendor: Endpoint['vendor'], origin: string, key: string): Promise<void>;
  /** Forgets every one and says how many there were. */
  forget(): Promise<number>;
}

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
