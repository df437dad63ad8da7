// The suites of `npm test`: what each runs, and how its result is counted.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BIN, OUT, ROOT } from './paths.mjs';
import { preparePrograms } from './programs.mjs';
import { capture } from './run.mjs';
import { bold, dim, green, red, say } from './say.mjs';

const RESULTS = join(OUT, 'results');
const bin = (name, ...args) => [join(BIN, name), ...args];

/** A check passes or fails as one. */
const check = (name, ...commands) => ({
  name,
  async run() {
    for (const [command, ...args] of commands) {
      const done = await capture(command, args, { cwd: ROOT });
      if (done.code !== 0) {
        say(`${done.out}\n${done.err}`.trim());
        return { passed: 0, failed: 1 };
      }
    }
    return { passed: 1, failed: 0 };
  },
});

/** A vitest project counts its tests; one that ran none, or ended badly without a failed test, is a failure itself. */
const project = (name) => ({
  name,
  async run() {
    const file = join(RESULTS, `${name}.json`);
    await rm(file, { force: true });
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const [command, ...args] = bin('vitest', 'run', '--project', name, ...reporters);
    const { code } = await capture(command, args, { cwd: ROOT, show: true });
    return counted(JSON.parse(await readFile(file, 'utf8').catch(() => '{}')), code);
  },
});

/** From vitest's own report to a count. Files that did not load hold no tests, but are failures. */
export function counted(report, code) {
  const passed = report.numPassedTests ?? 0;
  const broken = (report.testResults ?? []).filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const failed = (report.numFailedTests ?? 0) + broken;
  const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
  if (failed === 0 && (code !== 0 || passed === 0)) return { passed, failed: 1, skipped };
  return { passed, failed, skipped };
}

const node = process.execPath;
const SUITES = [
  check('types', bin('tsc', '--noEmit'), bin('tsc', '--noEmit', '-p', 'webview')),
  check('lint', bin('biome', 'check', '--error-on-warnings')),
  check('dead code', bin('knip')),
  check('package', [node, join(ROOT, 'scripts', 'package.mjs')]),
  project('unit'),
  project('adapters'),
  project('webview'),
  project('e2e'),
];
const NEEDS_BROWSER = new Set(['webview', 'e2e']);

/** Runs the chosen suites, or all, and ends with the one line that counts them. */
export async function runSuites(words) {
  const chosen = SUITES.filter(({ name }) => words.length === 0 || words.includes(name));
  await mkdir(RESULTS, { recursive: true });
  if (chosen.some(({ name }) => NEEDS_BROWSER.has(name))) await prepareBrowser();
  if (chosen.some(({ name }) => name === 'adapters')) await preparePrograms();
  const rows = [];
  for (const suite of chosen) {
    say(bold(`\n── ${suite.name}`));
    const begun = Date.now();
    const result = await suite.run().catch((cause) => {
      say(red(String(cause?.stack ?? cause)));
      return { passed: 0, failed: 1 };
    });
    rows.push({ name: suite.name, seconds: (Date.now() - begun) / 1000, skipped: 0, ...result });
  }
  return conclude(rows);
}

/** Chromium and VS Code are fetched before anything is timed. Their absence fails the suites that need them, not the others. */
async function prepareBrowser() {
  const { findChromium } = await import('./chromium.mjs');
  if (!(await findChromium()))
    say(red('No Chromium could be had: the webview and end-to-end suites will fail. Name one with CHROMIUM=/path.'));
}

function conclude(rows) {
  say();
  for (const row of rows) {
    const mark = row.failed > 0 ? red('✗') : green('✓');
    const skipped = row.skipped > 0 ? `, ${row.skipped} skipped` : '';
    say(`${mark} ${row.name.padEnd(10)} ${row.passed} passed, ${row.failed} failed${skipped} ${dim(`${row.seconds.toFixed(1)} s`)}`);
  }
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  say(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
  return sum('failed') > 0 || rows.length === 0 ? 1 : 0;
}
