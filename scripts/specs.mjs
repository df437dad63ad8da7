// `npm run specs`: checks the command specs and packs them for the engine. `--check` only says whether that is still to be done.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packSpecs, readSpecs, SPEC_DIR } from './lib/specFiles.mjs';

const PACKED = join(SPEC_DIR, 'packed.ts');

/** Writes the packed specs if they changed; true when they had. Throws when a spec is wrong. */
export function refreshSpecs() {
  const text = packSpecs(readSpecs());
  if (text === readFileSync(PACKED, 'utf8')) return false;
  writeFileSync(PACKED, text);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(refreshSpecs() ? 'The packed specs are new.' : 'The packed specs were up to date.');
