// Checks the signatures of a journal the way git checks those of commits: ssh-keygen with the allowed signers, or gpg.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { ReadJournal } from '../core/recall/files.ts';
import { lineOfRecord } from '../core/recall/files.ts';
import type { Finding } from '../core/recall/finding.ts';
import type { JournalRecord } from '../core/remember/record.ts';
import { commitEnv } from './gitEnv.ts';
import { gitConfig, SIGNATURE_NAMESPACE, signProgram } from './gitSign.ts';

type SignedRecord = Extract<JournalRecord, { kind: 'signed' }>;

/** What one signature is worth: made by somebody this machine knows, by a key it does not know, or not over these records. */
type Verdict = { readonly kind: 'known'; readonly by: string } | { readonly kind: 'unknown' } | { readonly kind: 'bad' };

export interface Signatures {
  readonly findings: readonly Finding[];
  /** Journals whose last signature is good, by path: who made it (null: a key this machine does not know) and up to which record. */
  readonly good: ReadonlyMap<string, { readonly by: string | null; readonly upTo: number }>;
}

/** The last signature of each journal vouches for every record before it, so it alone is checked. */
export async function checkSignatures(folder: string, journals: readonly ReadJournal[]): Promise<Signatures> {
  const findings: Finding[] = [];
  const good = new Map<string, { readonly by: string | null; readonly upTo: number }>();
  for (const journal of journals) {
    const record = journal.records.findLast((candidate): candidate is SignedRecord => candidate.kind === 'signed');
    if (!record) continue;
    const verdict = await verdictOf(folder, record);
    if (verdict.kind === 'bad')
      findings.push({ kind: 'signature-bad', path: journal.path, line: lineOfRecord(journal, record), about: record.key });
    else good.set(journal.path, { by: verdict.kind === 'known' ? verdict.by : null, upTo: record.seq - 1 });
  }
  return { findings, good };
}

async function verdictOf(folder: string, record: SignedRecord): Promise<Verdict> {
  const scratch = await mkdtemp(join(tmpdir(), 'countersign-'));
  try {
    const signature = join(scratch, 'signature');
    await writeFile(signature, record.signature.endsWith('\n') ? record.signature : `${record.signature}\n`);
    const of = { folder, signature, text: record.prev, program: await signProgram(folder, record.format) };
    return record.format === 'ssh' ? await verifySsh(of) : await verifyPgp(of);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Check {
  readonly folder: string;
  readonly signature: string;
  readonly text: string;
  readonly program: string;
}

async function verifySsh(check: Check): Promise<Verdict> {
  const { folder, signature } = check;
  const about = ['-n', SIGNATURE_NAMESPACE, '-s', signature];
  const whole = await run(check, ['-Y', 'check-novalidate', ...about]);
  if (whole.failed) return { kind: 'bad' };
  const allowed = await gitConfig(folder, 'gpg.ssh.allowedSignersFile', 'path');
  if (allowed === '') return { kind: 'unknown' };
  const found = await run(check, ['-Y', 'find-principals', '-f', allowed, '-s', signature]);
  const by = found.failed ? '' : (found.stdout.split('\n')[0] ?? '');
  if (by === '') return { kind: 'unknown' };
  const verified = await run(check, ['-Y', 'verify', '-f', allowed, '-I', by, ...about]);
  return verified.failed ? { kind: 'unknown' } : { kind: 'known', by };
}

async function verifyPgp(check: Check): Promise<Verdict> {
  const said = await run(check, ['--batch', '--status-fd', '1', '--verify', check.signature, '-']);
  if (/^\[GNUPG:\] (?:BADSIG|NODATA)/m.test(said.stdout)) return { kind: 'bad' };
  const by = /^\[GNUPG:\] GOODSIG \S+ (.+)$/m.exec(said.stdout)?.[1];
  return by === undefined ? { kind: 'unknown' } : { kind: 'known', by };
}

function run({ program, folder, text }: Check, args: readonly string[]) {
  return execa(program, [...args], {
    ...{ cwd: folder, env: commitEnv(process.env), extendEnv: false, input: text, reject: false, timeout: 20_000, windowsHide: true },
  });
}
