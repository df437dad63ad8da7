// The facts of a machine, read from files as the tools write them, and from files no tool would write.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFiles } from '../../src/adapters/facts/files.ts';
import { createFacts } from '../../src/adapters/facts.ts';
import { cpuMs } from '../fakes/cpu.ts';

let home: string;
let cwd: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'countersign-facts-'));
  cwd = join(home, 'work', 'infra');
  mkdirSync(cwd, { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const put = (path: string, text: string | Uint8Array) => {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const read = (env: Record<string, string> = {}) => createFacts({ env, home, host: 'laptop' })(cwd);

const KUBECONFIG = `
apiVersion: v1
kind: Config
current-context: prod-eu
contexts:
- name: prod-eu
  context: { cluster: eu, namespace: payments, user: admin }
- name: kind-ci
  context: { cluster: ci, user: ci }
clusters:
- name: eu
  cluster: { server: "https://u:hunter2@10.1.2.3:6443", certificate-authority-data: aHVudGVyMg== }
- name: ci
  cluster: { server: "https://127.0.0.1:6443" }
users:
- name: admin
  user: { token: hunter2 }
`;

describe('facts', () => {
  it('of a machine with nothing on it: its name', async () => {
    expect(await read()).toEqual({ env: {}, host: 'laptop' });
  });

  it('of kubectl', async () => {
    put('.kube/config', KUBECONFIG);
    const facts = await read();
    expect(facts.kube).toEqual({
      current: 'prod-eu',
      contexts: expect.arrayContaining([
        { name: 'prod-eu', cluster: 'eu', namespace: 'payments', server: 'https://10.1.2.3:6443' },
        { name: 'kind-ci', cluster: 'ci', server: 'https://127.0.0.1:6443' },
      ]),
    });
    expect(JSON.stringify(facts)).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  it('of several kubeconfigs, of which the first that says something says it', async () => {
    const first = put('a.yaml', 'contexts: [{ name: blue, context: { cluster: one } }]');
    put('work/infra/b.yaml', 'current-context: blue\ncontexts: [{ name: blue, context: { cluster: two } }]');
    const { kube, env } = await read({ KUBECONFIG: `${first}:b.yaml:/nowhere`, HOME: '/else' });
    expect(kube).toEqual({ current: 'blue', contexts: [{ name: 'blue', cluster: 'one' }] });
    expect(env).toEqual({ KUBECONFIG: `${first}:b.yaml:/nowhere` });
  });

  it('of Terraform, AWS, gcloud, Docker and ssh', async () => {
    put('work/infra/.terraform/environment', 'blue\n');
    put(
      'work/infra/.terraform/terraform.tfstate',
      JSON.stringify({ backend: { type: 's3', config: { bucket: 'acme-prod', secret_key: 'hunter2', key: 'eu.tfstate' } } }),
    );
    put(
      '.aws/config',
      '[default]\nregion = eu-west-1\n[profile prod]\nsso_account_id=111122223333\n[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/x\n',
    );
    put('.aws/credentials', '[old]\naws_secret_access_key = hunter2\n');
    put('.config/gcloud/active_config', 'work');
    put('.config/gcloud/configurations/config_work', '[core]\nproject = acme-dev\naccount = ada@example.org\n');
    put('.docker/config.json', JSON.stringify({ currentContext: 'build', auths: { x: { auth: 'hunter2' } } }));
    const digest = createHash('sha256').update('build').digest('hex');
    put(
      `.docker/contexts/meta/${digest}/meta.json`,
      JSON.stringify({ Name: 'build', Endpoints: { docker: { Host: 'ssh://ada@build1' } } }),
    );
    put('.ssh/config', 'Include conf.d/*\nHost pve* !pve9\n  HostName %h.example\n  User root\nMatch host x\n  HostName nobody\n');
    put('.ssh/conf.d/a', 'Host="db1"\n\tHostName = 10.0.0.9\n');
    const facts = await read();
    expect(facts).toMatchObject({
      terraform: { workspace: 'blue', backend: 's3 acme-prod eu.tfstate', folder: 'infra' },
      aws: {
        profiles: [
          { name: 'default', region: 'eu-west-1' },
          { name: 'prod', account: '111122223333' },
          { name: 'dev', account: '444455556666' },
          { name: 'old' },
        ],
      },
      gcloud: { configuration: 'work', project: 'acme-dev', account: 'ada@example.org' },
      docker: { context: 'build', contexts: [{ name: 'build', host: 'ssh://build1' }] },
      ssh: [
        { patterns: ['db1'], hostName: '10.0.0.9' },
        { patterns: ['pve*', '!pve9'], hostName: '%h.example', user: 'root' },
      ],
    });
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });

  it('of Azure, talosctl and PostgreSQL', async () => {
    put(
      '.azure/azureProfile.json',
      `\uFEFF${JSON.stringify({
        installationId: 'x',
        subscriptions: [
          { id: '11', name: 'Acme Dev', state: 'Enabled', user: { name: 'ada@example.org' }, isDefault: false },
          { id: '22', name: 'Acme Prod', isDefault: true },
        ],
      })}`,
    );
    put(
      '.talos/config',
      'context: homelab\ncontexts:\n  homelab:\n    endpoints: [10.0.0.1]\n    nodes: [10.0.0.2]\n    ca: aHVudGVyMg==\n    key: hunter2\n  empty:\n',
    );
    put('.pg_service.conf', '# ours\n[live]\nhost=db.prod.example\ndbname=shop\nuser=ada\npassword=hunter2\n[bare]\n');
    const facts = await read();
    expect(facts).toMatchObject({
      azure: {
        current: 'Acme Prod',
        subscriptions: [
          { name: 'Acme Dev', id: '11' },
          { name: 'Acme Prod', id: '22' },
        ],
      },
      talos: {
        current: 'homelab',
        contexts: [
          { name: 'homelab', nodes: ['10.0.0.2', '10.0.0.1'] },
          { name: 'empty', nodes: [] },
        ],
      },
      pg: [{ service: 'live', host: 'db.prod.example', dbname: 'shop' }, { service: 'bare' }],
    });
    expect(JSON.stringify(facts)).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  it('of git as git itself writes it, in a repository and in a worktree of it', async () => {
    const git = (folder: string, ...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
    const root = join(home, 'work');
    git(root, 'init', '-b', 'main');
    git(root, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--allow-empty', '-m', 'x');
    git(root, 'remote', 'add', 'origin', 'https://ada:hunter2@example.org/acme/live.git');
    git(root, 'config', 'branch.main.remote', 'origin');
    git(root, 'config', 'branch.main.merge', 'refs/heads/release');
    const remotes = [{ name: 'origin', url: 'https://example.org/acme/live.git' }];
    expect((await read()).git).toEqual({ branch: 'main', upstream: { remote: 'origin', branch: 'release' }, remotes });
    git(root, 'worktree', 'add', '../tree', '-b', 'fix');
    expect((await createFacts({ env: {}, home })(join(home, 'tree'))).git).toEqual({ branch: 'fix', remotes });
    git(root, 'checkout', '--detach');
    expect((await read()).git).toEqual({ remotes });
  });

  it('follow the files: the same as long as those are, new when one changes', async () => {
    const facts = createFacts({ env: {}, home });
    put('.kube/config', KUBECONFIG);
    expect((await facts(cwd)).kube?.current).toBe('prod-eu');
    const file = put('.kube/config', KUBECONFIG.replace('current-context: prod-eu', 'current-context: kind-ci'));
    utimesSync(file, 1, 1);
    expect((await facts(cwd)).kube?.current).toBe('kind-ci');
    rmSync(file);
    expect((await facts(cwd)).kube).toBeUndefined();
  });

  it('take only variables that choose a target, without credentials', async () => {
    const { env } = await read({
      DATABASE_URL: 'postgres://u:hunter2@db/app',
      AWS_PROFILE: 'prod',
      AWS_SECRET_ACCESS_KEY: 'hunter2',
      TF_WORKSPACE: '',
    });
    expect(env).toEqual({ DATABASE_URL: 'postgres://db/app', AWS_PROFILE: 'prod' });
  });
});

describe('a file', () => {
  it('is read again only when it has changed', async () => {
    const path = put('x', 'one');
    const files = createFiles();
    let times = 0;
    const parse = (text: string) => {
      times += 1;
      return text;
    };
    expect([await files.read(path, parse), await files.read(path, parse), times]).toEqual(['one', 'one', 1]);
    put('x', 'other');
    expect([await files.read(path, parse), times]).toEqual(['other', 2]);
  });

  it('that is a pipe, a folder, a device, a loop of links, or huge counts as absent', async () => {
    const pipe = join(home, 'pipe');
    execFileSync('mkfifo', [pipe]);
    symlinkSync('loop', join(home, 'loop'));
    put('huge', 'x'.repeat(2 * 1024 * 1024));
    const files = createFiles();
    for (const path of [pipe, home, '/dev/zero', join(home, 'loop'), join(home, 'huge'), join(home, 'none')]) {
      expect(await files.read(path, (text) => text), path).toBeUndefined();
    }
  });
});

describe('hostile files', () => {
  const PLACES = [
    '.kube/config',
    'work/infra/.terraform/environment',
    'work/infra/.terraform/terraform.tfstate',
    '.aws/config',
    '.aws/credentials',
    '.config/gcloud/active_config',
    '.docker/config.json',
    '.ssh/config',
    '.azure/azureProfile.json',
    '.talos/config',
    '.pg_service.conf',
    'work/.git/HEAD',
    'work/.git/config',
  ];

  it.each([
    ['aliases without end', `a: &a [${'x,'.repeat(50)}]\nb: &b [${'*a,'.repeat(50)}]\ncontexts: [${'*b,'.repeat(50)}]`],
    ['an include of itself', 'Include config\nInclude *\nHost x\n HostName y'],
    ['deep nesting', '['.repeat(100_000)],
    ['long lines', `Host ${'a*'.repeat(100_000)}`],
    ['other types', '{"current-context": 7, "contexts": {"a": 1}, "currentContext": [], "backend": "x", "clusters": null}'],
    ['prototype keys', '{"__proto__": {"x": 1}, "backend": {"type": "__proto__", "config": {"constructor": "x"}}}'],
  ])('%s: nothing is thrown, and it takes no time', async (_what, text) => {
    for (const place of PLACES) put(place, text);
    const from = cpuMs();
    await expect(read()).resolves.toMatchObject({ host: 'laptop' });
    expect(cpuMs() - from).toBeLessThan(3000);
  });

  it('of any bytes: nothing is thrown, and no name can fool a reader', async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '[profile ',
        ']\n',
        'region = ',
        'Host ',
        'HostName ',
        'ref: refs/heads/',
        '[remote "',
        '"]\n url = ',
        'current-context: ',
        'contexts:\n- name: ',
        '\u202e',
        '\u001b[2K',
        '\n',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        for (const place of PLACES) put(place, pieces.join(''));
        const { kube, aws, ssh, git, gcloud, terraform, azure, talos, pg } = await read();
        const names = JSON.stringify([kube, aws, ssh, git, gcloud, terraform, azure, talos, pg], (_key, value: unknown) =>
          typeof value === 'string' ? value.replace(/\uFFFD/g, '') : value,
        );
        expect(names ?? '').not.toMatch(/\\u00[01]|[\u202e\u007f]/);
      }),
      { numRuns: 60 },
    );
  });
});
