// `npm run tools`: writes what the tools of the door are into package.json, from the code that answers them. A test fails when that is old.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ABOUT_TOOLS, describedArguments } from '../src/door/about.ts';
import { ROOT } from './lib/paths.mjs';

const MANIFEST = join(ROOT, 'package.json');

const toolOf = ([name, { description }]) => {
  const { $schema, ...inputSchema } = z.toJSONSchema(z.strictObject(describedArguments(name)), { io: 'input' });
  const shown = { displayName: `%tool.${name}%`, modelDescription: description, canBeReferencedInPrompt: true };
  return { name, toolReferenceName: name, ...shown, when: 'workspaceFolderCount > 0', inputSchema };
};

const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'));
manifest.contributes.languageModelTools = Object.entries(ABOUT_TOOLS).map(toolOf);
writeFileSync(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${manifest.contributes.languageModelTools.length} tools in package.json`);
