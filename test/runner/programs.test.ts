// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell, not JavaScript
// A terminal that is a terminal: programs people use, driven by their keys through the real runner, each in a pty of its own.
// What a machine lacks is skipped by name (`npm test` installs them where it may).
import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { House, until } from './house.ts';

const run = promisify(execFile);
const has = (...programs: string[]) =>
  programs.every((name) => `${process.env.PATH}${delimiter}/usr/sbin`.split(delimiter).some((folder) => existsSync(join(folder, name))));
const POSTGRES = '/usr/lib/postgresql/15/bin';
/** A user of our own may be made for a moment only where the machine is ours anyway. */
const mayMakeUsers = process.platform === 'linux' && process.getuid?.() === 0 && has('useradd', 'userdel', 'chpasswd');
/** Of this run alone: another one may be going on on the same machine. */
const USER = `countersign-${process.pid}`;
const PASSWORD = 'open-Sesame-5';

let house: House;
beforeAll(async () => {
  house = await House.build({ PAGER: 'less', EDITOR: 'vim' });
  await house.write('lines.txt', Array.from({ length: 400 }, (_, i) => `line ${i + 1}${i === 299 ? ' needle' : ''}\n`).join(''));
  if (mayMakeUsers) await makeUser();
});
afterAll(async () => {
  await house.tearDown();
  if (mayMakeUsers) await run('userdel', [USER]).catch(() => undefined);
});

async function makeUser(): Promise<void> {
  await run('useradd', ['--no-create-home', '--shell', '/bin/bash', USER]).catch(() => undefined);
  execFileSync('chpasswd', { input: `${USER}:${PASSWORD}\n` });
}

/** Waits for what the terminal shows, then types, in turn; gives back how the step ended. */
async function drive(script: string, ...moves: readonly (readonly [shows: string | RegExp, keys: string])[]) {
  await house.runner.ensure();
  let seen = house.terminal?.text.length ?? 0;
  const step = await house.start({ script });
  // Behind the mark that says where output begins: before it stands the command itself.
  const begun = () => house.terminal?.text.indexOf('\u001b]633;C\u0007', seen) ?? -1;
  await until(
    () => begun() >= 0,
    () => 'the step to begin',
  );
  seen = begun();
  for (const [shows, keys] of moves) {
    const found = () => {
      const text = house.terminal?.text.slice(seen) ?? '';
      return typeof shows === 'string' ? text.includes(shows) : shows.test(text);
    };
    await until(found, () => `${shows}; the terminal shows ${JSON.stringify(house.terminal?.text.slice(-3000))}`);
    seen = house.terminal?.text.length ?? 0;
    await wait(100);
    house.terminal?.type(keys);
  }
  const end = await house.ended(step);
  const log = (await house.log(step)).toString();
  return { end, log, text: (await house.evidence(step)).excerpt.text };
}
const exited = (exit: number) => ({ outcome: 'exited', exit, signal: null });
const [ENTER, ESCAPE, CONTROL_C, CONTROL_D, CONTROL_Z] = ['\r', '\u001b', '\u0003', '\u0004', '\u001a'];

