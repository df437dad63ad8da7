// How many meaning-preserving rewrites lower a level, by kind: node test/bench/rewrites.bench.mjs [KIND]. Figures, no verdict.
// With the name of a kind, its misses are listed.
import { assess } from '../../src/core/assess/assess.ts';
import { LEVELS } from '../../src/core/step.ts';
import { CORPUS } from '../corpus/corpus.ts';
import { commandsOf } from '../corpus/group.ts';
import { REWRITES } from '../corpus/rewrites.ts';

const wanted = process.argv[2];
const rank = (level) => LEVELS.indexOf(level);
const bases = CORPUS.flatMap((group) => commandsOf(group.commands))
  .filter((command) => command.length < 200)
  .map((command) => ({ command, level: assess({ command }).level }));
console.log(
  `${bases.length} commands: ${LEVELS.map((level) => `${bases.filter((base) => base.level === level).length} ${level}`).join(', ')}`,
);

const total = { tried: 0, lowered: 0, read: 0, raised: 0 };
function measure(name, of) {
  const sums = { tried: 0, lowered: 0, read: 0, raised: 0, misses: [] };
  for (const [i, base] of bases.entries()) {
    const written = of(base.command, i);
    if (written === null) continue;
    const got = assess({ command: written });
    if (base.level === 'read') {
      sums.read++;
      if (rank(got.level) >= 2) sums.raised++;
    } else {
      sums.tried++;
      if (rank(got.level) < rank(base.level)) sums.lowered++;
    }
    if (rank(got.level) < rank(base.level) || (base.level === 'read' && rank(got.level) >= 2))
      sums.misses.push(`${base.level} → ${got.level} (${got.findings[0]?.rule ?? ''}): ${JSON.stringify(written)}`);
  }
  for (const key of Object.keys(total)) total[key] += sums[key];
  if (sums.lowered > 0 || sums.raised > 0 || wanted === 'all')
    console.log(
      `${name.padEnd(36)} lowered ${String(sums.lowered).padStart(4)} / ${String(sums.tried).padEnd(4)}  harmless made destructive ${String(sums.raised).padStart(4)} / ${sums.read}`,
    );
  if (wanted !== undefined && name.startsWith(wanted)) for (const miss of sums.misses) console.log(`    ${miss}`);
}
for (const { name, of } of REWRITES) measure(name, of);
const pairs = { tried: 0, lowered: 0, read: 0, raised: 0 };
Object.assign(pairs, total);
let seed = 1;
const next = () => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 2147483648;
};
const any = () => REWRITES[Math.floor(next() * REWRITES.length)];
for (let round = 0; round < 20; round++)
  measure('pairs', (command, i) => {
    const first = any().of(command, i);
    return first === null ? null : any().of(first, i + 1);
  });
console.log(
  `${REWRITES.length} kinds; singles: lowered ${pairs.lowered} of ${pairs.tried} (${((100 * pairs.lowered) / pairs.tried).toFixed(3)} %), harmless made destructive ${pairs.raised} of ${pairs.read}`,
);
console.log(
  `with pairs: lowered ${total.lowered} of ${total.tried} (${((100 * total.lowered) / total.tried).toFixed(3)} %), harmless made destructive ${total.raised} of ${total.read} (${((100 * total.raised) / total.read).toFixed(2)} %)`,
);
