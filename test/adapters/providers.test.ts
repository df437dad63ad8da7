// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell, not JavaScript
// The other providers of secrets, for real: the real supervisor and relay start a step inside the real program.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureProviders } from '../../scripts/lib/providers.mjs';
import { createPlanner } from '../../src/adapters/planner.ts';
import type { FrontMatter } from '../../src/core/step.ts';
import { House } from '../runner/house.ts';

const SECRET = 'Canary-7f3a-value-of-it';
const run = promisify(execFile);
const tools = await ensureProviders();

/** A house with one more program on PATH, as its planner and its terminal see it. */
async function houseWith(programs: Readonly<Record<string, string | null>>): Promise<House> {
  const house = await House.build({ VARLOCK_TELEMETRY_DISABLED: 'true' });
  const bin = join(house.home, 'bin');
  await mkdir(bin);
  for (const [name, path] of Object.entries(programs)) if (path) await symlink(path, join(bin, name));
  house.env.PATH = `${bin}:${house.env.PATH}`;
  house.env.XDG_DATA_HOME = join(house.home, 'data');
  house.env.XDG_CONFIG_HOME = join(house.home, 'config');
  return house;
}

/** Runs a step whose secret is printed, and looks for it. */
async function prints(house: House, frontMatter: FrontMatter, script = 'echo "<$TOKEN>" "${#TOKEN}"; exit 3') {
  const { end, log, run: id } = await house.run({ script, frontMatter });
  const shown = house.terminal?.text ?? '';
  expect(shown).not.toContain(SECRET);
  return { end, log: log.toString(), id };
}

const NOT_STARTED = { outcome: expect.stringMatching(/^(?:refused|provider-failed)$/), exit: null };
const MASKED = `<<concealed:TOKEN>> ${SECRET.length}\r\n`;

describe.skipIf(tools.dotenvx === null)('dotenvx', () => {
  let house: House;
  beforeAll(async () => {
    house = await houseWith({ dotenvx: tools.dotenvx });
    await house.write('.env', `TOKEN="${SECRET}"\nOTHER=another-secret\n`);
    await run(tools.dotenvx ?? '', ['encrypt', '-q', '-f', join(house.folder, '.env')], { env: house.env, cwd: house.folder });
  });
  afterAll(async () => house.tearDown());

  test('resolves, gives the step what it needs, and masks it', async () => {
    const { end, log } = await prints(
      house,
      { provider: 'dotenvx' },
      'echo "<$TOKEN>" "${#TOKEN}"; env | grep -c OTHE[R]; env | grep DOTENV_PRIVATE; exit 3',
    );
    expect(log).toBe(`${MASKED}0\r\n`);
    expect(end).toMatchObject({ outcome: 'exited', exit: 3 });
  });

  test('the file wins over what was inherited, as with op', async () => {
    const other = await houseWith({ dotenvx: tools.dotenvx });
    other.env.TOKEN = 'an-older-value-of-the-shell';
    for (const name of ['.env', '.env.keys']) await copyFile(join(house.folder, name), join(other.folder, name));
    const { log } = await prints(other, { provider: 'dotenvx' });
    await other.tearDown();
    expect(log).toBe(MASKED);
  });

  test('fails open by itself, but not here: without its key nothing starts', async () => {
    await rm(join(house.folder, '.env.keys'));
    const open = await run(tools.dotenvx ?? '', ['run', '-q', '-f', '.env', '--', 'printenv', 'TOKEN'], {
      env: house.env,
      cwd: house.folder,
    });
    expect(open.stdout).toMatch(/^encrypted:/);
    const { end, log } = await prints(house, { provider: 'dotenvx' }, 'echo started > mark; echo "$TOKEN"');
    expect(end).toMatchObject(NOT_STARTED);
    expect(log).toBe('');
    await expect(run('cat', [join(house.folder, 'mark')])).rejects.toThrow();
  });

  test('and with a version that ignores --strict, the relay still refuses the cipher text', async () => {
    const lax = join(house.home, 'lax');
    await writeFile(lax, `#!/bin/sh\nshift 4\nexec ${tools.dotenvx} run -q "$@"\n`, { mode: 0o755 });
    await rm(join(house.home, 'bin', 'dotenvx'));
    await writeFile(
      join(house.home, 'bin', 'dotenvx'),
      `#!/bin/sh\n[ "$1" = --version ] && exec ${tools.dotenvx} --version\nexec ${lax} "$@"\n`,
      { mode: 0o755 },
    );
    const { end, log } = await prints(house, { provider: 'dotenvx' }, 'echo started > mark; echo "$TOKEN"');
    expect(end).toMatchObject({ outcome: 'refused', refusal: { kind: 'run-refused', detail: expect.stringContaining('TOKEN') } });
    expect(log).toBe('');
    await expect(run('cat', [join(house.folder, 'mark')])).rejects.toThrow();
  });
});

