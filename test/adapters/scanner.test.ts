// The second opinion on what is a secret, with the real secretlint.
import { describe, expect, test } from 'vitest';
import { createScanner } from '../../src/adapters/scanner.ts';
import { redact, redactSuspects } from '../../src/core/redact/redact.ts';
import type { Log } from '../../src/ports.ts';
import { cpuMs } from '../fakes/cpu.ts';

const lines: string[] = [];
const log: Log = { info: () => undefined, warn: (line) => void lines.push(line), error: () => undefined };
const scanner = createScanner({ log });
const scan = async (text: string) => redactSuspects(redact(text), await scanner.suspects(redact(text)));
const x = (count: number) => 'aB3dE6gH9jKmNpQrStUvWxYz'.repeat(20).slice(0, count);

describe('secretlint', () => {
  test.each([
    ['a Notion token', `ntn_${'1'.repeat(11)}${x(35)}`],
    ['a Databricks token', `dapi${'0123456789abcdef'.repeat(2)}`],
    ['a Cloudflare token', `CLOUDFLARE_API_TOKEN = "${x(40)}"`],
    ['an npm token in its settings', `//registry.npmjs.org/:_authToken=${x(36)}`],
    ['login and password in a URL', 'https://ada:lovelace1815@example.com/'],
  ])('%s is concealed and named', async (_what, text) => {
    const shown = await scan(`before ${text} after`);
    expect(shown).toMatch(/\[redacted: [\w .-]+\]/);
    expect(shown).toMatch(/^before .* after$/);
    expect(shown).not.toMatch(/aB3dE6gH9j|0123456789abcdef|lovelace1815|1111/);
  });

  test('finds what only it knows', async () => {
    const only = `dapi${'0123456789abcdef'.repeat(2)}`;
    expect(redact(only)).toBe(only);
    expect(await scan(only)).toMatch(/^\[redacted: databricks [\w ]+\]$/i);
  });

  test('an output cannot ask for itself not to be scanned', async () => {
    const secret = `dapi${'0123456789abcdef'.repeat(2)}`;
    for (const asked of [
      `/* secretlint-disable */ ${secret}`,
      `${secret} // secretlint-disable-line`,
      `// SecretLint-Disable-next-line\n${secret}`,
    ])
      expect(await scan(asked)).not.toContain(secret);
  });

  test('leaves an ordinary output alone', async () => {
    const text = 'NAME READY STATUS RESTARTS AGE\nweb-0 1/1 Running 0 3d\ncommit 4f2a9c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6a7b\n';
    expect(await scan(text)).toBe(text);
    expect(lines).toEqual([]);
  });

  test('a megabyte of anything takes less than a second', async () => {
    for (const unit of ['https://a:b', '-----BEGIN ', '_authToken=', 'postgres://', 'sk-', 'AKIA', ' ', 'a']) {
      const started = cpuMs();
      await scanner.suspects(unit.repeat(1e6 / unit.length));
      expect(cpuMs() - started, unit).toBeLessThan(1000);
    }
  });
});
