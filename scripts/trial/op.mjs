// A STAND-IN for 1Password's command line program, for trials and tests only; it is never part of the extension.
// It keeps the contract of `op run` that the product relies on, with values from a JSON file instead of an account:
//   OP_STANDIN_VAULT     path of a JSON object, reference → value
//   OP_STANDIN_DELAY_MS  how long resolving takes (the real one needs about a second)
//   OP_STANDIN_FAIL      ends as the real one would: an error class, see FAILURES below
//   OP_STANDIN_CALLS     path of a file that gets a line for each call: its words, and the terminal it was made in
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';

const VERSION = '2.39.0-stand-in';
const HELP = `This is a stand-in for 1Password's op. It knows no account and keeps no secrets.

Usage: op run [--env-file=FILE]... [--no-masking] -- COMMAND [ARGUMENT]...
       op signout [--all]
       op --version
`;

const FAILURES = {
  'missing-item': 'could not find item nosuchitem in vault Trial',
  vault: '"NoVault" isn\'t a vault in this account. Specify the vault with its ID or name.',
  field: "item 'Trial/private-ca' does not have a field 'nofield'",
  ambiguous: 'More than one item matches "db". Try again and specify the item by its ID',
  grammar: "invalid secret reference 'op://x': too few '/': secret references should match op://<vault>/<item>[/<section>]/<field>",
  'no-account': 'No accounts configured for use with 1Password CLI.',
  'sign-in': 'You are not currently signed in. Please run `op signin --help` for instructions',
  dismissed: 'authorization prompt dismissed, please try again',
  app: "connecting to desktop app: 1Password CLI couldn't connect to the 1Password desktop app.",
  quota: "(429) Too Many Requests: You've reached the maximum number of this type of requests this service account is allowed to make",
  terminal: 'interactive IO not available',
  transient: 'could not resolve item: Post "https://my.1password.example/": context deadline exceeded',
  unknown: 'something nobody has seen before',
};

class Told extends Error {}

function stamp() {
  const now = new Date();
  const two = (n) => String(n).padStart(2, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('/');
  return `${day} ${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':')}`;
}

function parseArgs(args) {
  const asked = { envFiles: [], masking: process.env.OP_RUN_NO_MASKING !== 'true', command: [] };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === '--') return { ...asked, command: args.slice(i + 1) };
    if (arg === '--no-masking') asked.masking = false;
    else if (arg === '--env-file') asked.envFiles.push(args[++i]);
    else if (arg.startsWith('--env-file=')) asked.envFiles.push(arg.slice('--env-file='.length));
    else if (arg.startsWith('-')) throw new Told(`unknown flag: ${arg}`);
    else return { ...asked, command: args.slice(i) };
  }
  return asked;
}

/** The grammar of an env file, in an implementation of its own, so that a test of ours against it means something. */
function parseEnv(text, env) {
  const pattern =
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(?:'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|([^#\r\n]*))[ \t]*(?:#[^\n]*)?\r?$/gm;
  const found = {};
  for (const [, name, single, double, bare] of text.replace(/^\ufeff/, '').matchAll(pattern)) {
    const lookup = (key) => found[key] ?? env[key] ?? '';
    if (single !== undefined) found[name] = single.replace(/\r\n/g, '\n');
    else if (double !== undefined) found[name] = expand(double.replace(/\r\n/g, '\n'), lookup, { n: '\n', r: '\r', t: '\t' });
    else found[name] = expand(bare.trim(), lookup, {});
  }
  return found;
}

function expand(value, lookup, escapes) {
  return value.replace(/\\([\s\S])|\$\{(\w+)(?::-([^}]*))?\}|\$([A-Za-z_]\w*)/g, (_, escaped, braced, fallback, name) =>
    escaped === undefined ? lookup(braced ?? name) || (fallback ?? '') : (escapes[escaped] ?? escaped),
  );
}

const REFERENCE = /^op:\/\/[^\s]([^\n]*[^\s])?$/i;
const TEMPLATE = /\{\{\s*(op:\/\/[^}]*?)\s*\}\}/gi;

function readVault() {
  const path = process.env.OP_STANDIN_VAULT;
  if (!path) throw new Told(FAILURES['no-account']);
  const values = JSON.parse(readFileSync(path, 'utf8'));
  return new Map(Object.entries(values).map(([reference, value]) => [reference.toLowerCase(), value]));
}

function lookUp(reference, vault, env) {
  const named = reference.replace(/\$\{?([A-Za-z_]\w*)\}?/g, (_, name) => env[name] ?? '');
  const parts = named.slice('op://'.length).split('?')[0].split('/');
  if (parts.length < 3)
    throw new Told(
      `invalid secret reference '${named}': too few '/': secret references should match op://<vault>/<item>[/<section>]/<field>`,
    );
  if (parts.length > 4)
    throw new Told(
      `invalid secret reference '${named}': too many '/': secret references should match op://<vault>/<item>[/<section>]/<field>`,
    );
  if (parts.some((part) => !/^[\w .-]+$/.test(part))) throw new Told(`invalid character in secret reference: '${named}'`);
  const value = vault.get(named.toLowerCase());
  if (value === undefined)
    throw new Told(`could not resolve item UUID for item ${parts[1]}: could not find item ${parts[1]} in vault ${parts[0]}`);
  return value;
}