describe.skipIf(tools.dotenvx === null)('what dotenvx would run by itself', () => {
  let house: House;
  beforeAll(async () => {
    house = await houseWith({ dotenvx: tools.dotenvx });
  });
  afterAll(async () => house.tearDown());
  const dotenvx = (...args: string[]) => run(tools.dotenvx ?? '', args, { env: house.env, cwd: house.folder });
  const pwned = async () => (await run('ls', [house.folder])).stdout.includes('pwned');

  test('a command hidden in a cipher text: dotenvx runs it, inside Countersign it stays text', async () => {
    await house.write('.env', 'OTHER=1\n');
    await dotenvx('set', 'TOKEN', '$(touch pwned)-and-more', '-f', '.env', '-q');
    await dotenvx('run', '-q', '-f', '.env', '--', 'true');
    expect(await pwned()).toBe(true);
    await rm(join(house.folder, 'pwned'));
    const { end, log } = await prints(house, { provider: 'dotenvx' }, 'echo "${#TOKEN}"; exit 3');
    expect(log).toBe(`${'$(touch pwned)-and-more'.length}\r\n`);
    expect(end).toMatchObject({ exit: 3 });
    expect(await pwned()).toBe(false);
  });

  test.each([
    '"$(touch pwned)x"',
    '$(touch pwned)x',
    "'$(touch pwned)x'",
    '"\\$(touch pwned)"',
    '"${NO:-$(touch pwned)}"',
    '"encrypted:abc$def"',
  ])('a value like %s is refused before anything is called', async (value) => {
    await house.write('.env', `TOKEN=${value}\nSECOND=encrypted:abcd\n`);
    await expect(house.plan({ script: 'echo $TOKEN $SECOND', frontMatter: { provider: 'dotenvx' } })).rejects.toThrow(
      /env-file-unreadable.*TOKEN/,
    );
  });
});

describe('variables that would change the programs around the step', () => {
  let house: House;
  beforeAll(async () => {
    house = await houseWith({ direnv: tools.direnv, varlock: tools.varlock });
  });
  afterAll(async () => house.tearDown());

  test.each(['NODE_OPTIONS', 'LD_PRELOAD', 'BASH_ENV', 'PATH', 'COUNTERSIGN_INHERITED'])('%s in an env file is refused', async (name) => {
    await house.write('.env', `${name}=./evil\nTOKEN=op://Trial/db/password\n`);
    for (const provider of ['op', 'none'] as const)
      await expect(
        house.plan({ script: provider === 'op' ? 'echo $TOKEN' : 'true', attributes: { env: [name] }, frontMatter: { provider } }),
      ).rejects.toThrow(new RegExp(`env-file-unreadable.*${name}`));
    await rm(join(house.folder, '.env'));
  });

  test.skipIf(tools.direnv === null)('set by a provider: the relay does not start the step', async () => {
    await house.write('.envrc', 'export NODE_OPTIONS=--no-warnings TOKEN=some-value-1234\n');
    await run(tools.direnv ?? '', ['allow', house.folder], { env: house.env });
    const { end } = await house.run({ script: 'echo $TOKEN > started', frontMatter: { provider: 'direnv' } });
    expect(end).toMatchObject({ outcome: 'refused', refusal: { detail: expect.stringContaining('NODE_OPTIONS') } });
    expect((await run('ls', [house.folder])).stdout).not.toContain('started');
  });

  test.skipIf(tools.varlock === null)('commands in files of varlock are refused, wherever it would read them', async () => {
    await house.write('.env.schema', '# @required\nTOKEN=\n');
    for (const [name, text] of [
      ['.env.schema', 'TOKEN=exec("touch pwned")\n'],
      ['.env', 'TOKEN=$(touch pwned)\n'],
      ['.env.production', 'TOKEN=exec(`touch pwned`)\n'],
    ] as const) {
      await house.write(name, text);
      await expect(house.plan({ script: 'echo $TOKEN', frontMatter: { provider: 'varlock' } })).rejects.toThrow(
        /env-file-unreadable.*runs commands/,
      );
      await house.write(name, '# @required\nTOKEN=\n');
    }
  });
});

