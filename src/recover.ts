// Runs of an earlier window, handed to this one's session.
import type { SessionEvent } from './core/review/events.ts';
import type { Clock, Runner, Vault } from './ports.ts';

export interface RecoverDeps {
  readonly vault: Pick<Vault, 'open'>;
  readonly runner: Pick<Runner, 'find'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly dispatch: (event: SessionEvent) => void;
}

/** The run still going is watched again, those that ended are recorded. Opens no terminal and starts nothing. */
export async function recover({ vault, runner, clock, dispatch }: RecoverDeps): Promise<void> {
  const open = await vault.open();
  if (open.length === 0) return;
  const found = await runner.find();
  // The live one first: only what is on the card can be cancelled.
  const live = (of: { readonly run: string }) => Number(of.run === found?.running);
  for (const { run, ticket } of [...open].sort((a, b) => live(b) - live(a))) {
    dispatch({ kind: 'found-run', ticket, running: found?.running === run, at: clock.now() });
  }
}