describe('colour and screens', () => {
  test('ls --color', async () => {
    const { end, log } = await drive('mkdir -p dir && ls --color=auto -d dir');
    expect(end).toMatchObject(exited(0));
    expect(log).toMatch(/\u001b\[[\d;]*34mdir\u001b\[0m/);
  });

  test('24-bit colour, unchanged in log and terminal', async () => {
    const { log } = await drive('printf "\\033[38;2;1;2;3mtrue\\033[48;2;250;128;114mcolour\\033[0m\\n"');
    expect(log).toBe('\u001b[38;2;1;2;3mtrue\u001b[48;2;250;128;114mcolour\u001b[0m\r\n');
    expect(house.terminal?.text).toContain(log);
  });

  test.skipIf(!has('less'))('less: pages, searches, quits, and leaves the screen it took', async () => {
    const { end, log, text } = await drive('less lines.txt; echo after', ['line 29', '/needle\r'], ['line 300', 'q']);
    expect(end).toMatchObject(exited(0));
    expect(log).toMatch(/\u001b\[\?1049h[\s\S]*\u001b\[\?1049l/);
    expect(text).toContain('after');
    expect(text).not.toContain('line 5');
  });

  test.skipIf(!has('git', 'less'))('git log with its pager', async () => {
    const env = { ...house.env, GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@b' };
    const git = (...args: string[]) => execFileSync('git', args, { cwd: house.folder, env, stdio: 'ignore' });
    git('init', '-q');
    for (let i = 0; i < 45; i++) git('commit', '-q', '--allow-empty', '-m', `commit number ${i}`);
    const { end } = await drive('git log --oneline', ['commit number 20', ' '], ['commit number 0', 'q']);
    expect(end).toMatchObject(exited(0));
  });

  test.skipIf(!has('man'))('man', async () => {
    const { end } = await drive('printf ".TH X 1\\n.SH NAME\\nhello of man\\n" > x.1; man -l x.1', ['hello of man', 'q']);
    expect(end.outcome).toBe('exited');
  });

  test.skipIf(!has('vim'))('vim writes what was typed; Control-Z is its own key', async () => {
    const { end } = await drive('vim -u NONE -N new.txt', [/new\.txt/, 'ihello'], ['hello', `${ESCAPE}:wq${ENTER}`]);
    expect(end).toMatchObject(exited(0));
    expect(await readFile(join(house.folder, 'new.txt'), 'utf8')).toBe('hello\n');
  });

  test.skipIf(!has('vi'))('vi, left without saving', async () => {
    const { end } = await drive('vi -u NONE never.txt', [/never\.txt/, 'ilost'], ['lost', `${ESCAPE}:q!${ENTER}`]);
    expect(end).toMatchObject(exited(0));
    expect(existsSync(join(house.folder, 'never.txt'))).toBe(false);
  });

  test.skipIf(!has('nano'))('nano', async () => {
    const { end } = await drive('nano -I small.txt', ['GNU nano', 'typed'], ['typed', '\u000f'], ['small.txt', ENTER], ['Wrote', '\u0018']);
    expect(end).toMatchObject(exited(0));
    expect(await readFile(join(house.folder, 'small.txt'), 'utf8')).toBe('typed\n');
  });

  test.skipIf(!has('top'))('top', async () => {
    expect((await drive('top', ['load average', 'q'])).end).toMatchObject(exited(0));
  });

  test.skipIf(!has('htop'))('htop', async () => {
    const { end, text } = await drive('htop; echo after', ['Load average', 'q']);
    expect(end).toMatchObject(exited(0));
    expect(text).toContain('after');
  });

  test.skipIf(!has('mc'))('mc', async () => {
    const { end } = await drive('mc -x', ['Options', `${ESCAPE}0`], ['', ENTER]);
    expect(end.outcome).toBe('exited');
  });

  test.skipIf(!has('tmux'))('tmux, a terminal in the terminal', async () => {
    const script = `tmux -L ${USER} -f /dev/null new-session "echo inside; read -r word; echo got $word"`;
    const { end } = await drive(script, ['inside', `yes${ENTER}`]);
    expect(end).toMatchObject(exited(0));
  });

  test.skipIf(!has('watch'))('watch, ended by Control-C', async () => {
    const { end } = await drive('watch -n 0.2 echo tick', ['tick', CONTROL_C]);
    expect(end.outcome).toBe('exited');
  });

  test('the size of the window follows the window', async () => {
    const script = 'stty size; trap "stty size; exit" WINCH; while :; do sleep 0.05; done';
    const step = await house.start({ script });
    await house.heard('started', step);
    await wait(300);
    house.terminal?.child.resize({ cols: 91, rows: 33 });
    expect(await house.ended(step)).toMatchObject(exited(0));
    house.terminal?.child.resize({ cols: 100, rows: 30 });
    expect((await house.log(step)).toString()).toBe('30 100\r\n33 91\r\n');
  });
});

describe('questions', () => {
  test('read -s: what is typed is not echoed, and not kept', async () => {
    const { log } = await drive('read -rs -p "Word: " word; echo; echo "${#word}"', ['Word: ', `${PASSWORD}${ENTER}`]);
    expect(log).toBe('Word: \r\n13\r\n');
  });

  test('select', async () => {
    const { log } = await drive('select one in red green; do echo "took $one"; break; done', ['#? ', `2${ENTER}`]);
    expect(log).toContain('took green');
  });

  test.skipIf(!has('dialog'))('dialog', async () => {
    const { end } = await drive('dialog --yesno "Really go on?" 7 40', ['Really go on?', `\t${ENTER}`]);
    expect(end).toMatchObject(exited(1));
  });

  test.skipIf(!has('whiptail'))('whiptail', async () => {
    const { log } = await drive('name=$(whiptail --inputbox "Who?" 8 40 3>&1 1>&2 2>&3); echo "it is $name"', ['Who?', `Ada${ENTER}`]);
    expect(log).toContain('it is Ada');
  });

  test.skipIf(!has('python3'))('the python prompt, ended by Control-D', async () => {
    const { end } = await drive('python3 -q', ['>>> ', `print(6 * 7)${ENTER}`], ['42', CONTROL_D]);
    expect(end).toMatchObject(exited(0));
  });

  test.skipIf(!has('gdb'))('gdb', async () => {
    expect((await drive('gdb -q', ['(gdb) ', `quit 7${ENTER}`])).end).toMatchObject(exited(7));
  });

  test.skipIf(!mayMakeUsers || !has('sudo'))('sudo with a password', async () => {
    const rules = `/etc/sudoers.d/${USER}`;
    await writeFile(rules, `${USER} ALL=(ALL) ALL\nDefaults:${USER} lecture=never\n`, { mode: 0o440 });
    try {
      const { end, log } = await drive(`setpriv --reuid ${USER} --clear-groups sudo -k sh -c 'id -u; exit 6'`, [
        'password for',
        `${PASSWORD}${ENTER}`,
      ]);
      expect(end).toMatchObject(exited(6));
      expect(log).toContain('\r\n0\r\n');
      expect(log).not.toContain(PASSWORD);
    } finally {
      await run('rm', ['-f', rules]);
    }
  });

  test.skipIf(!mayMakeUsers || !has('su', 'setpriv'))('su with a password', async () => {
    const { log } = await drive(`setpriv --reuid ${USER} --clear-groups su ${USER} -c whoami`, ['assword:', `${PASSWORD}${ENTER}`]);
    expect(log).toContain(USER);
    expect(log).not.toContain(PASSWORD);
  });

  test.skipIf(!mayMakeUsers || !has('sshd', 'ssh', 'ssh-keygen'))('ssh to a server: host key, passphrase, exit code', async () => {
    const { port, key, stop } = await sshServer();
    try {
      const options = `-F none -o UserKnownHostsFile=${house.home}/known -o IdentitiesOnly=yes -i ${key} -p ${port}`;
      const { end, log } = await drive(
        `ssh -t ${options} root@127.0.0.1 'tty; exit 5'`,
        ['(yes/no', `yes${ENTER}`],
        ['passphrase', `${PASSWORD}${ENTER}`],
      );
      expect(end).toMatchObject(exited(5));
      expect(log).toContain('/dev/pts/');
      expect(log).not.toContain(PASSWORD);
    } finally {
      stop();
    }
  });

  test.skipIf(!mayMakeUsers || !existsSync(join(POSTGRES, 'initdb')) || !has('psql', 'setpriv'))('psql against a server', async () => {
    const { socket, stop } = await postgres();
    try {
      const { end, log } = await drive(
        `psql -h ${socket} -U ${USER} postgres`,
        ['postgres=', `select 6*7 as answer;${ENTER}`],
        ['42', `\\q${ENTER}`],
      );
      expect(end).toMatchObject(exited(0));
      expect(log).toContain('answer');
    } finally {
      await stop();
    }
  });
});

describe('a shell that hands out jobs', () => {
  const shells = [
    ['bash', '--norc -i'],
    ['zsh', '-f -i'],
    ['fish', '--no-config -i'],
  ] as const;
  test.each(shells.filter(([name]) => has(name)))(
    '%s: Control-Z is refused with a hint, Control-C ends the job, the shell goes on',
    async (name, how) => {
      const { end } = await drive(
        `${name} ${how}`,
        [/[$#%>] ?/, `echo start; sleep 300${ENTER}`],
        [/start\r\n/, CONTROL_Z],
        ['Control-Z would leave the step waiting', CONTROL_C],
        [/[$#%>] ?/, `exit 3${ENTER}`],
      );
      expect(end).toMatchObject(exited(3));
    },
  );

  test('a step with jobs of its own cannot be stopped for ever', async () => {
    const { end } = await drive('set -m; echo begun; sleep 1; echo over', ['begun', CONTROL_Z]);
    expect(end).toMatchObject(exited(0));
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

async function sshServer() {
  const place = join(house.home, 'ssh');
  await mkdir(place, { mode: 0o700 });
  await mkdir('/run/sshd', { recursive: true });
  const [host, key, port] = [join(place, 'host'), join(place, 'key'), await freePort()];
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', host]);
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', PASSWORD, '-f', key]);
  const config = ['UsePAM no', 'StrictModes no', 'PermitRootLogin yes', `AuthorizedKeysFile ${key}.pub`, 'PidFile none', `HostKey ${host}`];
  await writeFile(join(place, 'config'), `${config.join('\n')}\n`);
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', join(place, 'config'), '-p', String(port), '-o', 'ListenAddress=127.0.0.1'], {
    stdio: 'ignore',
  });
  await wait(500);
  return { port, key, stop: () => void server.kill() };
}

async function postgres() {
  const data = join(house.home, 'postgres');
  await mkdir(data);
  await run('chown', [USER, data]);
  await chmod(house.home, 0o755);
  const as = (program: string, ...args: string[]) =>
    run('setpriv', ['--reuid', USER, '--clear-groups', join(POSTGRES, program), '-D', data, ...args], { cwd: data });
  await as('initdb', '--no-sync', '-A', 'trust');
  await as('pg_ctl', '-w', '-l', join(data, 'log'), '-o', `-k ${data} -c listen_addresses= -c fsync=off`, 'start');
  return { socket: data, stop: () => as('pg_ctl', '-m', 'immediate', 'stop') };
}
