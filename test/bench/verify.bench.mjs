// `verify` over 100,000 records in ten journals, and in a repository that holds them: promised under 2 s.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { verifyFolder } from '../../src/adapters/verify.ts';
import { annotateStep, spliced } from '../../src/core/annotate/annotate.ts';
import { blockDigest } from '../../src/core/annotate/blockDigest.ts';
import { parseRunbook } from '../../src/core/propose/runbook.ts';
import { appendText, readTail } from '../../src/core/remember/chain.ts';
import { journalPath } from '../../src/core/remember/paths.ts';

const FILES = 10;
const RECORDS = 100_000;
const RUNS = 5;
const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
const HASH = 'ab'.repeat(32);
process.env.GIT_CONFIG_GLOBAL = '/dev/null';

function entriesOf(run) {
  const common = { at: 1.76e12, step: 'join-worker', by: 'Ada Lovelace <ada@example.org>', run, digest: HASH };
  const command = 'kubectl --context staging get nodes -o wide';
  return [
    { ...common, kind: 'approved', level: 'change', tags: ['prod'], via: 'card', readMs: 4200, command },
    {
      ...{ ...common, kind: 'ran', outcome: 'exited', exit: 0, signal: null, durationMs: 3000, bytes: 1000 },
      ...{ log: `.countersign/logs/s/${run}.log`, logSha256: HASH, secrets: ['K3S_TOKEN'], block: HASH },
    },
  ];
}

function write() {
  for (let file = 0; file < FILES; file += 1) {
    const path = `.countersign/journal/ops/k3s/s-${file}.jsonl`;
    let tail = readTail('', path);
    let text = '';
    for (let run = 0; run < RECORDS / FILES / 2; run += 1) {
      for (const entry of entriesOf(`20261121-05${file}-${run}`)) {
        const next = appendText(tail, entry);
        text += next.text;
        tail = next.tail;
      }
    }
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function measure(name) {
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    const { audit } = await verifyFolder(folder);
    times.push(performance.now() - start);
    if (audit.records !== RECORDS || audit.findings.length > 0) throw new Error('the record is not what was written');
  }
  const [best = 0, , median = 0] = times.toSorted((a, b) => a - b);
  console.log(`${name.padEnd(44)} ${median.toFixed(0).padStart(8)} ms (best ${best.toFixed(0)} ms)`);
}

/** A runbook of 1,000 steps, each with the block of its run, and as many journals of one run. */
async function longRunbook() {
  const steps = 1000;
  const path = 'ops/long.md';
  let text = Array.from({ length: steps }, (_, n) => `## ${n}\n\n\`\`\`bash {id=s${n}}\necho ${n}\n\`\`\`\n\n`).join('');
  for (let n = 0; n < steps; n += 1) {
    const run = `run-${n}`;
    const result = {
      ...{ run, exit: 0, signal: null, outcome: 'exited', durationMs: 3000, at: 1.76e12, by: 'Ada', level: 'read', logPath: '' },
      ...{ digest: HASH, text: `${n}`, omittedLines: 0 },
    };
    const journal = journalPath(path, `s-${n}`);
    const [approved, ended] = entriesOf(run).map((entry) => ({ ...entry, step: `s${n}` }));
    const first = appendText(readTail('', journal), { ...approved, command: `echo ${n}` });
    put(journal, first.text + appendText(first.tail, { ...ended, block: blockDigest(result) }).text);
    // From the last step up, so that the places of the steps above stay as they were read.
    blocks.push({ id: `s${n}`, result });
  }
  const read = parseRunbook(text, path).steps;
  for (const step of read.toReversed()) {
    const { result } = blocks.find(({ id }) => id === step.id);
    text = spliced(text, annotateStep({ text, step, result }));
  }
  put(path, text);
  const start = performance.now();
  const { audit } = await verifyFolder(folder);
  if (audit.findings.length > 0 || audit.blocks !== steps) throw new Error('the record is not what was written');
  console.log(`${`${steps} blocks in one runbook`.padEnd(44)} ${(performance.now() - start).toFixed(0).padStart(8)} ms`);
}
const blocks = [];
const put = (path, text) => {
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

try {
  await longRunbook();
  rmSync(join(folder, 'ops'), { recursive: true });
  rmSync(join(folder, '.countersign'), { recursive: true });
  write();
  await measure(`verify ${RECORDS} records`);
  const git = (...args) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder, stdio: 'ignore' });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'x');
  await measure('the same with its git history');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
