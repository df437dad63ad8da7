// A result block put into a runbook of 10,000 lines: reading it, finding the step, making the splice, and the new text. Promised under 30 ms.
import { annotateStep, spliced } from '../../src/core/annotate/annotate.ts';
import { locateStep } from '../../src/core/propose/locate.ts';
import { parseRunbook } from '../../src/core/propose/runbook.ts';

const STEPS = 1150;
const RUNS = 30;
const step = (n) =>
  `## Step ${n}: check node ${n}\n\nLook at the node before going on; **every** pod should be \`Running\`.\n\n\`\`\`bash {id=step-${n} timeout=10m}\nkubectl get node w${n} -o wide\nkubectl get pods\n\`\`\`\n\n`;
const text = Array.from({ length: STEPS }, (_, n) => step(n)).join('');
const output = Array.from({ length: 100 }, (_, n) => `node w${n} Ready`).join('\n');
const result = (run) => ({
  ...{ run, exit: 0, signal: null, outcome: 'exited', durationMs: 1200, at: 1.76e12, by: 'Ada', level: 'read' },
  ...{ logPath: '.countersign/logs/s/r.log', digest: 'ab'.repeat(32), text: output, omittedLines: 0, notable: [] },
});

const reading = [];
const writing = [];

function annotate(before, run) {
  const n = (run * 37) % STEPS;
  const start = performance.now();
  const found = locateStep(parseRunbook(before, 'ops/k3s.md'), {
    id: `step-${n}`,
    text: `kubectl get node w${n} -o wide\nkubectl get pods`,
  });
  if (!found) throw new Error('the step is not found');
  const read = performance.now();
  const after = spliced(before, annotateStep({ text: before, step: found, result: result(`run-${run}`) }));
  reading.push(read - start);
  writing.push(performance.now() - read);
  return after;
}

function print(name, times) {
  const sorted = times.toSorted((a, b) => a - b);
  const late = sorted[Math.ceil(RUNS * 0.95) - 1] ?? 0;
  console.log(
    `${name.padEnd(44)} ${(sorted[RUNS / 2] ?? 0).toFixed(1).padStart(8)} ms (best ${(sorted[0] ?? 0).toFixed(1)} ms), 95th percentile ${late.toFixed(1)} ms`,
  );
}

let now = text;
for (let run = 0; run < RUNS; run += 1) now = annotate(now, run);
print(
  `result block into ${text.split('\n').length} lines`,
  reading.map((ms, run) => ms + (writing[run] ?? 0)),
);
print('of that, the block itself', writing);
