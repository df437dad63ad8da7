// Gathers what a report is made of: one runbook's record, verified, and the commit it stands at.
import { access } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type Report, reportOf } from '../core/report/report.ts';
import { look } from './gitLook.ts';
import { verifyFolder } from './verify.ts';

export interface ReportRequest {
  /** The workspace folder. */
  readonly folder: string;
  /** Path of the runbook inside it, with forward slashes. */
  readonly runbook: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What an editor holds of a runbook instead of the disk. */
  readonly text?: ((path: string) => string | undefined) | undefined;
}

/** Null where the folder has no such runbook, or it holds nothing that belongs to a record. */
export async function gatherReport({ folder, runbook, now, text }: ReportRequest): Promise<Report | null> {
  const { audit, journals, runbooks } = await verifyFolder(folder, text);
  const file = runbooks.find((candidate) => candidate.runbook.path === runbook);
  if (!file) return null;
  const head = await look(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  return reportOf({ file, journals, findings: audit.findings, at: now, commit: head.ok ? head.text.trim() : null });
}

/** The workspace folder a runbook belongs to: the nearest one above with a record; else the runbook's own folder. */
export async function workspaceOf(file: string): Promise<{ readonly folder: string; readonly runbook: string }> {
  const from = dirname(resolve(file));
  let at = from;
  while (!(await exists(join(at, '.countersign'))) && dirname(at) !== at) at = dirname(at);
  const folder = (await exists(join(at, '.countersign'))) ? at : from;
  return { folder, runbook: relative(folder, resolve(file)).split(sep).join('/') };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