describe.skipIf(tools.varlock === null)('varlock', () => {
  let house: House;
  beforeAll(async () => {
    house = await houseWith({ varlock: tools.varlock });
    await house.write('.env.schema', '# @defaultSensitive=true\n# ---\n# @required\nTOKEN=\nSPARE=\n');
    await house.write('.env', `TOKEN=${SECRET}\nSPARE=spare-secret-value-1\n`);
  });
  afterAll(async () => house.tearDown());

  test('resolves and masks everything it sets, also what the step does not name', async () => {
    const { end, log } = await prints(
      house,
      { provider: 'varlock' },
      'echo "<$TOKEN>" "${#TOKEN}"; env | grep SPAR; env | grep -c _ENV={; exit 3',
    );
    expect(log).toBe(`${MASKED}SPARE=<concealed:SPARE>\r\n0\r\n`);
    expect(end).toMatchObject({ outcome: 'exited', exit: 3 });
  });

  test('its files are bound to the approval, also those that are not there yet', async () => {
    for (const name of ['.env', '.env.schema', '.env.local']) {
      const sealed = await house.seal({ script: 'echo $TOKEN', frontMatter: { provider: 'varlock' } });
      await house.write(name, `# changed\nTOKEN=${SECRET}\n`);
      await house.ask(sealed);
      const detail = name === '.env.schema' ? 'env file' : name;
      expect(await house.ended(sealed)).toMatchObject({ outcome: 'refused', refusal: { kind: 'changed-since-approved', detail } });
    }
  });

  test('a value that is required and missing: nothing starts', async () => {
    await house.write('.env.schema', '# @required\nTOKEN=\n');
    await house.write('.env', 'OTHER=1\n');
    await house.write('.env.local', '');
    const { end, log } = await prints(house, { provider: 'varlock' });
    expect(end).toMatchObject(NOT_STARTED);
    expect(log).toBe('');
  });
});

describe.skipIf(tools.direnv === null)('direnv', () => {
  let house: House;
  beforeAll(async () => {
    house = await houseWith({ direnv: tools.direnv });
    await house.write('.envrc', `export TOKEN=${SECRET}\nPATH_add tools\n`);
  });
  afterAll(async () => house.tearDown());

  test('what nobody allowed does not start, and says so', async () => {
    const { end, log } = await prints(house, { provider: 'direnv' });
    expect(end).toMatchObject({ outcome: 'provider-failed', refusal: { kind: 'other', detail: expect.stringContaining('blocked') } });
    expect(log).toBe('');
  });

  test('resolves, masks, and leaves nothing of its own behind', async () => {
    await run(tools.direnv ?? '', ['allow', house.folder], { env: house.env });
    const { end, log } = await prints(
      house,
      { provider: 'direnv' },
      'echo "<$TOKEN>" "${#TOKEN}"; case $PATH in "$PWD/tools:"*) echo "path is seen";; esac; env | grep -c DIRENV_; exit 3',
    );
    expect(log).toBe(`${MASKED}path is seen\r\n0\r\n`);
    expect(end).toMatchObject({ outcome: 'exited', exit: 3 });
  });

  test('an .envrc that changed after the approval: nothing starts', async () => {
    const sealed = await house.seal({ script: 'echo $TOKEN', frontMatter: { provider: 'direnv' } });
    await house.write('.envrc', `export TOKEN=${SECRET}\n`);
    await house.ask(sealed);
    expect(await house.ended(sealed)).toMatchObject({ refusal: { kind: 'changed-since-approved', detail: 'env file' } });
  });
});

