// `countersign check` and `init` as CI calls them.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundleCli, type Cli } from './harness.ts';

let cli: Cli;
let folder: string;
beforeAll(async () => {
  cli = await bundleCli();
});
afterAll(() => cli.dispose());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-check-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (path: string, text: string | Uint8Array) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const check = (...args: string[]) => cli.run(['check', ...args], { cwd: folder });

const RUNBOOK = `---
environment: dev
---
# Clean up

- First look:

  \`\`\`bash {id=look}
  ls -l
  \`\`\`

> \`\`\`console
> $ cd /srv
> $ rm -rf "old data"
> \`\`\`

\`\`\`sh {id=label}
kubectl --context prod-eu label pod web-0 a=b
\`\`\`
`;

const count = z.number().int().min(0);
const place = z.number().int().min(1);
const regionSchema = z.strictObject({
  startLine: place,
  startColumn: place,
  endLine: place,
  endColumn: place,
  charOffset: count,
  charLength: count,
  snippet: z.strictObject({ text: z.string() }),
});
/** What SARIF 2.1.0 demands of the parts we write: names, kinds and limits of its schema; nothing else may be there. */
const sarifSchema = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
          rules: z.array(
            z.strictObject({ id: z.string().min(1), name: z.string(), shortDescription: z.strictObject({ text: z.string().min(1) }) }),
          ),
        }),
      }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      artifacts: z.array(z.strictObject({ location: z.strictObject({ uri: z.string() }), sourceLanguage: z.string() })),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: count,
          level: z.enum(['none', 'note', 'warning', 'error']),
          message: z.strictObject({ text: z.string().min(1) }),
          locations: z
            .array(
              z.strictObject({
                physicalLocation: z.strictObject({ artifactLocation: z.strictObject({ uri: z.string() }), region: regionSchema }),
                logicalLocations: z.array(z.strictObject({ name: z.string(), kind: z.string() })).optional(),
              }),
            )
            .length(1),
          partialFingerprints: z.record(z.string(), z.string()),
          properties: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  ),
});

async function sarif(...args: string[]) {
  const ran = await check(...args, '--format', 'sarif');
  const [run] = sarifSchema.parse(JSON.parse(ran.out)).runs;
  if (run === undefined) throw new Error('no run');
  return { ...ran, run };
}

describe('check', () => {
  it('tells each step, its level and its findings, with their places', async () => {
    put('a.md', RUNBOOK);
    const { exit, out } = await check('a.md');
    expect(exit).toBe(0);
    expect(out).toContain('a.md:8: read: First look');
    expect(out).toMatch(/14:5: Deletes old data/);
    expect(out).toMatch(/18:1: The runbook is for dev, but this acts on cluster prod-eu, which is production/);
    expect(out).toMatch(/3 steps: 1 read, 0 change, 1 destructive, 1 critical\.\n$/);
  });

  it.each([
    ['critical', 0],
    ['destructive', 1],
    ['change', 1],
    ['read', 1],
  ])('--max %s: exit %i', async (max, exit) => {
    put('a.md', RUNBOOK);
    expect((await check('a.md', '--max', max)).exit).toBe(exit);
  });

  it('exits 1 where a step cannot run, or the policy forbids it, whatever the level', async () => {
    put('broken.md', '---\nenvironment: [\n---\n```bash\nls\n```\n');
    put('unclosed.md', '```bash\nls\n');
    put('fine.md', '```bash\nls\n```\n');
    for (const [path, exit] of [
      ['broken.md', 1],
      ['unclosed.md', 1],
      ['fine.md', 0],
    ] as const) {
      expect((await check(path, '--max', 'critical')).exit, path).toBe(exit);
    }
    put('.countersign/policy.yaml', 'version: 1\nforbid: [{ command: ls, because: Not here. }]');
    const forbidden = await check('fine.md', '--max', 'critical');
    expect(forbidden).toMatchObject({ exit: 1 });
    expect(forbidden.out).toContain('forbids this: Not here.');
    put('.countersign/policy.yaml', 'nonsense');
    expect((await check('fine.md', '--max', 'change')).exit).toBe(1);
  });

  it('knows where a command would act from here, unless told not to look', async () => {
    put('home/.kube/config', 'current-context: prod-eu\ncontexts: [{ name: prod-eu }]');
    put('a.md', '---\nenvironment: dev\n---\n```bash\nkubectl delete pod x\n```\n');
    const run = (...more: string[]) => cli.run(['check', 'a.md', ...more], { cwd: folder, env: { HOME: join(folder, 'home') } });
    expect((await run()).out).toContain('on cluster prod-eu, which is production');
    expect((await run('--no-facts')).out).not.toContain('prod-eu');
  });

  it.each([
    ['no runbook', []],
    ['one that is not there', ['none.md']],
    ['a folder', ['.']],
    ['no UTF-8', ['bytes.md']],
    ['too large a file', ['large.md']],
    ['an unknown level', ['a.md', '--max', 'fatal']],
    ['an unknown format', ['a.md', '--format', 'xml']],
  ])('%s: one sentence on stderr, exit 2', async (_what, args) => {
    put('a.md', RUNBOOK);
    put('bytes.md', Uint8Array.of(0x23, 0xff));
    put('large.md', 'x'.repeat(5 * 1024 * 1024));
    const ran = await check(...args);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toMatch(/^countersign: [^\n]+\.\n$/);
  });
});

