// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell, not JavaScript
// Steps run by the real supervisor and relay, in a real pty, with a real bash.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { House, SECRETS, until } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await House.build({
    OP_SERVICE_ACCOUNT_TOKEN: 'ops_token-of-the-service-account',
    BASH_ENV: '/nonexistent/evil',
    STALE: 'op://no/such/thing',
  });
  await house.write('.env', 'DB_PASSWORD=op://Trial/db/password\nPEM=op://Trial/key/pem\nREGION=eu-test-9\n');
});
afterAll(async () => house.tearDown());

describe('a step without secrets', () => {
  test('runs in a terminal: colour, width and its exit code', async () => {
    const { end, log } = await house.run({
      script: 'test -t 0 && test -t 1 && printf "\\033[32mgreen\\033[0m %s\\n" "$(stty size)"; exit 3',
    });
    expect(log.toString()).toBe('\u001b[32mgreen\u001b[0m 30 100\r\n');
    expect(end).toMatchObject({ outcome: 'exited', exit: 3, signal: null, refusal: null, bytes: log.length });
    expect(house.terminal?.text).toContain(log.toString());
    expect(house.opened).toBe(1);
  });

  test('runs where and as approved', async () => {
    const { log } = await house.run({
      script: 'pwd; echo "$0"; echo "${ELECTRON_RUN_AS_NODE-none} ${OP_SERVICE_ACCOUNT_TOKEN-none} ${BASH_ENV-none}"',
    });
    const [cwd, path, env] = log.toString().split('\r\n');
    expect(cwd).toBe(house.folder);
    expect(path).toMatch(/storage\/runs\/[\w-]+\/step$/);
    expect(env).toBe('none none none');
  });

  test('a subshell, a heredoc and a background job that writes elsewhere', async () => {
    const { end, log } = await house.run({
      script: '( cd / && pwd )\ncat <<END\nhere $((1+1))\nEND\nsleep 30 >/dev/null 2>&1 </dev/null & kill $!\n',
    });
    expect(log.toString()).toBe('/\r\nhere 2\r\n');
    expect(end).toMatchObject({ outcome: 'exited', exit: 0 });
  });

  test('100,000 lines, byte for byte', async () => {
    const { end, log } = await house.run({ script: 'seq 1 100000' });
    const expected = Array.from({ length: 100_000 }, (_, i) => `${i + 1}\r\n`).join('');
    expect(log.length).toBe(expected.length);
    expect(log.toString() === expected).toBe(true);
    expect(end.bytes).toBe(expected.length);
    expect(house.terminal?.text.includes(expected)).toBe(true);
  });

  test('binary output and no newline at the end', async () => {
    const { log } = await house.run({ script: "stty raw; printf '\\000\\377\\376\\200\\001end'" });
    expect([...log]).toEqual([0, 255, 254, 128, 1, ...Buffer.from('end')]);
  });

  test('a prompt is shown at once and answered in the terminal', async () => {
    const run = await house.start({
      script: 'read -r -p "Name: " name; echo "Hello $name"; read -rs -p "Word: " word; echo; echo "${#word}"',
    });
    await house.terminal?.shows('\u0007Name: ');
    house.terminal?.type('Ada\r');
    await house.terminal?.shows('Hello Ada\r\nWord: ');
    await wait(200);
    house.terminal?.type('tell nobody\r');
    expect(await house.ended(run)).toMatchObject({ exit: 0 });
    expect((await house.log(run)).toString()).toBe('Name: Ada\r\nHello Ada\r\nWord: \r\n11\r\n');
  });

  test('Control-C in the terminal reaches the step, not the runner', async () => {
    const run = await house.start({ script: 'trap "echo caught; exit 7" INT; echo ready; while :; do sleep 0.05; done' });
    await house.terminal?.shows('ready\r\n');
    house.terminal?.type('\u0003');
    expect(await house.ended(run)).toMatchObject({ outcome: 'exited', exit: 7 });
  });

  test('a signal that ends it is named', async () => {
    const { end } = await house.run({ script: 'kill -TERM $$' });
    expect(end).toMatchObject({ outcome: 'exited', exit: null, signal: 'SIGTERM' });
  });

  test('resizing the terminal resizes its own', async () => {
    const run = await house.start({ script: 'trap "stty size; exit" WINCH; echo waiting; while :; do sleep 0.05; done' });
    await house.terminal?.shows('waiting\r\n');
    house.terminal?.child.resize({ cols: 123, rows: 45 });
    await house.ended(run);
    house.terminal?.child.resize({ cols: 100, rows: 30 });
    expect((await house.log(run)).toString()).toContain('45 123');
  });

  test('something in the background that holds the terminal does not hold the end, and nothing before it is lost', async () => {
    const { run, end, log } = await house.run({ script: 'sleep 300 & seq 1 20000; echo $! > pid; exit 4' });
    expect(end).toMatchObject({ outcome: 'exited', exit: 4 });
    expect(log.toString().endsWith('19999\r\n20000\r\n')).toBe(true);
    process.kill(Number(await readFile(join(house.folder, 'pid'), 'utf8')));
    expect(existsSync(join(house.runFolder(run), 'start.json'))).toBe(true);
  });

  test('typing between steps gets a hint and goes nowhere', async () => {
    house.terminal?.type('op read op://Trial/db/password\r');
    await house.terminal?.shows('What you type goes nowhere');
    const { log } = await house.run({ script: 'read -t 0.2 -r line; echo "got ${line:-nothing}"' });
    expect(log.toString()).toBe('got nothing\r\n');
  });

  test('the terminal gets the marks VS Code reads', async () => {
    const before = house.terminal?.text.length ?? 0;
    await house.run({ script: 'echo "a;b\\c"\nexit 5' });
    await until(
      () => house.terminal?.text.slice(before).includes(']633;D;5') === true,
      () => 'the end mark',
    );
    const shown = house.terminal?.text.slice(before) ?? '';
    expect(shown).toContain('\u001b]633;E;echo "a\\x3bb\\\\c"\\x0aexit 5\u0007\u001b]633;C\u0007a;b\\c\r\n\u001b]633;D;5\u0007');
  });

  test('progress is told, at most ten times a second, and what the last line says', async () => {
    const run = await house.start({ script: 'for i in $(seq 1 30); do echo "part $i"; sleep 0.02; done' });
    await house.ended(run);
    const told = house.news.filter((item) => item.kind === 'progress' && item.run === run);
    expect(told.length).toBeGreaterThan(1);
    expect(told.length).toBeLessThan(12);
    // The mask may still hold back the digits: they could begin a value.
    expect(told.at(-1)).toMatchObject({ lastLine: expect.stringMatching(/^part( \d+)?$/) });
  });

  test('other shells', async () => {
    const { log } = await house.run({ script: 'echo "$0" | sed "s,.*/,,"; ps -o comm= -p $$', shell: 'sh' });
    expect(log.toString()).toMatch(/^step\r\n(sh|dash|bash)\r\n$/);
  });
});

