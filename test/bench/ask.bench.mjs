// From a model's last token to the card (promised: under 100 ms): an endpoint with OpenAI's protocol on this machine, the real client, desk,
// guards, journal, planner and assessment, over a runbook with a long record. And what making the request takes before.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBearings } from '../../src/adapters/bearings.ts';
import { createClock } from '../../src/adapters/clock.ts';
import { createJournal } from '../../src/adapters/journal.ts';
import { createJournals } from '../../src/adapters/journals.ts';
import { createLogReader } from '../../src/adapters/logReader.ts';
import { createModels } from '../../src/adapters/models/models.ts';
import { createPlanner } from '../../src/adapters/planner.ts';
import { createScanner } from '../../src/adapters/scanner.ts';
import { createAsking } from '../../src/asking.ts';
import { createConductor } from '../../src/conductor.ts';
import { infoOf } from '../../src/core/ask/models.ts';
import { bytesOfMessages } from '../../src/core/ask/sent.ts';
import { parseRunbook } from '../../src/core/propose/runbook.ts';
import { createDoorDesk } from '../../src/door/desk.ts';
import { fakeWorld } from '../fakes/ports.ts';

/** The desk lets through twelve in a minute. */
const RUNS = 11;
const PATH = 'runbooks/join.md';
const STAND_IN = join(import.meta.dirname, '../../scripts/trial/op');
const folder = mkdtempSync(join(tmpdir(), 'countersign-ask-bench-'));
const runtimeDir = join(folder, '..', `${folder.split('/').at(-1)}-storage`);
mkdirSync(join(folder, 'runbooks'));
mkdirSync(join(folder, '.countersign', 'logs', 's'), { recursive: true });
execFileSync('git', ['init', '-q'], { cwd: folder });
writeFileSync(join(folder, 'runbooks', '.env'), Array.from({ length: 30 }, (_, at) => `NAME_${at}=op://vault/item/${at}\n`).join(''));

let ended = 0;
let asked = 0;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const answer = JSON.stringify({
      command: `kubectl --context k3s -n n${asked} get pods -o wide`,
      why: 'Look.',
      expected: 'a pod "web"',
    });
    for (const piece of answer.match(/.{1,6}/g))
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: piece } }] })}\n\n`);
    ended = performance.now();
    response.end(`data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`);
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const endpoint = { vendor: 'openai', url: `http://127.0.0.1:${server.address().port}/v1`, model: 'bench' };

const clock = createClock();
const log = { info() {}, warn: console.warn, error: console.error };
const journal = createJournal({ folder });
for (let step = 0; step < 200; step += 1) {
  const name = `.countersign/logs/s/r${step}.log`;
  writeFileSync(join(folder, name), `pod/web-${step} CrashLoopBackOff\n`.repeat(2000));
  const common = { step: `s${step}`, run: `r${step}`, at: 1, by: 'Ada' };
  const command = `kubectl --context k3s get pods -n n${step}`;
  await journal.append(PATH, '20260101-000000-000000', {
    ...common,
    kind: 'approved',
    digest: '0',
    level: 'read',
    tags: [],
    via: 'card',
    readMs: 1,
    command,
  });
  const end = { outcome: 'exited', exit: 0, signal: null, durationMs: 1000, bytes: 1, log: name, logSha256: '0'.repeat(64), secrets: [] };
  await journal.append(PATH, '20260101-000000-000000', { ...common, kind: 'ran', digest: '0', ...end });
}

let text = `---\nobjective: Join w3\nenv-file: .env\n---\n${Array.from({ length: 50 }, (_, at) => `\n## Step ${at}\n\n\`\`\`bash {id=s${at}}\nkubectl --context k3s get pods -n n${at}\n\`\`\`\n`).join('')}`;
const runbooks = {
  read: async () => ({ ok: true, value: { text, dirty: false } }),
  splice: async (path, { span, text: put }) => {
    text = text.slice(0, span[0]) + put + text.slice(span[1]);
    writeFileSync(join(folder, path), text);
    return { ok: true, value: { saved: true } };
  },
};
const world = {
  ...fakeWorld(),
  ...{ clock, log, journal, runbooks, journals: createJournals({ folder }), planner: createPlanner({ folder, opPath: () => STAND_IN }) },
  bearings: createBearings({ folder, env: process.env }),
};
let shown = () => {};
const conductor = createConductor(
  {
    ...world,
    draw(session) {
      desk?.saw(session);
      if (session.review.kind === 'presented' && session.review.step.id.startsWith('ai-')) shown(performance.now());
    },
  },
  { id: '20260102-000000-000000', pauseMs: 5000 },
);
let tickets = 0;
const readLog = createLogReader({ folder, runtimeDir });
const desk = createDoorDesk({
  ...world,
  readLog,
  session: conductor.session,
  dispatch: conductor.dispatch,
  newTicket: () => `ai-${++tickets}`,
});
const settings = () => ({ chosen: '', endpoints: [endpoint], prices: {} });
const vscode = { lm: { selectChatModels: async () => [] } };
const secrets = { get: async () => undefined, store: async () => {}, delete: async () => {} };
const asking = createAsking({
  ...{ ...world, readLog, scanner: createScanner({ log }), noteOf: (step) => desk.noteOf(step), answer: (call) => desk.answer(call) },
  models: createModels({ vscode, secrets, settings, clock, justification: '' }),
});
conductor.dispatch({ kind: 'runbook', runbook: parseRunbook(text, PATH), take: true });

const gathering = [];
const cards = [];
let bytes = 0;
for (let run = 0; run < RUNS; run += 1) {
  const before = performance.now();
  const question = await asking.question({ model: infoOf(endpoint), runbook: PATH, session: conductor.session().id });
  gathering.push(performance.now() - before);
  bytes = bytesOfMessages(question.value.messages);
  const card = new Promise((resolve) => {
    shown = resolve;
  });
  const end = await asking.ask(question.value, {
    by: 'Ada',
    signal: new AbortController().signal,
    onText() {},
    isOpen: () => true,
    mayGo: async () => true,
  });
  if (end.kind !== 'proposed') throw new Error(JSON.stringify(end).slice(0, 500));
  conductor.dispatch({ kind: 'choose', step: end.ticket });
  cards.push((await card) - ended);
  conductor.dispatch({ kind: 'skip', digest: conductor.session().review.digest, at: 1, by: 'Ada' });
}
const tell = (name, times) => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part) => (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0).toFixed(1).padStart(7);
  console.log(`${name.padEnd(44)} median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, slowest ${at(1)} ms`);
};
console.log(`${'the first, with everything to be loaded'.padEnd(44)} ${(cards.shift() ?? 0).toFixed(1).padStart(14)} ms`);
tell('last token to the card', cards);
tell(`making a request of ${bytes} bytes`, gathering);
server.close();
// What is skipped last is still being recorded.
await new Promise((resolve) => setTimeout(resolve, 500));
conductor.dispose();
rmSync(folder, { recursive: true, force: true });
