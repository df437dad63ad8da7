// What a model gets of an output: never more than its budget, and in it the line that decides.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toolOf } from '../../../src/core/trim/lens.ts';
import { bytesOf, cutAround } from '../../../src/core/trim/size.ts';
import { createTrimmer, DEFAULT_BUDGET, trimOutput } from '../../../src/core/trim/trim.ts';
import { anyText } from '../../fakes/text.ts';
import { logOf, SCENES } from './logs.ts';

const trim = (text: string, command = 'ls', budget = DEFAULT_BUDGET) => trimOutput(text, { command, shell: 'bash', budget });
const CASES = SCENES.flatMap((scene, at) => scene.decisive.map((decisive, nth) => ({ scene, decisive, seed: at * 31 + nth * 7 + 1 })));

describe('long logs of real tools', () => {
  it('are more than a hundred', () => expect(CASES.length).toBeGreaterThanOrEqual(100));

  it('keep the line that decides in at least 98 %, at 4 KB', () => {
    const lost = CASES.filter(({ scene, decisive, seed }) => {
      const log = logOf(scene, { decisive, seed, lines: 3000 });
      const { text } = trim(log, scene.command);
      expect(bytesOf(text)).toBeLessThanOrEqual(DEFAULT_BUDGET);
      return !text.includes(decisive.trim());
    });
    expect(lost.map(({ decisive }) => decisive)).toEqual([]);
  });

  it('keep it too where the command says nothing of the tool', () => {
    const lost = CASES.filter(
      ({ scene, decisive, seed }) => !trim(logOf(scene, { decisive, seed, lines: 1500 }), './run.sh').text.includes(decisive.trim()),
    );
    expect(lost.length / CASES.length).toBeLessThanOrEqual(0.08);
  });

  it('keep it in a storm of other errors, where it is the worse one', () => {
    const storm = Array.from({ length: 20_000 }, (_, n) => `error: cannot reach peer ${n} at 10.0.${n % 250}.1 (attempt ${n})`);
    storm[11_111] = 'panic: runtime error: index out of range [5] with length 3';
    const { text } = trim(storm.join('\n'));
    expect(text).toContain('panic: runtime error');
    expect(text).toMatch(/more like it\]/);
  });
});

describe('a trimmed output', () => {
  it('is the whole one where that is short', () => {
    expect(trim('a\nb\n')).toEqual({ text: 'a\nb', totalLines: 2, whole: true });
    expect(trim('')).toEqual({ text: '', totalLines: 0, whole: true });
    expect(trim('no end')).toMatchObject({ totalLines: 1, whole: true });
  });

  it('says how much is left out, and keeps the end', () => {
    const { text, totalLines, whole } = trim(Array.from({ length: 5000 }, (_, n) => `line ${n + 1}`).join('\n'));
    expect({ totalLines, whole }).toEqual({ totalLines: 5000, whole: false });
    expect(text).toMatch(/^line 1\n/);
    expect(text).toMatch(/\nline 5000$/);
    const shown = text.split('\n').filter((line) => line.startsWith('line ')).length;
    const left = [...text.matchAll(/… (\d+) lines left out …/g)].reduce((sum, [, count]) => sum + Number(count), 0);
    expect(shown + left).toBe(5000);
  });

  it('shows what stands around the first failure', () => {
    const lines = Array.from({ length: 300 }, (_, n) => `step ${n} of the installation with some words to fill the line`);
    lines.splice(150, 1, 'step 150: asking w3 for its token', 'error: token rejected', '  hint: make a new one on the server');
    expect(trim(lines.join('\n')).text).toContain('asking w3 for its token\nerror: token rejected\n  hint: make a new one');
  });

  it('cuts a long line around what matters', () => {
    const line = `${'x'.repeat(9000)} fatal error: token expired ${'y'.repeat(9000)}`;
    const { text } = trim(`${'ok\n'.repeat(3000)}${line}\n${'ok\n'.repeat(3000)}`);
    expect(text).toContain('fatal error');
    expect(cutAround('a'.repeat(100), { at: 50, most: 10 })).toHaveLength(12);
  });

  it('shows the beginning of one endless line', () => {
    const { text, totalLines, whole } = trim('a'.repeat(1_000_000));
    expect({ totalLines, whole }).toEqual({ totalLines: 1, whole: false });
    expect(text).toMatch(/^a{300,}…$/);
  });

  it('is the same however the stream was cut', () => {
    const [scene] = SCENES;
    if (!scene) throw new Error('no scene');
    const log = logOf(scene, { decisive: scene.decisive[0] ?? '', seed: 3, lines: 1200 });
    const whole = trim(log, scene.command).text;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        const trimmer = createTrimmer({ command: scene.command, shell: 'bash' });
        let at = 0;
        for (let n = 0; at < log.length; n++) {
          const size = sizes[n % sizes.length] ?? 1000;
          trimmer.write(log.slice(at, at + Math.max(size, 200)));
          at += Math.max(size, 200);
        }
        expect(trimmer.end().text).toBe(whole);
      }),
      { numRuns: 15 },
    );
  });

  it('holds its budget and no secret, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(anyText(120), { maxLength: 60 }), fc.integer({ min: 256, max: 4096 }), (lines, budget) => {
        const { text } = trim(lines.join('\n'), 'kubectl get x -o json', budget);
        expect(bytesOf(text)).toBeLessThanOrEqual(budget);
      }),
      { numRuns: 12 },
    );
    expect(trim(`${'ok\n'.repeat(3000)}error: token ghp_${'a1B2'.repeat(9)} rejected\n`).text).not.toContain('a1B2a1B2');
  });
});

