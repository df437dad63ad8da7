// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell, not JavaScript
// The session's state across real steps: what lasts from one to the next, and what must never last.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSessionState } from '../../src/adapters/handed.ts';
import { createPlanner } from '../../src/adapters/planner.ts';
import type { FrontMatter } from '../../src/core/step.ts';
import type { SessionState } from '../../src/ports.ts';
import { House, SECRETS, STAND_IN, type StepText } from './house.ts';

const CARRY: FrontMatter = { carry: ['cwd', 'env'] };
const PASSWORD = SECRETS['op://Trial/db/password'];

let house: House;
let state: SessionState;
beforeEach(async () => {
  house = await House.build({ OP_SERVICE_ACCOUNT_TOKEN: 'ops_token-of-the-service-account' });
  await house.write('.env', 'DB_PASSWORD=op://Trial/db/password\nREGION=eu-test-9\n');
  state = createSessionState({ runtimeDir: house.runtimeDir });
  const { folder, env } = house;
  house.planner = createPlanner({ folder, opPath: () => STAND_IN, env, handed: state.of });
});
afterEach(async () => house.tearDown());

/** Runs a step and lets the session take what it handed on, as the record's first stage does. */
async function step(script: string, more: Omit<StepText, 'script'> = {}) {
  const done = await house.run({ frontMatter: CARRY, ...more, script });
  await state.take({ runbook: 'book.md', run: done.run });
  return { ...done, text: done.log.toString().replaceAll('\r\n', '\n') };
}

/** Every file a run left, as one text. */
async function everything(run: string): Promise<string> {
  const names = ['seal.json', 'step', 'env', 'start.json', 'end.json', 'output.log', 'carry.json', 'handover', 'first'];
  const read = names.map((name) => join(house.runFolder(run), name)).filter((path) => existsSync(path));
  return (await Promise.all(read.map((path) => readFile(path, 'utf8')))).join('\n');
}

describe('what lasts from step to step', () => {
  test('the working directory and exported variables, through three real steps', async () => {
    await mkdir(join(house.folder, 'k3s'));
    await step('cd k3s\nexport KUBECONFIG=$PWD/kube.yaml GREETING="good day"\nLOCAL=1');
    const second = await step('pwd; echo "$KUBECONFIG|$GREETING|${LOCAL-none}"; unset GREETING; export MORE=2; cd ..');
    expect(second.text).toBe(`${house.folder}/k3s\n${house.folder}/k3s/kube.yaml|good day|none\n`);
    const third = await step('pwd; echo "${KUBECONFIG##*/} ${GREETING-gone} $MORE"');
    expect(third.text).toBe(`${house.folder}\nkube.yaml gone 2\n`);
  });

  test('nothing where the runbook does not ask for it', async () => {
    await step('cd /; export X=1', { frontMatter: {} });
    expect(state.of('book.md')).toMatchObject({ cwd: null, env: {} });
    expect((await step('echo "${X-none}"', { frontMatter: {} })).text).toBe('none\n');
  });

  test('only what is asked for, and a step of another shell takes over what it gets', async () => {
    await mkdir(join(house.folder, 'sub'));
    await step('cd sub; export A=1');
    expect((await step('pwd; echo "${A-none}"', { frontMatter: { carry: ['env'] } })).text).toBe(`${house.folder}\n1\n`);
    await step('cd sub; export A=2');
    expect((await step('pwd; echo "$A"; A=3; export A; cd /', { shell: 'sh' })).text).toBe(`${house.folder}/sub\n2\n`);
    expect(state.of('book.md')).toMatchObject({ cwd: join(house.folder, 'sub'), env: { A: '2' } });
  });

  test("a step's own cwd comes first; a directory outside or gone is not taken over", async () => {
    await mkdir(join(house.folder, 'sub'));
    await step('cd sub');
    expect((await step('pwd', { attributes: { cwd: '.' } })).text).toBe(`${house.folder}\n`);
    await step('cd /tmp');
    expect((await step('pwd')).text).toBe(`${house.folder}\n`);
    await step('mkdir gone; cd gone');
    await rm(join(house.folder, 'gone'), { recursive: true });
    expect((await step('pwd')).text).toBe(`${house.folder}\n`);
  });

  test('the approved text runs byte for byte: no exit code, trace, option or $0 is changed', async () => {
    const script =
      'set -eux\necho "${0##*/} ${BASH_SOURCE##*/}"\ntrap -p ERR\necho "${BASH_ENV-none}"; bash -c \'echo "${BASH_ENV-none}"\'\nfalse';
    const [plain, carried] = [await step(script, { frontMatter: {} }), await step(script)];
    expect(carried.text).toBe(plain.text.replaceAll(plain.run, carried.run));
    expect(carried.end).toMatchObject({ outcome: 'exited', exit: 1 });
    expect(carried.text).not.toContain('countersign-end');
  });

  test('a step with a trap of its own, one that is replaced, and one that is killed hand nothing on; what was there stays', async () => {
    await step('export A=1');
    for (const script of ['export A=2; trap "echo bye" EXIT', 'export A=2; exec true', 'export A=2; kill -9 $$']) await step(script);
    expect(state.of('book.md').env).toEqual({ A: '1' });
  });

  test('steps that fail hand on as one shell would', async () => {
    const { end } = await step('export A=1; exit 4');
    expect(end).toMatchObject({ exit: 4 });
    expect(state.of('book.md').env).toEqual({ A: '1' });
  });
});

