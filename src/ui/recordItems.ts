// The record as a tree: runbooks, and what was decided and run in each, newest first. Pure; VS Code draws it.
import { JOURNAL_DIR } from '../core/remember/paths.ts';
import type { JournalRecord } from '../core/remember/record.ts';
import type { Say } from '../core/words.ts';
import type { SessionJournal } from '../ports.ts';
import { duration, short } from './snapshot/format.ts';

export interface RecordItem {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** Name of a codicon. */
  readonly icon: string;
  /** Id of the run whose log it leads to. */
  readonly run?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface RecordGroup {
  readonly name: string;
  readonly items: readonly RecordItem[];
}

/** Newest entries of a runbook that are shown. */
const ITEM_LIMIT = 200;

interface Context {
  readonly say: Say;
  readonly time: (at: number) => string;
}

/** Runbooks by their last act, newest first. */
export function recordGroups(journals: readonly SessionJournal[], context: Context): readonly RecordGroup[] {
  const byRunbook = new Map<string, JournalRecord[]>();
  for (const { path, records } of journals) {
    const name = path.slice(JOURNAL_DIR.length + 1, path.lastIndexOf('/'));
    byRunbook.set(name, [...(byRunbook.get(name) ?? []), ...records]);
  }
  const groups = [...byRunbook].map(([name, records]) => ({ name, items: itemsOf(records, context) }));
  return groups.filter(({ items }) => items.length > 0).sort((a, b) => (b.items[0]?.at ?? 0) - (a.items[0]?.at ?? 0));
}

function itemsOf(records: readonly JournalRecord[], context: Context): readonly RecordItem[] {
  const items = records.flatMap((record) => itemOf(record, context) ?? []);
  return items.sort((a, b) => b.at - a.at).slice(0, ITEM_LIMIT);
}

/** An approval is told by what became of it; what only holds the chain together is not told. */
function itemOf(record: JournalRecord, { say, time }: Context): RecordItem | null {
  const at = Date.parse(record.at);
  const item = (icon: string, description: string, more: Partial<RecordItem> = {}): RecordItem => {
    const label = 'step' in record ? record.step : '';
    const by = 'by' in record ? record.by : '';
    const command = 'command' in record ? `\n${short(record.command, 300)}` : '';
    return {
      label,
      icon,
      at,
      description: `${description} · ${time(at)}`,
      tooltip: `${label}: ${description}\n${time(at)} · ${by}${command}`,
      ...more,
    };
  };
  switch (record.kind) {
    case 'ran':
    case 'recovered': {
      const took = record.durationMs === null ? '' : ` · ${duration(record.durationMs, say)}`;
      const how = record.exit === null ? say('no exit code') : say('exit {exit}', { exit: record.exit });
      const icon = record.outcome === 'lost' ? 'question' : record.exit === 0 ? 'pass' : 'error';
      return item(icon, `${how}${took}`, { run: record.run });
    }
    case 'rejected':
      return item('circle-slash', record.reason ? `${say('rejected')}: ${record.reason}` : say('rejected'));
    case 'skipped':
      return item('debug-step-over', say('skipped'));
    case 'refused':
      return item('shield', say('refused, nothing ran'));
    case 'edited':
      return item('edit', say('edited'));
    case 'proposed':
      return item('lightbulb', say('proposed'));
    case 'held':
      return item('debug-pause', say('held back by a guard'));
    default:
      return null;
  }
}

export interface Checkpoint {
  readonly commit: string;
  readonly subject: string;
  readonly by: string;
  readonly at: number;
}

export function checkpointItems(checkpoints: readonly Checkpoint[], { time }: Pick<Context, 'time'>): readonly RecordItem[] {
  return checkpoints.map(({ commit, subject, by, at }) => ({
    label: commit.slice(0, 7),
    description: short(subject, 120),
    tooltip: `${commit}\n${subject}\n${time(at)} · ${by}`,
    icon: 'git-commit',
    at,
  }));
}
