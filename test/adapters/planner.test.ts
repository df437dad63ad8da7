// The planner against a real disk.
import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPlanner } from '../../src/adapters/planner.ts';
import type { Handed } from '../../src/core/seal/carry.ts';
import { sha256Hex } from '../../src/core/seal/digest.ts';
import type { FrontMatter, Step, StepAttributes } from '../../src/core/step.ts';

let home: string;
let folder: string;
let bin: string;
beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'countersign-plan-')));
  folder = join(home, 'work');
  bin = join(home, 'bin');
  await mkdir(join(folder, 'docs', 'sub'), { recursive: true });
  await mkdir(bin);
});
afterEach(async () => {
  await chmod(folder, 0o755);
  await rm(home, { recursive: true, force: true });
});

interface Ask {
  readonly script?: string;
  readonly attributes?: StepAttributes;
  readonly frontMatter?: FrontMatter;
  readonly shell?: Step['shell'];
  readonly opPath?: string;
  readonly path?: string;
}

async function plan(ask: Ask) {
  const env = { PATH: ask.path ?? `${bin}${delimiter}/usr/bin${delimiter}/bin` };
  const planner = createPlanner({ folder, opPath: () => ask.opPath ?? null, env });
  const step: Step = {
    id: 's',
    index: 0,
    title: '',
    text: ask.script ?? 'echo $TOKEN',
    shell: ask.shell ?? 'bash',
    attributes: ask.attributes ?? {},
    fence: [0, 0],
    line: 0,
  };
  return planner.plan({ path: 'docs/book.md', frontMatter: ask.frontMatter ?? {}, steps: [step] }, step, 'read');
}