describe('what is never carried', () => {
  test('secrets, in whatever form, wherever they were put', async () => {
    const script = [
      'export COPY="$DB_PASSWORD" PART="postgres://app:$DB_PASSWORD@db/x" PIECE="${DB_PASSWORD:0:8}"',
      'export B64="$(printf %s "$DB_PASSWORD" | base64)" HEX="$(printf %s "$DB_PASSWORD" | od -An -tx1 | tr -d " \\n")"',
      'export WHERE="$REGION" HARMLESS=fine API_KEY=0123 MY_TOKEN=abc AWS=AKIAIOSFODNN7EXAMPLE',
      'export LD_PRELOAD= NODE_OPTIONS= BASH_ENV=/x GIT_SSH_COMMAND=x PROMPT_COMMAND=x',
      'export ODD=$(printf "a\\033[31mb") LONG=$(printf "%02000d" 1)',
      'mkdir -p "x-$REGION" && cd "x-$REGION"',
    ].join('\n');
    const { run, end } = await step(script);
    expect(end).toMatchObject({ exit: 0 });
    expect(state.of('book.md')).toMatchObject({ cwd: null, env: { HARMLESS: 'fine' } });
    expect(state.of('book.md').dropped).toEqual(
      expect.arrayContaining(['B64', 'COPY', 'HEX', 'PART', 'PIECE', 'ODD', 'LONG', 'API_KEY', 'MY_TOKEN']),
    );
    const left = await everything(run);
    expect((await house.plan({ script: 'true', frontMatter: CARRY })).carry?.left).toContain('API_KEY');
    expect(left).not.toContain(PASSWORD);
    expect(left).not.toContain(Buffer.from(PASSWORD).toString('base64'));
    expect(existsSync(join(house.runFolder(run), 'handover'))).toBe(false);
    const { text } = await step('env');
    expect(text).not.toMatch(/^(?:COPY|PART|PIECE|B64|HEX|LD_PRELOAD|NODE_OPTIONS|OP_SERVICE_ACCOUNT_TOKEN)=/m);
    expect(text).toMatch(/^HARMLESS=fine$/m);
  });

  test('more than a person can read', async () => {
    await step('for i in $(seq 100); do export "V$i=$i"; done');
    const { env, dropped } = state.of('book.md');
    expect(Object.keys(env)).toHaveLength(24);
    expect(dropped).toHaveLength(50);
  });

  test('over variables of the env file', async () => {
    await rm(join(house.folder, '.env'));
    await step('export REGION=elsewhere');
    expect(state.of('book.md').env).toEqual({ REGION: 'elsewhere' });
    await house.write('.env', 'REGION=eu-test-9\n');
    const { text } = await step('echo "$REGION"');
    expect(text).toBe('<concealed:REGION>\n');
  });

  test('what a step writes into the pipe itself is held to the same rules', async () => {
    const script =
      'p=$(trap -p EXIT | grep -o "/[^\']*handover")\nprintf "/etc\\0LD_PRELOAD=/x.so\\0OK=1\\0\\0countersign-end\\0" > "$p"; trap - EXIT';
    await step(script);
    expect(state.of('book.md')).toMatchObject({ cwd: '/etc', env: { OK: '1' }, dropped: [] });
    expect((await step('pwd')).text).toBe(`${house.folder}\n`);
  });
});

describe('what was carried is part of the approval', () => {
  test('a carried value that changes between approval and start refuses the run', async () => {
    await step('export TARGET=staging');
    const run = await house.seal({ script: 'echo "$TARGET" > hit', frontMatter: CARRY });
    const path = join(house.runFolder(run), 'seal.json');
    const seal = await readFile(path, 'utf8');
    expect(seal).toContain('"TARGET":"staging"');
    await writeFile(path, seal.replace('"TARGET":"staging"', '"TARGET":"prod"'));
    await house.ask(run);
    expect(await house.ended(run)).toMatchObject({ outcome: 'refused', refusal: { kind: 'changed-since-approved' } });
    expect(existsSync(join(house.folder, 'hit'))).toBe(false);
  });

  test('a plan says what it takes over, so a step that ran meanwhile makes another plan', async () => {
    const text = { script: 'echo x', frontMatter: CARRY };
    const before = await house.plan(text);
    expect(before.carry).toEqual({ cwd: null, env: {}, left: [], hands: { cwd: true, env: true } });
    await step('export TARGET=staging');
    const after = await house.plan(text);
    expect(after.carry).toMatchObject({ env: { TARGET: 'staging' } });
  });
});
