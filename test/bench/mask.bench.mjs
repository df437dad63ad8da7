// How fast output goes through the mask, beside the naive way (every form replaced in every chunk, which also misses what a cut divides).
// Prints figures, asserts nothing. Run: node test/bench/mask.bench.mjs
import { formsOf } from '../../src/core/redact/forms.ts';
import { createMask } from '../../src/core/redact/mask.ts';

const MEGABYTES = 200;
const CHUNK = 64 * 1024;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const value = (seed, length) => Array.from({ length }, (_, k) => ALPHABET[(k * 7 * seed + seed * 13 + k * k) % 62]).join('');
const five = [1, 2, 3, 4, 5].map((seed) => ({ name: `S${seed}`, value: value(seed, 32) }));
const key = `-----BEGIN PRIVATE KEY-----\n${Array.from({ length: 50 }, (_, i) => value(i + 9, 64)).join('\n')}\n-----END PRIVATE KEY-----\n`;
const twenty = Array.from({ length: 20 }, (_, i) => ({ name: `T${i}`, value: value(i + 31, 16 + 3 * i) }));
const sets = {
  'one secret': five.slice(0, 1),
  'five secrets': five,
  'twenty secrets': twenty,
  'a key of 50 lines and five secrets': [...five, { name: 'KEY', value: key }],
};

const line = '2026-01-01T00:00:00Z INFO  pod/web-0 condition Ready=True reason=KubeletReady message="kubelet is posting ready status"\r\n';
const repeat = (text) => Buffer.from(text.repeat(Math.ceil(CHUNK / text.length)).slice(0, CHUNK));
const base64 = Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 2654435761) >>> 24)).toString('base64');
const outputsFor = (secret) => ({
  'a log': repeat(line),
  base64: repeat(`${base64}\n`),
  'a log in colour': repeat(`\u001b[2m2026-01-01\u001b[0m \u001b[32mINFO\u001b[0m pod/web-0 condition Ready=True reason=KubeletReady\r\n`),
  'a log full of secrets': repeat(`${line}token=${secret}\r\n`),
});

function rate(work, chunk, megabytes = MEGABYTES) {
  const started = process.cpuUsage();
  const rounds = Math.ceil((megabytes * 1e6) / chunk.length);
  for (let i = 0; i < rounds; i++) work(chunk);
  // Time of the processor, so that a busy machine does not count.
  const { user, system } = process.cpuUsage(started);
  return (rounds * chunk.length) / (user + system);
}

function naive(secrets) {
  const forms = secrets.flatMap((secret) =>
    formsOf(secret.value).map((form) => [Buffer.from(form.bytes).toString('latin1'), `<concealed:${secret.name}>`]),
  );
  return (chunk) => {
    let text = chunk.toString('latin1');
    for (const [form, marker] of forms) text = text.replaceAll(form, marker);
    return Buffer.from(text, 'latin1');
  };
}

for (const [what, secrets] of Object.entries(sets)) {
  const started = performance.now();
  createMask(secrets);
  const built = performance.now() - started;
  const forms = secrets.reduce((sum, secret) => sum + formsOf(secret.value).length, 0);
  console.log(`${what}: ${forms} forms, built in ${built.toFixed(1)} ms`);
  for (const [name, chunk] of Object.entries(outputsFor(secrets[0].value))) {
    const mask = createMask(secrets);
    const simple = naive(secrets);
    rate((bytes) => mask.write(bytes), chunk, 20);
    const fast = rate((bytes) => mask.write(bytes), chunk);
    const slow = rate(simple, chunk, 20);
    console.log(
      `  ${name.padEnd(24)} ${fast.toFixed(0).padStart(5)} MB/s   naive ${slow.toFixed(0).padStart(5)} MB/s   ${(fast / slow).toFixed(1)} times`,
    );
  }
}
