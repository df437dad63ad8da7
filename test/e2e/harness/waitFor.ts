// Waiting for a condition, with words for what never came.
import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is yes; past the limit it throws what was waited for. */
export async function waitFor(ask: () => Promise<boolean>, what: () => Promise<string>, limitMs = 30_000): Promise<void> {
  const until = Date.now() + limitMs;
  while (!(await ask())) {
    if (Date.now() > until) throw new Error(`Waited ${limitMs / 1000} s for ${await what()}`);
    await pause(50);
  }
}