describe.each([
  ["Debian's", tools.debianDotenv],
  ["python-dotenv's", tools.pythonDotenv],
])('%s dotenv', (_whose, path) => {
  let house: House;
  beforeAll(async () => {
    house = await houseWith({ dotenv: path });
    await house.write('.env', `TOKEN='${SECRET}'\nOTHER=2\n`);
  });
  afterAll(async () => house.tearDown());

  test.skipIf(path === null)('passes values and the exit code, and they are masked', async () => {
    const { end, log } = await prints(
      house,
      { provider: 'dotenv' },
      'echo "<$TOKEN>" "${#TOKEN}" "${OTHER-none}"; test -t 1; exit $((3 + $?))',
    );
    expect(log).toBe(`<<concealed:TOKEN>> ${SECRET.length} 2\r\n`);
    expect(end).toMatchObject({ outcome: 'exited', exit: 3 });
  });

  test.skipIf(path === null)('passes references through unresolved, so they are refused before anybody is asked', async () => {
    await house.write('.env', 'TOKEN=op://a/b/c\n');
    await expect(house.plan({ script: 'echo $TOKEN', frontMatter: { provider: 'dotenv' } })).rejects.toThrow(/env-file-unreadable/);
  });
});

/** Programs that cannot be had here: what a stand-in is called with, and that the step runs inside it. */
describe('the templates, with recorders in place of the programs', () => {
  let house: House;
  beforeAll(async () => {
    house = await houseWith({});
    await house.write('secrets.enc.yaml', 'TOKEN: ENC[AES256_GCM,data:x]\n');
  });
  afterAll(async () => house.tearDown());

  const put = (name: string, body: string) =>
    writeFile(
      join(house.home, 'bin', name),
      `#!/bin/bash\n[ "$1" = --version ] && echo 1.0 && exit\nprintf '%s\\n' "$@" > '${house.home}/called'\nexport TOKEN='${SECRET}' EXTRA='another-long-secret'\n${body}\n`,
      { mode: 0o755 },
    );

  test.each<[FrontMatter, string, string]>([
    [{ provider: 'doppler' }, 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"', 'run --'],
    [{ provider: 'doppler', profile: 'prd' }, 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"', 'run --config prd --'],
    [{ provider: 'infisical', profile: 'prod' }, 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"', 'run --env prod --'],
    [{ provider: 'aws-vault', profile: 'acme' }, 'shift 3; exec "$@"', 'exec acme --'],
    [{ provider: 'teller' }, 'shift 2; exec "$@"', 'run --'],
    [{ provider: 'sops', envFile: 'secrets.enc.yaml' }, 'exec sh -c "$3"', `exec-env {folder}/secrets.enc.yaml '`],
  ])('%j', async (frontMatter, body, called) => {
    await put(frontMatter.provider ?? '', body);
    const { end, log } = await prints(house, frontMatter, 'echo "<$TOKEN>" "${#TOKEN}"; echo "$EXTRA"; exit 3');
    expect(log).toBe(`${MASKED}<concealed:EXTRA>\r\n`);
    expect(end).toMatchObject({ outcome: 'exited', exit: 3 });
    const { stdout } = await run('cat', [join(house.home, 'called')]);
    expect(stdout.replaceAll('\n', ' ')).toContain(called.replace('{folder}', house.folder));
    expect(stdout).not.toContain('echo');
  });

  test('a variable named by env= that the provider does not set: nothing starts', async () => {
    await put('teller', 'shift 2; exec "$@"');
    const { end } = await house.run({ script: 'echo x', frontMatter: { provider: 'teller' }, attributes: { env: ['MISSING_ONE'] } });
    expect(end).toMatchObject({ outcome: 'refused', refusal: { detail: expect.stringContaining('MISSING_ONE') } });
  });

  test('aws-vault without a profile is refused before anything is called', async () => {
    await put('aws-vault', 'exit 1');
    await expect(house.plan({ script: 'true', frontMatter: { provider: 'aws-vault' } })).rejects.toThrow(/front-matter-invalid.*profile/);
  });

  test('a provider that is not there', async () => {
    const planner = createPlanner({ folder: house.folder, opPath: () => null, env: { PATH: dirname('/bin/sh') } });
    const step = { id: 's', index: 0, title: '', text: 'true', shell: 'sh', attributes: {}, fence: [0, 0], line: 0 } as const;
    const planned = await planner.plan({ path: 'book.md', frontMatter: { provider: 'infisical' }, steps: [step] }, step, 'read');
    expect(planned).toEqual({ ok: false, failure: { kind: 'provider-missing', name: 'infisical' } });
  });
});