/** All or nothing: every reference of the environment and of the files, or the command is not started. */
function resolve(env) {
  const secrets = [];
  let vault = null;
  const get = (reference) => {
    vault ??= readVault();
    const value = lookUp(reference, vault, env);
    secrets.push(value);
    return value;
  };
  const resolved = {};
  for (const [name, value] of Object.entries(env)) {
    if (REFERENCE.test(value.trim())) resolved[name] = get(value.trim());
    else resolved[name] = value.replace(TEMPLATE, (_, reference) => get(reference));
  }
  return { env: resolved, secrets: secrets.filter((secret) => secret !== '') };
}

/** Conceals literal values in a stream, holding back what may be the beginning of one. */
function concealer(secrets, out) {
  let held = '';
  const partial = (text) => {
    for (let n = Math.min(text.length, Math.max(...secrets.map((secret) => secret.length)) - 1); n > 0; n--) {
      if (secrets.some((secret) => secret.startsWith(text.slice(-n)))) return n;
    }
    return 0;
  };
  const conceal = (text) => secrets.reduce((all, secret) => all.replaceAll(secret, '<concealed by 1Password>'), text);
  return {
    write(chunk) {
      const text = conceal(held + chunk.toString('latin1'));
      const keep = partial(text);
      held = keep > 0 ? text.slice(-keep) : '';
      out.write(Buffer.from(keep > 0 ? text.slice(0, -keep) : text, 'latin1'));
    },
    end: () => out.write(Buffer.from(held, 'latin1')),
  };
}

function start({ command, masking }, { env, secrets }) {
  const piped = masking && secrets.length > 0;
  const [file, ...args] = command;
  const child = spawn(file, args, { env, stdio: piped ? ['inherit', 'pipe', 'pipe'] : 'inherit' });
  child.on('error', (error) => fail(`exec: "${file}": ${error.code === 'ENOENT' ? 'executable file not found in $PATH' : error.message}`));
  // The terminal signals the whole group by itself; what is sent to us alone is passed on.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(signal, () => child.kill(signal));
  if (piped) {
    const bytes = secrets.map((secret) => Buffer.from(secret).toString('latin1')).sort((a, b) => b.length - a.length);
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      const conceal = concealer(bytes, to);
      from.on('data', conceal.write).on('end', conceal.end);
    }
  }
  child.on('close', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
    if (!piped) process.exit();
  });
}

function fail(text) {
  process.stderr.write(`[ERROR] ${stamp()} ${text}\n`);
  process.exit(1);
}

async function run(args) {
  const asked = parseArgs(args);
  if (asked.command.length === 0) throw new Told('no command specified to run');
  const files = {};
  for (const path of asked.envFiles) {
    let text;
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      throw new Told(`could not open env file: open ${path}: no such file or directory`);
    }
    Object.assign(files, parseEnv(text, { ...process.env, ...files }));
  }
  const merged = { ...process.env, ...files };
  await new Promise((done) => setTimeout(done, Number(process.env.OP_STANDIN_DELAY_MS ?? 0)));
  const failure = process.env.OP_STANDIN_FAIL;
  if (failure) throw new Told(FAILURES[failure] ?? FAILURES.unknown);
  start(asked, resolve(merged));
}

/** The terminal is named by its device and the session it leads: what the real one grants to. */
function note(words) {
  const path = process.env.OP_STANDIN_CALLS;
  if (!path) return;
  const [tty, session] = execFileSync('ps', ['-o', 'tty=,sid=', '-p', String(process.pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/);
  appendFileSync(path, `${JSON.stringify({ words, tty, session })}\n`);
}

function signOut(args) {
  if (args.some((arg) => arg !== '--all' && arg !== '--forget')) throw new Told(`unknown flag: ${args[0]}`);
  const failure = process.env.OP_STANDIN_FAIL;
  if (failure) throw new Told(FAILURES[failure] ?? FAILURES.unknown);
}

const [verb, ...rest] = process.argv.slice(2);
if (verb === 'run' || verb === 'signout') note(process.argv.slice(2));
if (verb === '--version' || verb === '-v') process.stdout.write(`${VERSION}\n`);
else if (verb === 'run') run(rest).catch((error) => fail(error instanceof Told ? error.message : String(error)));
else if (verb === 'signout') {
  try {
    signOut(rest);
  } catch (error) {
    fail(error instanceof Told ? error.message : String(error));
  }
} else if (verb === undefined || verb === '--help' || verb === 'help') process.stdout.write(HELP);
else fail(`unknown command "${verb}" for "op" (this is a stand-in: it knows only run and signout)`);