const write = (path: string, text: string | Uint8Array) => writeFile(join(folder, path), text);
const putOp = (body = 'echo 2.39.0') => writeFile(join(bin, 'op'), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
const failure = (kind: string, facts: object = {}) => ({ ok: false, failure: { kind, ...facts } });

describe('where it runs', () => {
  test.each<[string, Ask, string]>([
    ["the runbook's folder", {}, 'docs'],
    ['the front matter', { frontMatter: { cwd: 'sub' } }, 'docs/sub'],
    ['the attribute', { attributes: { cwd: '..' }, frontMatter: { cwd: 'sub' } }, ''],
  ])('%s', async (_what, ask, cwd) => {
    expect(await plan(ask)).toMatchObject({ ok: true, value: { cwd: join(folder, cwd) } });
  });

  test('a link inside the folder counts where it leads; one that leads out is refused', async () => {
    await symlink('sub', join(folder, 'docs', 'in'));
    await symlink(home, join(folder, 'docs', 'out'));
    expect(await plan({ attributes: { cwd: 'in' } })).toMatchObject({ ok: true, value: { cwd: join(folder, 'docs/sub') } });
    expect(await plan({ attributes: { cwd: 'out' } })).toEqual(failure('cwd-outside', { path: 'out' }));
  });

  test.each([['../..'], ['/'], ['../../work-other']])('%s is outside', async (cwd) => {
    expect(await plan({ attributes: { cwd } })).toEqual(failure('cwd-outside', { path: cwd }));
  });

  test.each([['gone'], ['file']])('%s is no directory', async (cwd) => {
    await write('docs/file', '');
    expect(await plan({ attributes: { cwd } })).toEqual(failure('cwd-missing', { path: cwd }));
  });

  test('the workspace folder itself behind a link', async () => {
    await symlink(folder, join(home, 'link'));
    const planner = createPlanner({ folder: join(home, 'link'), opPath: () => null, env: { PATH: '/usr/bin:/bin' } });
    const step: Step = { id: 's', index: 0, title: '', text: 'true', shell: 'sh', attributes: {}, fence: [0, 0], line: 0 };
    expect(await planner.plan({ path: 'docs/book.md', frontMatter: {}, steps: [step] }, step, 'read')).toMatchObject({
      ok: true,
      value: { cwd: join(folder, 'docs') },
    });
  });
});

describe('what runs it', () => {
  test('the shell on PATH, never one in the current folder', async () => {
    await writeFile(join(bin, 'bash'), '#!/bin/sh\n', { mode: 0o755 });
    await writeFile(join(bin, 'zsh'), '#!/bin/sh\n', { mode: 0o644 });
    expect(await plan({})).toMatchObject({ value: { interpreter: { shell: 'bash', path: join(bin, 'bash'), args: [] } } });
    expect(await plan({ shell: 'zsh', path: bin })).toEqual(failure('interpreter-missing', { name: 'zsh' }));
    expect(await plan({ path: `.${delimiter}${delimiter}bin` })).toEqual(failure('interpreter-missing', { name: 'bash' }));
  });

  test('start-up files are never read', async () => {
    for (const shell of ['zsh', 'fish', 'pwsh'] as const) {
      await writeFile(join(bin, shell), '#!/bin/sh\n', { mode: 0o755 });
      const planned = await plan({ shell });
      expect(planned.ok && planned.value.interpreter.args[0]).toMatch(/^-/);
    }
  });
});

describe('which secrets it gets', () => {
  test('none: no provider is looked for', async () => {
    expect(await plan({})).toMatchObject({
      ok: true,
      value: { secrets: { providerPath: null, envFile: null, envText: '', names: [], plain: [] } },
    });
    await write('.env', 'OTHER=op://a/b/c\n');
    expect(await plan({})).toMatchObject({ ok: true, value: { secrets: { providerPath: null, envFile: null, names: [] } } });
  });

  test('a .env beside the runbook before the one of the folder', async () => {
    await putOp();
    await write('.env', 'TOKEN=op://root/b/c\n');
    expect(await plan({})).toMatchObject({
      value: {
        secrets: { envText: 'TOKEN=op://root/b/c\n', envFile: { path: join(folder, '.env'), sha256: sha256Hex('TOKEN=op://root/b/c\n') } },
      },
    });
    await write('docs/.env', 'TOKEN=op://beside/b/c\n');
    expect(await plan({})).toMatchObject({
      value: { secrets: { providerPath: join(bin, 'op'), envText: 'TOKEN=op://beside/b/c\n', names: ['TOKEN'] } },
    });
  });

  test('the attribute over the front matter', async () => {
    await putOp();
    await write('docs/a.env', 'TOKEN=op://a/b/c\n');
    await write('b.env', 'TOKEN=op://b/b/c\nP=plain\n');
    expect(await plan({ frontMatter: { envFile: '../b.env' }, script: 'echo $TOKEN $P' })).toMatchObject({
      value: { secrets: { names: ['TOKEN'], plain: ['P'] } },
    });
    expect(await plan({ frontMatter: { envFile: '../b.env' }, attributes: { envFile: 'a.env' } })).toMatchObject({
      value: { secrets: { envText: 'TOKEN=op://a/b/c\n' } },
    });
  });

  test('plain values alone need no provider', async () => {
    await write('.env', 'TOKEN=plain\n');
    expect(await plan({})).toMatchObject({ value: { secrets: { providerPath: null, plain: ['TOKEN'], envText: 'TOKEN=plain\n' } } });
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    ['a line that is none', 'TOKEN=1\nwhat is this\n', /^line 2: /],
    ['an open quote', 'TOKEN="1\n', /^line 1: /],
    ['no UTF-8', new Uint8Array([0x41, 0x3d, 0xff]), /UTF-8/],
  ])('an env file with %s', async (_what, text, detail) => {
    await write('.env', text);
    expect(await plan({})).toEqual(failure('env-file-unreadable', { path: '.env', detail: expect.stringMatching(detail) }));
  });

  test('a named env file that is missing, or lies outside', async () => {
    await writeFile(join(home, 'outside.env'), 'TOKEN=op://a/b/c\n');
    await symlink(join(home, 'outside.env'), join(folder, 'docs', 'link.env'));
    expect(await plan({ attributes: { envFile: 'no.env' } })).toEqual(failure('env-file-missing', { path: 'no.env' }));
    for (const envFile of ['../../outside.env', 'link.env']) {
      expect(await plan({ attributes: { envFile } })).toMatchObject(failure('env-file-unreadable', { path: envFile }));
    }
  });

  test.each<[string, () => Promise<unknown>, Ask]>([
    ['absent', async () => undefined, { path: '/usr/bin:/bin' }],
    ['broken', async () => putOp('exit 1'), {}],
    ['hanging', async () => putOp('exec sleep 60'), {}],
    ['set to something else', async () => putOp(), { opPath: '/nonexistent/op' }],
  ])('a provider that is %s', async (_what, prepare, ask) => {
    await prepare();
    await write('.env', 'TOKEN=op://a/b/c\n');
    expect(await plan(ask)).toEqual(failure('provider-missing', { name: ask.opPath ?? 'op' }));
  });

  test('references with nobody to resolve them', async () => {
    await write('.env', 'TOKEN=op://a/b/c\n');
    expect(await plan({ frontMatter: { provider: 'none' } })).toMatchObject(
      failure('env-file-unreadable', { detail: expect.stringContaining('TOKEN') }),
    );
  });
});

describe('what earlier steps handed on', () => {
  const handed = (cwd: string | null, env: Record<string, string> = {}): Handed => ({ v: 1, cwd, env, dropped: [] });
  async function planWith(given: Handed, ask: Ask) {
    const planner = createPlanner({ folder, opPath: () => null, env: { PATH: '/usr/bin:/bin' }, handed: () => given });
    const step: Step = {
      ...{ id: 's', index: 0, title: '', text: ask.script ?? 'true', fence: [0, 0] as const, line: 0 },
      shell: ask.shell ?? 'bash',
      attributes: ask.attributes ?? {},
    };
    const planned = await planner.plan({ path: 'docs/book.md', frontMatter: ask.frontMatter ?? {}, steps: [step] }, step, 'read');
    if (!planned.ok) throw new Error(JSON.stringify(planned.failure));
    return planned.value;
  }
  const both: FrontMatter = { carry: ['cwd', 'env'] };

  test('nothing, unless the front matter asks', async () => {
    const planned = await planWith(handed(join(folder, 'docs/sub'), { A: '1' }), {});
    expect(planned.carry).toBeUndefined();
    expect(planned.cwd).toBe(join(folder, 'docs'));
  });

  test('what it asks for', async () => {
    const given = handed(join(folder, 'docs/sub'), { A: '1' });
    expect(await planWith(given, { frontMatter: both })).toMatchObject({
      cwd: join(folder, 'docs/sub'),
      carry: { cwd: join(folder, 'docs/sub'), env: { A: '1' }, left: [], hands: { cwd: true, env: true } },
    });
    expect((await planWith(given, { frontMatter: { carry: ['env'] } })).carry).toEqual({
      cwd: null,
      env: { A: '1' },
      left: [],
      hands: { cwd: false, env: true },
    });
    expect((await planWith(given, { frontMatter: both, shell: 'sh' })).carry).toMatchObject({
      env: { A: '1' },
      left: [],
      hands: { cwd: false, env: false },
    });
  });

  test('never a directory outside, through a link, or gone; the step begins where it always does', async () => {
    await symlink(home, join(folder, 'out'));
    for (const cwd of [home, '/', join(folder, 'out'), join(folder, 'gone'), join(folder, '..')]) {
      expect(await planWith(handed(cwd), { frontMatter: both })).toMatchObject({ cwd: join(folder, 'docs'), carry: { cwd: null } });
    }
  });

  test('never over the env file', async () => {
    await write('.env', 'A=plain\n');
    expect((await planWith(handed(null, { A: '1', B: '2' }), { frontMatter: both, script: 'echo $A $B' })).carry?.env).toEqual({ B: '2' });
  });
});
