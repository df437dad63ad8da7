// Builds the four programs of the package into dist/. `--watch` rebuilds on change; `--meta` writes dist/meta.json for size questions.
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
import { refreshSpecs } from './scripts/specs.mjs';

const watch = process.argv.includes('--watch');
const require = createRequire(import.meta.url);

// A broken command spec stops the build here.
refreshSpecs();

const common = {
  bundle: true,
  minify: !watch,
  sourcemap: watch,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  target: 'node22',
};
const node = { ...common, platform: 'node', format: 'cjs', external: ['vscode', '@lydell/node-pty'], mainFields: ['module', 'main'] };

/** Large and seldom needed: files of their own beside the extension, read with the first question to a model. */
const later = {
  name: 'later',
  setup: (build) =>
    build.onResolve({ filter: /^\.\/(?:claude|chat)Client\.ts$/ }, ({ path }) => ({ path: path.replace(/ts$/, 'cjs'), external: true })),
};
const models = 'src/adapters/models';

const programs = [
  {
    ...node,
    entryPoints: { extension: 'src/extension.ts' },
    ...{ plugins: [later], supported: { 'dynamic-import': false } },
    ...{ outdir: 'dist', outExtension: { '.js': '.cjs' } },
  },
  {
    ...node,
    entryPoints: { claudeClient: `${models}/claudeClient.ts`, chatClient: `${models}/chatClient.ts` },
    ...{ outdir: 'dist', outExtension: { '.js': '.cjs' } },
  },
  {
    ...node,
    entryPoints: { runner: 'src/runner/supervisor.ts', relay: 'src/runner/relay.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
  },
  { ...node, entryPoints: { cli: 'src/cli/main.ts' }, outdir: 'dist', outExtension: { '.js': '.cjs' } },
  {
    ...common,
    entryPoints: { webview: 'webview/main.ts', style: 'webview/style.css' },
    outdir: 'dist',
    format: 'iife',
    platform: 'browser',
    target: 'chrome130',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
  },
];

/** The prebuilt pty of this platform, copied beside the bundles: the .vsix carries no node_modules. macOS has a spawn-helper beside it, Windows its ConPTY. */
async function copyPty(platform) {
  const main = dirname(require.resolve('@lydell/node-pty/package.json'));
  const binary = dirname(createRequire(join(main, 'package.json')).resolve(`@lydell/node-pty-${platform}/package.json`));
  const to = join('dist', 'pty');
  await mkdir(to, { recursive: true });
  const wanted = (path) => !/(?:README\.md|package\.json|LICENSE)$/.test(path);
  await cp(binary, to, { recursive: true, filter: wanted });
}

await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
await copyPty(process.env.COUNTERSIGN_TARGET ?? `${process.platform}-${process.arch}`);
if (watch) {
  for (const program of programs) await (await esbuild.context(program)).watch();
} else {
  const built = await Promise.all(programs.map((program) => esbuild.build(program)));
  if (process.argv.includes('--meta'))
    await writeFile('dist/meta.json', JSON.stringify(Object.assign({}, ...built.map((b) => b.metafile.outputs))));
}
