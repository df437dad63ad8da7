// Keeps the log of a run where the person finds it: in the workspace, outside git unless asked; in the storage where that cannot be.
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { constants, type FileHandle, mkdir, open, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { createLineRedactor, type LineRedactor, redactSuspects } from '../core/redact/redact.ts';
import type { Redacted } from '../core/redact/redacted.ts';
import type { Scanner } from '../ports.ts';
import { errorCode, PRIVATE_FILE, PRIVATE_FOLDER, syncFolder } from '../runner/files.ts';

const OWN_FOLDER = '.countersign';
const LOGS = 'logs';
/** A line longer than this is redacted in parts, cut at a blank where there is one. */
const LINE_LIMIT = 64 * 1024;
const BLANK_WITHIN = 4096;

export interface KeepLog {
  /** The masked log in the run's folder. */
  readonly log: string;
  readonly folder: string;
  readonly runtimeDir: string;
  readonly session: string;
  readonly run: string;
  readonly scanner?: Scanner | undefined;
}

export interface KeptLog {
  /** Inside the workspace folder with forward slashes, else absolute. */
  readonly path: string;
  readonly sha256: string;
}

/** Copies the log, redacted by the second layer, to `.countersign/logs/<session>/<run>.log`; doing it again replaces it. */
export async function keepLog(request: KeepLog): Promise<KeptLog> {
  const name = `${request.run}.log`;
  try {
    const target = join(await logsFolder(request), name);
    return { path: inside(request.folder, target), sha256: await copyRedacted(request, target) };
  } catch {
    // Read-only, full, or not what it seems: the storage keeps it.
    const target = join(request.runtimeDir, LOGS, request.session, name);
    await mkdir(dirname(target), { recursive: true, mode: PRIVATE_FOLDER });
    return { path: target, sha256: await copyRedacted(request, target) };
  }
}

/** The session's folder of logs; it must really lie in the workspace, whatever links a repository brings along. */
async function logsFolder({ folder, session }: KeepLog): Promise<string> {
  const own = join(folder, OWN_FOLDER);
  const logs = join(own, LOGS, session);
  await mkdir(own, { recursive: true });
  await assertInside(folder, own);
  await writeFile(join(own, '.gitignore'), `${LOGS}/\n`, { flag: 'wx' }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  await mkdir(logs, { recursive: true });
  await assertInside(folder, logs);
  return logs;
}

async function assertInside(folder: string, path: string): Promise<void> {
  if (!(await realpath(path)).startsWith((await realpath(folder)) + sep)) throw new Error(`${path} leads out of the workspace folder`);
}

function inside(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}

async function copyRedacted(from: Pick<KeepLog, 'log' | 'scanner'>, to: string): Promise<string> {
  const temporary = `${to}.tmp`;
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;
  const file = await open(temporary, flags, PRIVATE_FILE);
  try {
    const hash = createHash('sha256');
    await pour(from, { file, hash });
    await file.sync();
    await file.close();
    await rename(temporary, to);
    await syncFolder(dirname(to));
    return hash.digest('hex');
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Latin-1 keeps every byte as it is; the patterns of secrets are ASCII. */
async function pour(from: Pick<KeepLog, 'log' | 'scanner'>, to: { readonly file: FileHandle; readonly hash: Hash }): Promise<void> {
  const redactor = createLineRedactor();
  let rest = '';
  const put = async (redacted: Redacted) => {
    const suspects = (await from.scanner?.suspects(redacted)) ?? [];
    const bytes = Buffer.from(redactSuspects(redacted, suspects), 'latin1');
    to.hash.update(bytes);
    for (let done = 0; done < bytes.length; ) done += (await to.file.write(bytes, done)).bytesWritten;
  };
  for await (const chunk of readIfThere(from.log)) {
    const { text, left } = redactLines(rest + chunk.toString('latin1'), redactor);
    rest = left;
    await put(text);
  }
  await put(redactor.lines(rest));
}

async function* readIfThere(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** Redacts the lines that are complete; what is left has to wait for its line end, unless it is too long for that. */
function redactLines(text: string, redactor: LineRedactor): { readonly text: Redacted; readonly left: string } {
  const complete = text.lastIndexOf('\n') + 1;
  const end = text.length - complete > LINE_LIMIT ? cutAt(text, complete) : complete;
  return { text: redactor.lines(text.slice(0, end)), left: text.slice(end) };
}

function cutAt(text: string, at: number): number {
  const end = Math.max(at, text.length - 2 * BLANK_WITHIN);
  const blank = text.lastIndexOf(' ', end);
  return blank > end - BLANK_WITHIN ? blank + 1 : end;
}
