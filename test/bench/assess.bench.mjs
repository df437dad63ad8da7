// Time and weight of the risk engine: node test/bench/assess.bench.mjs. Figures, no verdict.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const output = await build({
  entryPoints: ['src/core/assess/assess.ts'],
  bundle: true,
  minify: true,
  format: 'esm',
  write: false,
  target: 'node22',
});
const [file] = output.outputFiles;
console.log(
  `weight: ${(file.contents.length / 1024).toFixed(1)} KB minified, ${(gzipSync(file.contents).length / 1024).toFixed(1)} KB gzipped`,
);

const url = `data:text/javascript;base64,${Buffer.from(file.contents).toString('base64')}`;
const before = performance.now();
const { assess } = await import(url);
const loaded = performance.now();
assess({ command: 'kubectl delete pod web-0' });
console.log(`load: ${(loaded - before).toFixed(1)} ms, first verdict: ${(performance.now() - loaded).toFixed(1)} ms`);

const { CORPUS } = await import('../corpus/corpus.ts');
const { commandsOf } = await import('../corpus/group.ts');
const commands = CORPUS.flatMap((group) => commandsOf(group.commands));
/** Microseconds for each of the commands, many times over, sorted. */
function measure(judge) {
  for (let i = 0; i < 20; i++) for (const command of commands) judge(command);
  const times = [];
  for (let i = 0; i < 20; i++) {
    for (const command of commands) {
      const start = performance.now();
      judge(command);
      times.push((performance.now() - start) * 1000);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(times.length * share)] ?? 0;
  return { mean: times.reduce((sum, time) => sum + time, 0) / times.length, median: at(0.5), p99: at(0.99), max: times.at(-1) };
}
const figures = ({ mean, median, p99, max }) =>
  `mean ${mean.toFixed(1)} µs, median ${median.toFixed(1)}, p99 ${p99.toFixed(1)}, max ${max.toFixed(0)}`;
const ours = measure((command) => assess({ command }));
console.log(`warm verdict over ${commands.length} commands: ${figures(ours)}`);
// The peer says allow or deny, without level, target or sentences.
const { checkCommand } = await import('cc-safety-net/api');
const cwd = mkdtempSync(join(tmpdir(), 'bench-'));
const peer = measure((command) => checkCommand({ command, cwd }));
rmSync(cwd, { recursive: true });
console.log(`cc-safety-net over the same: ${figures(peer)}; ours takes ${(ours.mean / peer.mean).toFixed(2)} of its time`);

const { SHAPES } = await import('../corpus/shapes.ts');
// CPU time, the best of five: on a busy machine the clock on the wall says little.
const cpu = () => process.cpuUsage().user / 1000;
const slowest = [];
for (const [name, make] of Object.entries(SHAPES)) {
  const costs = [1, 10, 64].map((kb) => {
    const command = make(kb * 1024).slice(0, kb * 1024);
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 5; i++) {
      const start = cpu();
      assess({ command });
      best = Math.min(best, cpu() - start);
    }
    return best;
  });
  slowest.push({ name, costs });
}
slowest.sort((a, b) => b.costs[2] - a.costs[2]);
console.log(
  `${slowest.length} adversarial shapes, CPU ms for 1, 10, 64 KB; ${slowest.filter(({ costs }) => costs[2] > 10).length} above 10 ms; the slowest ten:`,
);
for (const { name, costs } of slowest.slice(0, 10))
  console.log(`  ${name.padEnd(36)} ${costs.map((ms) => ms.toFixed(1).padStart(6)).join(' ')}`);
