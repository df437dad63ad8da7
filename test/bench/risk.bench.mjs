// Measures the engine against labelled cases: node test/bench/risk.bench.mjs FILE [--misses SCALE]. Tier A, shell forms only.
import { readFile } from 'node:fs/promises';
import { assess } from '../../src/core/assess/assess.ts';

const [file, flag, shown] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: risk.bench.mjs FILE [--misses NAME]');
  process.exit(2);
}
const rows = (await readFile(file, 'utf8'))
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const cases = rows
  .filter((row) => row.tier === 'A' && row.form !== 'sql')
  .map((row) => ({ ...row, got: assess({ command: row.command }) }));
const bad = (level) => level === 'destructive' || level === 'critical';

const MEASURES = [
  ['destructive: danger shown at least destructive', 'destructive', 'danger', (level) => bad(level)],
  ['destructive: danger never shown as read', 'destructive', 'danger', (level) => level !== 'read'],
  ['destructive: safe not shown as destructive', 'destructive', 'safe', (level) => !bad(level)],
  ['readonly: safe shown as read', 'readonly', 'safe', (level) => level === 'read'],
  ['readonly: danger not shown as read', 'readonly', 'danger', (level) => level !== 'read'],
  ['prod: danger not shown as read', 'prod', 'danger', (level) => level !== 'read'],
];
for (const [name, scale, verdict, holds] of MEASURES) {
  const all = cases.filter((row) => row.scale === scale && row.verdict === verdict);
  const misses = all.filter((row) => !holds(row.got.level));
  console.log(
    `${name.padEnd(52)} ${all.length - misses.length} / ${all.length}  ${((100 * (all.length - misses.length)) / all.length).toFixed(2)} %`,
  );
  if (flag === '--misses' && name.startsWith(shown)) {
    for (const { peer, command, got } of misses)
      console.log(`  ${peer.padEnd(14)} ${got.level.padEnd(11)} ${(got.findings[0]?.rule ?? '').padEnd(22)} ${JSON.stringify(command)}`);
  }
}