describe('a step with secrets', () => {
  const secret = SECRETS['op://Trial/db/password'];

  test('gets the values, and no form of them is shown or kept', async () => {
    const script = [
      'echo "plain: $DB_PASSWORD"',
      'echo "base64: $(printf %s "$DB_PASSWORD" | base64)"',
      'echo "header: $(printf %s "user:$DB_PASSWORD" | base64)"',
      'echo "hex: $(printf %s "$DB_PASSWORD" | od -An -tx1 | tr -d " \\n")"',
      'printf %s "$DB_PASSWORD" | wc -c',
      'for ((i=0; i<${#DB_PASSWORD}; i++)); do printf %s "${DB_PASSWORD:$i:1}"; sleep 0.03; done; echo',
      'echo "$PEM"; echo "$REGION"',
    ].join('\n');
    const { run, end, log } = await house.run({ script });
    expect(end).toMatchObject({ exit: 0 });
    const lines = log.toString().split('\r\n');
    expect(lines.slice(0, 2)).toEqual(['plain: <concealed:DB_PASSWORD>', 'base64: <concealed:DB_PASSWORD>']);
    expect(lines[2]).toContain('<concealed:DB_PASSWORD>');
    expect(lines[3]).toBe('hex: <concealed:DB_PASSWORD>');
    expect(lines[4]).toBe(String(Buffer.byteLength(secret)));
    expect(lines.slice(6, 9)).toEqual(['<concealed:PEM>', '<concealed:REGION>', '']);
    for (const place of [
      log.toString(),
      house.terminal?.text ?? '',
      JSON.stringify(house.news),
      (await house.evidence(run)).excerpt.text,
    ]) {
      expect(place).not.toContain(secret);
      expect(place).not.toContain(Buffer.from(secret).toString('base64'));
      expect(place).not.toContain('second line of it');
    }
  });

  test('is started inside the provider, which never sees an inherited reference', async () => {
    const { end, log } = await house.run({ script: 'echo "${DB_PASSWORD:+there} ${STALE-gone} ${OP_SERVICE_ACCOUNT_TOKEN-none}"' });
    expect(end).toMatchObject({ exit: 0 });
    expect(log.toString()).toBe('there gone none\r\n');
  });

  test('with the provider masking: pipes instead of a terminal', async () => {
    const { run, log } = await house.run({
      script: 'test -t 1 || echo "no terminal: $DB_PASSWORD"; echo err >&2',
      frontMatter: { provider: 'op-masking' },
    });
    expect(log.toString()).toBe('no terminal: <concealed:DB_PASSWORD>\nerr\n');
    expect((await house.evidence(run)).start).toMatchObject({ pty: false });
  });

  test('a plain value alone needs no provider', async () => {
    const { log } = await house.run({ script: 'echo "$REGION ${#REGION}"' });
    expect(log.toString()).toBe('<concealed:REGION> 9\r\n');
  });

  test('a reference that does not resolve: nothing is started, and the provider is quoted', async () => {
    await house.write('broken.env', 'X=op://Trial/nothing/there\n');
    const { run, end } = await house.run({ script: 'echo "$X" > ran', attributes: { envFile: 'broken.env' } });
    expect(end).toMatchObject({ outcome: 'provider-failed', exit: null, refusal: { kind: 'missing-item' } });
    expect(end.refusal?.detail).toContain('could not find item nothing in vault Trial');
    expect(existsSync(join(house.folder, 'ran'))).toBe(false);
    expect(await readFile(join(house.runFolder(run), 'provider.log'), 'utf8')).toContain('[ERROR]');
    expect(house.terminal?.text).toContain('could not find item nothing');
  });

  test('a provider that starts the step without resolving is not trusted', async () => {
    const liar = join(house.home, 'liar');
    await writeFile(liar, '#!/bin/bash\nwhile [ "$1" != -- ]; do shift; done; shift; exec "$@"\n', { mode: 0o755 });
    const { end } = await house.run({
      script: 'echo $DB_PASSWORD',
      plan: (plan) => ({ ...plan, secrets: { ...plan.secrets, providerPath: liar } }),
    });
    expect(end).toMatchObject({ outcome: 'refused', refusal: { kind: 'run-refused', detail: expect.stringContaining('DB_PASSWORD') } });
  });
});
