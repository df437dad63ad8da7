// How long it takes to choose four kilobytes out of 100 MB, and to watch an output for what speaks to a model. Prints figures, asserts nothing.
// Run: node test/bench/trim.bench.mjs
import { createOutputWatch } from '../../src/core/guard/watch.ts';
import { createTrimmer } from '../../src/core/trim/trim.ts';

const MEGABYTES = 100;
const CHUNK = 64 * 1024;

const kinds = {
  'a log of k3s': (n) =>
    `Nov 21 05:42:12 w3 k3s[812]: time="2026-11-21T05:42:12Z" level=info msg="Handling backend connection request [w${n}]"\n`,
  'nothing but errors': (n) => `error: cannot reach peer ${n} at 10.0.${n % 250}.1 (attempt ${n})\n`,
  'short lines': (n) => `ok ${n}\n`,
  'a log in colour': (n) => `\u001b[32m✔\u001b[0m built module ${n} in 3 s\n`,
};

function parts(line) {
  const lines = [];
  for (let n = 0, size = 0; size < MEGABYTES * 1e6; n++) {
    const next = line(n);
    size += next.length;
    lines.push(next);
  }
  const all = lines.join('');
  return Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, at) => all.slice(at * CHUNK, (at + 1) * CHUNK));
}

/** Median of the processor's time and of the clock, in milliseconds. */
function measure(work) {
  const runs = [1, 2, 3, 4, 5].map(() => {
    const cpu = process.cpuUsage();
    const at = performance.now();
    work();
    const { user, system } = process.cpuUsage(cpu);
    return { cpu: (user + system) / 1000, clock: performance.now() - at };
  });
  const middle = (of) => runs.map(of).sort((a, b) => a - b)[2];
  return `${middle(({ cpu }) => cpu).toFixed(0)} ms of the processor, ${middle(({ clock }) => clock).toFixed(0)} ms`;
}

for (const [name, line] of Object.entries(kinds)) {
  const all = parts(line);
  const trim = measure(() => {
    const trimmer = createTrimmer({ command: 'journalctl -u k3s', shell: 'bash' });
    for (const part of all) trimmer.write(part);
    trimmer.end();
  });
  const watch = measure(() => {
    const watching = createOutputWatch();
    for (const part of all) watching.write(part);
    watching.signs();
  });
  console.log(`${MEGABYTES} MB, ${name}: trimmed in ${trim}; watched in ${watch}`);
}
