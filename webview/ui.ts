// What every part of the card draws with: the snapshot, the page's own small state, and a way to say what was done.
import type { Intent, Snapshot } from '../src/protocol.ts';

/** State of the page that the host need not know. Gone when the card changes. */
export interface PageState {
  readonly rejecting: boolean;
  readonly help: boolean;
  /** What stands in the editor of the card, where something was typed. */
  readonly typed: string | null;
  /** Lines of the output that were opened, by number. */
  readonly opened: ReadonlySet<number>;
}

export const FRESH: PageState = { rejecting: false, help: false, typed: null, opened: new Set() };

export interface Ui {
  readonly snapshot: Snapshot;
  readonly page: PageState;
  /** Milliseconds since the snapshot came, for countdowns and clocks between two of them. */
  readonly sinceMs: number;
  readonly post: (intent: Intent) => void;
  readonly turn: (change: Partial<PageState>) => void;
  /** Takes what was typed into the editor of the card; the host hears of it when the typing rests. */
  readonly type: (text: string) => void;
  /** Hands the edited command to the runbook. */
  readonly rewrite: () => void;
  /** Asks to approve; the guards of approve.ts decide whether this act counts. */
  readonly approve: (event: Event) => void;
}

/** What tells one card from the next: a new digest, a new run, another state. */
export function cardKey({ card }: Snapshot): string {
  switch (card.kind) {
    case 'review':
      return `review ${card.digest}`;
    case 'running':
      return `running ${card.run}`;
    case 'outcome':
      return `outcome ${card.run} ${card.reading ? 'reading' : 'read'}`;
    case 'message':
      return `message ${card.title} ${card.sentence}`;
  }
}

/** Fills in a template of the snapshot's words. */
export const fill = (template: string, values: Readonly<Record<string, string | number>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));

/** "42 s", "1:12", as a clock that runs. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
