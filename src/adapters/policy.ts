// Reads the repository's policy. A file that is there and cannot be read is a broken policy, never no policy.
import { lstat, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NO_POLICY, POLICY_PATH, type PolicyState } from '../core/policy/policy.ts';
import { POLICY_LIMIT, readPolicy } from '../core/policy/read.ts';
import { errorCode } from '../runner/files.ts';

/** Reads the policy of a folder; asked again, only what has changed. Never rejects. */
export type ReadPolicy = () => Promise<PolicyState>;

/** The policy of a workspace folder (absolute). */
export function createPolicy(folder: string): ReadPolicy {
  const path = join(folder, POLICY_PATH);
  let known: { readonly stamp: string; readonly state: PolicyState } | undefined;
  return async () => {
    try {
      const { mtimeNs, ctimeNs, size, ino } = await stat(path, { bigint: true });
      const stamp = [mtimeNs, ctimeNs, size, ino].join(' ');
      if (known?.stamp !== stamp) known = { stamp, state: await stateOf(path) };
      return known.state;
    } catch (error) {
      known = undefined;
      return isAbsent(error) && !(await isThere(path)) ? NO_POLICY : { kind: 'broken', detail: errorCode(error), line: 0 };
    }
  };
}

/** No such file, something on the way to it that is no folder, or a name that none can have. */
const isAbsent = (error: unknown): boolean => /^(?:ENOENT|ENOTDIR|ENAMETOOLONG|ERR_INVALID_ARG_VALUE)$/.test(errorCode(error));

/** A link that leads nowhere is there all the same. */
const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    (error: unknown) => !isAbsent(error),
  );

async function stateOf(path: string): Promise<PolicyState> {
  if (!(await stat(path)).isFile()) return { kind: 'broken', detail: 'it is no file', line: 0 };
  const file = await open(path, 'r');
  try {
    const bytes = new Uint8Array(4 * POLICY_LIMIT + 1);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytesRead));
    return readPolicy(text);
  } catch (error) {
    return { kind: 'broken', detail: error instanceof TypeError ? 'it is not UTF-8' : errorCode(error), line: 0 };
  } finally {
    await file.close();
  }
}

/** The folders whose policies hold for a directory: itself and those above it that have one. */
export async function policyFolders(directory: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let folder = directory; ; folder = dirname(folder)) {
    if (await isThere(join(folder, POLICY_PATH))) found.push(folder);
    if (dirname(folder) === folder) return found;
  }
}