describe('check --format sarif', () => {
  it('is SARIF 2.1.0 whose regions are the text they speak of', async () => {
    put('run books/ä.md', RUNBOOK);
    const { run, exit } = await sarif('run books/ä.md', '--max', 'critical');
    expect(exit).toBe(0);
    const text = RUNBOOK;
    const lines = text.split('\n');
    for (const result of run.results) {
      const [{ physicalLocation } = { physicalLocation: null }] = result.locations;
      if (!physicalLocation) throw new Error('no place');
      const { region, artifactLocation } = physicalLocation;
      expect(decodeURIComponent(artifactLocation.uri)).toBe('run books/ä.md');
      expect(artifactLocation.uri).not.toContain(' ');
      expect(region.snippet.text).toBe(text.slice(region.charOffset, region.charOffset + region.charLength));
      const before = text.slice(0, region.charOffset).split('\n');
      expect([region.startLine, region.startColumn]).toEqual([before.length, (before.at(-1)?.length ?? 0) + 1]);
      expect(lines[region.endLine - 1]?.slice(0, region.endColumn - 1).endsWith(region.snippet.text.split('\n').at(-1) ?? '')).toBe(true);
      expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
    }
    expect(run.results.map(({ ruleId, level }) => `${ruleId} ${level}`)).toEqual(
      expect.arrayContaining(['rm.run warning', 'target.mismatch error', 'kubectl.label note']),
    );
    expect(run.results.map(({ locations }) => locations[0]?.physicalLocation.region.snippet.text)).toContain('rm -rf "old data"');
  });

  it('says what cannot run, and is valid where there is nothing to say', async () => {
    put('unclosed.md', '```bash\nls\n');
    put('empty.md', '');
    const { run } = await sarif('unclosed.md', 'empty.md');
    expect(run.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([['step.problem', 'error']]);
    expect((await sarif('empty.md')).run.results).toEqual([]);
  });

  it('names the same finding by the same fingerprint when other steps move it', async () => {
    put('a.md', RUNBOOK);
    const before = await sarif('a.md');
    put('a.md', RUNBOOK.replace('# Clean up', '# Clean up\n\nMore words.\n\n```bash\ndate\n```'));
    const after = await sarif('a.md');
    const prints = ({ run }: Awaited<ReturnType<typeof sarif>>) =>
      run.results.filter(({ ruleId }) => ruleId.startsWith('kubectl')).map((one) => one.partialFingerprints);
    expect(prints(after)).toEqual(prints(before));
    expect(prints(before).length).toBeGreaterThan(0);
  });
});

describe('init', () => {
  it('makes a policy that is read, a runbook that can run, and keeps what is there', async () => {
    put('.countersign/.gitignore', 'mine\n');
    const made = await cli.run(['init'], { cwd: folder });
    expect(made).toMatchObject({
      exit: 0,
      out: 'made   .countersign/policy.yaml\nkept   .countersign/.gitignore\nmade   runbooks/first.md\n',
    });
    expect(readFileSync(join(folder, '.countersign/.gitignore'), 'utf8')).toBe('mine\n');
    expect(await check('runbooks/first.md', '--max', 'change')).toMatchObject({ exit: 0 });
    const again = await cli.run(['init', folder]);
    expect(again.out).not.toContain('made');
  });

  it('offers rules that work once the marks before them are gone', async () => {
    await cli.run(['init'], { cwd: folder });
    const path = join(folder, '.countersign/policy.yaml');
    const text = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      text
        .replace('forbid: []', 'forbid:')
        .replace('raise: []', 'raise:')
        .replace(/^# {1,2}(?=providers|mode|pause)|^# {2}(?=- )|^#(?= {2}- )/gm, ''),
    );
    put('a.md', '---\nenvironment: prod\n---\n```bash\nterraform destroy\n```\n');
    const { exit, out } = await check('a.md', '--max', 'critical');
    expect(out).toContain('Production is torn down by the pipeline only.');
    expect(exit).toBe(1);
  });

  it('writes nothing through links, and nothing where there is no folder', async () => {
    mkdirSync(join(folder, 'else'));
    symlinkSync('else', join(folder, '.countersign'));
    expect(await cli.run(['init'], { cwd: folder })).toMatchObject({ exit: 2, out: '' });
    expect(existsSync(join(folder, 'else', 'policy.yaml'))).toBe(false);
    expect((await cli.run(['init', 'nowhere'], { cwd: folder })).exit).toBe(2);
  });
});
