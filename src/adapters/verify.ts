// Verifies the record of a workspace folder with everything this machine knows of it: files, git's history, signatures.
import { type Audit, audit, inOrder } from '../core/recall/audit.ts';
import { isRecorded, type ReadJournal, type ReadRunbook, readJournal, readRunbookFile } from '../core/recall/files.ts';
import { checkHistory, type History } from './gitHistory.ts';
import { checkSignatures, type Signatures } from './gitVerify.ts';
import { nodeHash, readRecordFiles } from './recordFiles.ts';

export interface Verification {
  /** All findings, those of history and signatures included. */
  readonly audit: Audit;
  readonly history: Pick<History, 'checked' | 'commits'>;
  readonly signatures: Pick<Signatures, 'good'>;
  readonly journals: readonly ReadJournal[];
  readonly runbooks: readonly ReadRunbook[];
}

/** `text`: what an editor holds of a runbook instead of the disk, or undefined. */
export async function verifyFolder(folder: string, text?: (path: string) => string | undefined): Promise<Verification> {
  const files = await readRecordFiles(folder);
  const journals = files.journals.map((file) => readJournal(file, nodeHash));
  const held = files.runbooks.map((file) => ({ ...file, text: text?.(file.path) ?? file.text }));
  const runbooks = held.filter((file) => isRecorded(file, journals)).map(readRunbookFile);
  const audited = audit({ journals, runbooks, logs: files.logs });
  const history = await checkHistory(folder);
  const signatures = await checkSignatures(folder, journals);
  const findings = [...audited.findings, ...history.findings, ...signatures.findings].toSorted(inOrder);
  return { audit: { ...audited, findings }, history, signatures, journals, runbooks };
}
