// What users download: the list of files, by VS Code's own packer, and the weight of the package.
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { BIN, ROOT, VSIX } from '../../scripts/lib/paths.mjs';

const run = promisify(execFile);

/** Everything that may be in the package; anything else is a leak of sources, tests or the stand-in. */
const ALLOWED = [
  /^package(\.nls(\.[\w-]+)?)?\.json$/,
  /^(README|CHANGELOG|SECURITY)\.md$/,
  /^LICENSE(\.txt)?$/,
  /^l10n\/[\w.-]+\.json$/,
  /^media\/(?:walkthrough\/)?[\w.-]+\.(?:svg|png|md|json)$/,
  /^docs\/card\.png$/,
  /^dist\/(?:extension|claudeClient|chatClient|runner|relay|cli)\.cjs$/,
  /^dist\/webview\.js$/,
  /^dist\/style\.css$/,
  /^dist\/codicon\.ttf$/,
  /^dist\/pty\/[\w.-]+$/,
];

describe('the package', () => {
  it('holds what users need and nothing else', async () => {
    const { stdout } = await run(process.execPath, [join(BIN, 'vsce'), 'ls', '--no-dependencies'], { cwd: ROOT });
    const files = stdout.split('\n').filter(Boolean);
    expect(files.filter((file) => !ALLOWED.some((allowed) => allowed.test(file)))).toEqual([]);
    for (const needed of [
      'package.json',
      'dist/extension.cjs',
      'dist/claudeClient.cjs',
      'dist/chatClient.cjs',
      'dist/runner.cjs',
      'dist/relay.cjs',
      'dist/cli.cjs',
      'dist/webview.js',
      'dist/style.css',
      'dist/pty/pty.node',
    ])
      expect(files).toContain(needed);
  });

  it('of the command line, as npm packs it, is one file that needs nothing else', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT });
    const [{ files }] = JSON.parse(stdout) as [{ files: readonly { path: string }[] }];
    expect(files.map(({ path }) => path).sort()).toEqual(['LICENSE', 'README.md', 'dist/cli.cjs', 'package.json']);
    const answered = await run(process.execPath, [join(ROOT, 'dist', 'cli.cjs'), 'assess', '--jsonl', '--no-facts', 'rm -rf /srv'], {
      cwd: '/',
    });
    expect(JSON.parse(answered.stdout)).toMatchObject({ level: expect.stringMatching(/destructive|critical/) });
  });

  it('weighs less than 2 MB', async () => {
    expect((await stat(VSIX)).size).toBeLessThan(2 * 1024 * 1024);
  });
});
