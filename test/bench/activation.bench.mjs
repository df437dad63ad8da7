// Activation: loading the bundle and building the house, with VS Code's API answered by a stand-in that does nothing. Target: under 50 ms.
// Prints also what each program weighs, and the package if one was made (target: under 2 MB).
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RUNS = 9;

/** Runs in a fresh process each time: nothing is warm but the file cache. */
const probe = (folder) => `
  const Module = require('node:module');
  const blank = () => new Proxy(function () {}, { get: (_, key) => (key === Symbol.toPrimitive ? () => '' : key === 'then' ? undefined : blank()), apply: () => blank(), construct: () => blank(), set: () => true });
  const uri = { scheme: 'file', path: ${JSON.stringify(folder)}, fsPath: ${JSON.stringify(folder)}, toString: () => 'file://x' };
  const over = (known) => new Proxy(known, { get: (target, key) => (key in target ? target[key] : blank()) });
  const vscode = {
    workspace: over({ workspaceFolders: [{ uri }], isTrusted: true, getConfiguration: () => ({ get: () => undefined }) }),
    window: over({ terminals: [], state: { focused: true }, activeTextEditor: undefined }),
    l10n: { t: (text) => text },
    env: { language: 'en' },
  };
  const names = ['commands', 'languages', 'lm', 'StatusBarAlignment', 'EventEmitter', 'Uri', 'ThemeIcon', 'ThemeColor', 'Range', 'Position', 'Selection', 'CodeLens', 'RelativePattern', 'TreeItem'];
  for (const name of [...names, 'TreeItemCollapsibleState', 'MarkdownString', 'Hover', 'Diagnostic', 'DiagnosticSeverity', 'CompletionItem', 'CompletionItemKind', 'SnippetString', 'ProgressLocation']) vscode[name] = blank();
  const load = Module._load;
  Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));
  const start = performance.now();
  const extension = require(${JSON.stringify(join(root, 'dist', 'extension.cjs'))});
  const loaded = performance.now();
  const result = extension.activate({ subscriptions: [], extensionUri: uri, globalStorageUri: uri, asAbsolutePath: (path) => path });
  const active = performance.now();
  console.log(JSON.stringify({ load: loaded - start, activate: active - loaded, awaits: result !== undefined }));
  process.exit(0);
`;

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

if (!existsSync(join(root, 'dist', 'extension.cjs'))) execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
// Nothing of it reaches the launcher of this machine's own windows.
const env = { ...process.env, COUNTERSIGN_HOME: folder };
const runs = Array.from({ length: RUNS }, () =>
  JSON.parse(execFileSync(process.execPath, ['-e', probe(folder)], { encoding: 'utf8', env })),
);
rmSync(folder, { recursive: true, force: true });
const load = median(runs.map((run) => run.load));
const activate = median(runs.map((run) => run.activate));
console.log(
  `activation, median of ${RUNS} fresh processes: load ${load.toFixed(1)} ms, activate ${activate.toFixed(1)} ms, together ${(load + activate).toFixed(1)} ms (target < 50)`,
);
console.log(`activate() returns without a promise: ${runs.every((run) => !run.awaits)}`);
const kb = (path) => `${(statSync(path).size / 1024).toFixed(0)} KB`;
for (const name of ['extension.cjs', 'runner.cjs', 'relay.cjs', 'webview.js', 'style.css'])
  console.log(`dist/${name}: ${kb(join(root, 'dist', name))}`);
const vsix = join(root, 'out', 'countersign.vsix');
if (existsSync(vsix)) console.log(`out/countersign.vsix: ${kb(vsix)} (target < 2048 KB)`);
