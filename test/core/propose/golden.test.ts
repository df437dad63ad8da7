import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseRunbook } from '../../../src/core/propose/runbook.ts';

const golden = new URL('../../golden/propose/', import.meta.url);

test('a runbook with everything in it reads as a person would', async () => {
  const text = await readFile(new URL('k3s-worker.md', golden), 'utf8');
  const runbook = parseRunbook(text, 'k3s-worker.md');
  // With the source beside its offsets, so that a person can check them.
  const shown = { ...runbook, steps: runbook.steps.map((step) => ({ ...step, source: text.slice(...step.fence).split('\n') })) };
  await expect(`${JSON.stringify(shown, null, 2)}\n`).toMatchFileSnapshot(new URL('k3s-worker.json', golden).pathname);
});
