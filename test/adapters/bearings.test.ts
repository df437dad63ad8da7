// Where a step would act, when earlier steps have led the session elsewhere.
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBearings } from '../../src/adapters/bearings.ts';
import { type Handed, NOTHING_HANDED } from '../../src/core/seal/carry.ts';
import type { FrontMatter, Step } from '../../src/core/step.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'countersign-bearings-')));
  for (const [name, cluster] of [
    ['a.yaml', 'staging-eu'],
    ['b.yaml', 'prod-eu'],
  ] as const)
    await writeFile(
      join(folder, name),
      `apiVersion: v1\nkind: Config\ncurrent-context: ${cluster}\ncontexts:\n- name: ${cluster}\n  context: { cluster: ${cluster} }\nclusters:\n- name: ${cluster}\n  cluster: { server: "https://${cluster}.example:6443" }\n`,
    );
  await mkdir(join(folder, 'infra', '.terraform'), { recursive: true });
  await writeFile(join(folder, 'infra', '.terraform', 'environment'), 'blue');
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

async function facts(handed: Partial<Handed>, frontMatter: FrontMatter, cwd?: string) {
  const env = { HOME: folder, KUBECONFIG: join(folder, 'a.yaml') };
  const bearings = createBearings({ folder, env, handed: () => ({ ...NOTHING_HANDED, ...handed }) });
  const attributes = cwd === undefined ? {} : { cwd };
  const step: Step = { id: 's', index: 0, title: '', text: 'kubectl get pods', shell: 'bash', attributes, fence: [0, 0], line: 0 };
  return (await bearings.take({ path: 'book.md', frontMatter, steps: [step] }, step)).facts;
}

test('a carried KUBECONFIG names another cluster; without carry it does not', async () => {
  const handed = { env: { KUBECONFIG: join(folder, 'b.yaml') } };
  expect((await facts(handed, {})).kube?.current).toBe('staging-eu');
  expect((await facts(handed, { carry: ['cwd'] })).kube?.current).toBe('staging-eu');
  expect((await facts(handed, { carry: ['env'] })).kube?.current).toBe('prod-eu');
});

test('a carried directory is where its facts are looked for; the step’s own comes first', async () => {
  const handed = { cwd: join(folder, 'infra') };
  expect((await facts(handed, {})).terraform).toBeUndefined();
  expect((await facts(handed, { carry: ['cwd'] })).terraform?.workspace).toBe('blue');
  expect((await facts(handed, { carry: ['cwd'] }, '.')).terraform).toBeUndefined();
});

test('a directory outside the folder is not looked into, as no step would run there', async () => {
  const outside = await realpath(await mkdtemp(join(tmpdir(), 'countersign-outside-')));
  await mkdir(join(outside, '.terraform'));
  await writeFile(join(outside, '.terraform', 'environment'), 'green');
  expect((await facts({ cwd: outside }, { carry: ['cwd'] })).terraform).toBeUndefined();
  await rm(outside, { recursive: true });
});
