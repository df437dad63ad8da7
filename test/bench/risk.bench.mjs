// Measures the engine against labelled cases: `npm run bench:risk -- FILE [--misses WORD]`. Tier A, shell forms only. Figures, no verdict.
import { readFile } from 'node:fs/promises';
import { assess } from '../../src/core/assess/assess.ts';
import { overruling } from './overruled.mjs';

const [file, flag, shown = ''] = process.argv.slice(2);
if (file === undefined) {
  // Without a set of labelled cases there is nothing to measure: `npm run bench` goes on to the next one.
  console.log('usage: npm run bench:risk -- FILE [--misses WORD]   (FILE: one {"peer","command","verdict","scale","tier"} a line)');
  process.exit(0);
}
const rows = (await readFile(file, 'utf8'))
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const cases = rows
  .filter((row) => row.tier === 'A' && row.form !== 'sql')
  .map((row) => {
    const got = assess({ command: row.command });
    const rule = got.findings[0]?.rule ?? '';
    return { ...row, got, rule, why: overruling(row, rule) };
  });
const bad = (level) => level === 'destructive' || level === 'critical';

const MEASURES = [
  ['destructive: danger shown at least destructive', 'destructive', 'danger', '>= 99 %', ({ level }) => bad(level)],
  ['destructive: danger never shown as read', 'destructive', 'danger', '100 %', ({ level }) => level !== 'read'],
  ['destructive: safe not shown as destructive', 'destructive', 'safe', '>= 98 %', ({ level }) => !bad(level)],
  ['readonly: safe shown as read', 'readonly', 'safe', '>= 97 %', ({ level }) => level === 'read'],
  ['readonly: danger not shown as read', 'readonly', 'danger', '>= 99.7 %', ({ level }) => level !== 'read'],
  ['prod: danger names its target or says there is none', 'prod', 'danger', '100 %', namesTarget],
  ['prod: safe not shown as destructive', 'prod', 'safe', '>= 98 %', ({ level }) => !bad(level)],
];

/** A finding with a target, or the flag that says no target is named. */
function namesTarget({ level, tags, findings }) {
  return (
    level !== 'read' &&
    (tags.includes('ambient-target') || tags.includes('prod') || findings.some((finding) => finding.target !== undefined))
  );
}

const share = (part, all) => (all === 0 ? '   -   ' : `${((100 * part) / all).toFixed(2).padStart(6)} %`);

function printMeasure([name, scale, verdict, target, holds]) {
  const all = cases.filter((row) => row.scale === scale && row.verdict === verdict);
  const misses = all.filter((row) => !holds(row.got));
  const open = misses.filter((row) => row.why === null);
  const judged = all.length - (misses.length - open.length);
  const count = `${all.length - misses.length} / ${all.length}`;
  console.log(
    `${name.padEnd(54)} ${count.padStart(11)} ${share(all.length - misses.length, all.length)}   without ${String(misses.length - open.length).padStart(3)} overruled labels ${share(judged - open.length, judged)}   (target ${target})`,
  );
  for (const peer of new Set(all.map((row) => row.peer))) {
    const of = all.filter((row) => row.peer === peer);
    const wrong = of.filter((row) => !holds(row.got));
    console.log(
      `    ${peer.padEnd(20)} ${String(of.length - wrong.length).padStart(5)} / ${String(of.length).padEnd(5)} ${share(of.length - wrong.length, of.length)}`,
    );
  }
  if (flag !== '--misses' || !name.includes(shown)) return;
  for (const row of misses)
    console.log(
      `  ${row.peer.padEnd(14)} ${row.got.level.padEnd(11)} ${row.rule.padEnd(24)} ${JSON.stringify(row.command)}${row.why === null ? '' : `   [${row.why}]`}`,
    );
}

for (const measure of MEASURES) printMeasure(measure);

const overruled = new Map();
for (const [, scale, verdict, , holds] of MEASURES) {
  for (const row of cases)
    if (row.scale === scale && row.verdict === verdict && row.why !== null && !holds(row.got)) overruled.set(row, row.why);
}
console.log(`\n${overruled.size} labels overruled, by the definition of product.md that says so:`);
for (const why of new Set(overruled.values())) {
  const commands = [...overruled].filter(([, reason]) => reason === why).map(([row]) => row.command.replaceAll('\n', '⏎').slice(0, 60));
  console.log(`  ${why}: ${commands.length}${flag === '--misses' ? '' : `, such as ${commands.slice(0, 3).join(' · ')}`}`);
}