describe('data', () => {
  const pod = (n: number, status: object) => ({
    kind: 'Pod',
    metadata: { name: `web-${n}`, namespace: 'apps', uid: 'u'.repeat(36), managedFields: [{ manager: 'x'.repeat(3000) }] },
    spec: { containers: [{ name: 'web', image: `acme/web:${n}` }] },
    status,
  });
  const well = { phase: 'Running', containerStatuses: [{ ready: true, restartCount: 0, state: { running: {} } }] };
  const ill = {
    phase: 'Pending',
    containerStatuses: [
      { ready: false, restartCount: 7, state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image acme/web:41' } } },
    ],
  };

  it('of Kubernetes becomes a table, what is ill first', () => {
    const json = JSON.stringify({ kind: 'List', items: Array.from({ length: 300 }, (_, n) => pod(n, n === 41 ? ill : well)) }, null, 2);
    expect(json.length).toBeGreaterThan(900_000);
    const { text } = trim(json, 'kubectl get pods -o json');
    expect(bytesOf(text)).toBeLessThanOrEqual(4096);
    const [count, columns, first] = text.split('\n');
    expect(count).toBe('300 items, 1 not well');
    expect(columns).toBe('kind | namespace | name | ready | status | restarts | image | why');
    expect(first).toContain('Pod | apps | web-41 | 0/1 | Pending | 7 | acme/web:41 | ImagePullBackOff; Back-off pulling image');
  });

  it('of terraform becomes what changes, the destroyed first', () => {
    const changes = Array.from({ length: 800 }, (_, n) => ({
      address: `aws_instance.web[${n}]`,
      change: { actions: n === 77 ? ['delete', 'create'] : n % 100 === 1 ? ['update'] : ['no-op'] },
    }));
    const { text } = trim(
      JSON.stringify({ format_version: '1.2', planned_values: {}, resource_changes: changes }),
      'terraform show -json plan',
    );
    expect(text).toMatch(/^Plan: 9 of 800 resources change\ndelete\+create aws_instance\.web\[77\]\nupdate /);
  });

  it('of journalctl and other logs becomes lines', () => {
    const record = (n: number) =>
      JSON.stringify({
        MESSAGE: n === 500 ? 'Failed to start k3s.' : `tick ${n}`,
        PRIORITY: n === 500 ? '3' : '6',
        _SYSTEMD_UNIT: 'k3s.service',
        __CURSOR: 's=x',
      });
    const { text } = trim(Array.from({ length: 1000 }, (_, n) => record(n)).join('\n'), 'journalctl -o json');
    expect(text).toContain('ERROR k3s.service Failed to start k3s.');
    expect(text).not.toContain('__CURSOR');
  });

  it('of helm, docker and anything else becomes rows or values', () => {
    const releases = Array.from({ length: 200 }, (_, n) => ({
      name: `r${n}`,
      namespace: 'apps',
      revision: '3',
      status: n === 9 ? 'pending-upgrade' : 'deployed',
      chart: 'c-1',
    }));
    expect(trim(JSON.stringify(releases, null, 1), 'helm list -o json').text).toContain('r9 | apps | pending-upgrade');
    const container = {
      Name: '/web',
      Id: 'a'.repeat(64),
      State: { Status: 'exited', ExitCode: 137, Error: '' },
      Config: { Image: 'acme/web', Env: Array.from({ length: 300 }, (_, n) => `A${n}=b`) },
    };
    expect(trim(JSON.stringify([container], null, 2), 'docker inspect web').text).toMatch(/exited.*137.*acme\/web/);
    expect(
      trim(JSON.stringify({ a: { b: Array.from({ length: 2000 }, () => 'x') }, status: { error: 'token expired' } }), 'curl http://h').text,
    ).toContain('status.error: token expired');
  });

  it('that only looks like data is text', () => {
    expect(trim(`{ not json\n${'x\n'.repeat(4000)}error: no\n`).text).toContain('error: no');
    expect(trim(`{"__proto__": {"error": "x"}, "a": "${'y'.repeat(5000)}"}`).text).toContain('__proto__.error: x');
  });
});

describe('the tool', () => {
  it.each([
    ['kubectl get pods', 'kubectl'],
    ['sudo k3s kubectl get pods', 'kubectl'],
    ['ssh w3 "journalctl -u k3s | tail"', 'journalctl'],
    ['cd x && terraform plan', 'terraform'],
    ['ls -l', null],
  ])('of %s is %s', (command, tool) => expect(toolOf({ command, shell: 'bash' })).toBe(tool));
});

describe('bytes', () => {
  it('are those of UTF-8', () => {
    fc.assert(fc.property(anyText(80), (text) => bytesOf(text) === new TextEncoder().encode(text).length));
  });
});
