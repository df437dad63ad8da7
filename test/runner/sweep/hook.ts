// Loaded before one of our programs (node --import): makes its n-th call to the world fail, or kills it before or after that call.
// Which one, the file in FAULT_FILE says, so that what runs is exactly what ships. The clock of the program can be moved, too.
import child from 'node:child_process';
import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';

/** `kill`: before the call; `after`: when it has been done, and before anybody hears of it; else the call fails with this code. */
const faultSchema = z.object({
  program: z.string(),
  at: z.number(),
  how: z.enum(['none', 'kill', 'after', 'ENOSPC', 'EACCES', 'EMFILE', 'EIO']),
  /** Where the calls are listed, one a line. */
  list: z.string(),
  /** Milliseconds the clock jumps by at that call. */
  jump: z.number(),
});
export type Fault = z.infer<typeof faultSchema>;

const file = process.env.FAULT_FILE ?? '';
const fault = fs.existsSync(file) ? faultSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8'))) : null;

type Callable = (...args: unknown[]) => unknown;

async function arm({ at, how, list, jump }: Fault): Promise<void> {
  const { appendFileSync } = fs;
  let count = 0;

  /** Counts a call; says whether it is the one. What is read of other processes is no call: there are as many as the machine has. */
  function isIt(name: string, about: unknown): boolean {
    if (typeof about === 'string' && /^\/(?:proc|dev)\/./.test(about)) return false;
    count++;
    if (count === at && jump !== 0) moveClock(jump);
    appendFileSync(list, `${name} ${typeof about === 'string' && /^\/[^\n]*$/.test(about) ? basename(about) : ''}\n`);
    return count === at;
  }
  const die = (): never => {
    process.kill(process.pid, 'SIGKILL');
    throw new Error('dead');
  };
  const failure = () => Object.assign(new Error(`injected ${how}`), { code: how });

  async function lastOrFailed(call: () => unknown): Promise<never> {
    if (how === 'after') await Promise.resolve(call()).catch(die);
    if (how === 'after' || how === 'kill') return die();
    throw failure();
  }

  function promised(owner: object, name: string, label = name): void {
    const real = (owner as Record<string, Callable>)[name] as Callable;
    Object.assign(owner, {
      [name](this: unknown, ...args: unknown[]) {
        return isIt(label, args[0]) && how !== 'none' ? lastOrFailed(() => real.apply(this, args)) : real.apply(this, args);
      },
    });
  }
  /** Those that call back at their end. */
  function calledBack(owner: object, name: string): void {
    const real = (owner as Record<string, Callable>)[name] as Callable;
    Object.assign(owner, {
      [name](this: unknown, ...args: unknown[]) {
        const back = args.at(-1);
        if (typeof back !== 'function' || !isIt(`${name}()`, args[0]) || how === 'none') return real.apply(this, args);
        if (how === 'kill') return die();
        if (how === 'after') return real.apply(this, [...args.slice(0, -1), die]);
        return void setImmediate(() => back(failure()));
      },
    });
  }
  function spawning(name: 'spawn' | 'execFile'): void {
    const real = child[name] as Callable;
    const faulty = function (this: unknown, ...args: unknown[]) {
      if (!isIt(name, args[0]) || how === 'none') return real.apply(this, args);
      if (how === 'kill') return die();
      const made = real.apply(this, how === 'after' ? args : ['/nonexistent/program', ...args.slice(1)]);
      return how === 'after' ? die() : made;
    };
    // execFile has a way of its own to be promisified.
    const made = promisify(real) as Callable;
    const promise = (...args: unknown[]) => (isIt(name, args[0]) && how !== 'none' ? lastOrFailed(() => made(...args)) : made(...args));
    Object.assign(child, { [name]: Object.assign(faulty, { [promisify.custom]: promise }) });
  }
  const connect = net.createConnection as Callable;
  Object.assign(net, {
    createConnection(...args: unknown[]) {
      if (!isIt('connect', '') || how === 'none') return connect(...args);
      if (how === 'kill') return die();
      const made = connect(...(how === 'after' ? args : ['/nonexistent/socket']));
      return how === 'after' ? die() : made;
    },
  });

  const handle = await promises.open('/dev/null');
  const kind = Object.getPrototypeOf(handle) as object;
  await handle.close();
  for (const name of PROMISED) promised(promises, name);
  for (const name of OF_HANDLES) promised(kind, name, `file.${name}`);
  for (const name of ['open', 'read', 'write', 'close']) calledBack(fs, name);
  spawning('spawn');
  spawning('execFile');
  syncBuiltinESMExports();
}

const PROMISED = [
  'open',
  'readFile',
  'writeFile',
  'rename',
  'rm',
  'link',
  'mkdir',
  'chmod',
  'stat',
  'lstat',
  'realpath',
  'readdir',
  'copyFile',
];
const OF_HANDLES = ['write', 'writeFile', 'sync', 'truncate'];

function moveClock(by: number): void {
  const real = Date.now;
  Date.now = () => real() + by;
}

if (fault && basename(process.argv[1] ?? '').startsWith(fault.program)) await arm(fault);
