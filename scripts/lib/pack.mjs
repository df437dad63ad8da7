// From sources to the .vsix.
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BIN, OUT, ROOT, VSIX } from './paths.mjs';
import { must } from './run.mjs';

/** VS Code's name of the platform that is packed for. */
export const target = () => process.env.COUNTERSIGN_TARGET ?? `${process.platform}-${process.arch}`;

export const build = () => must(process.execPath, [join(ROOT, 'esbuild.mjs')], { cwd: ROOT });

export async function packageExtension() {
  await build();
  await mkdir(OUT, { recursive: true });
  const args = [
    join(BIN, 'vsce'),
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--target',
    target(),
    '-o',
    VSIX,
  ];
  await must(process.execPath, args, { cwd: ROOT });
  return { path: VSIX, bytes: (await stat(VSIX)).size };
}
