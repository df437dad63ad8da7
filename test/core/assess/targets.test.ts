// What a call acts on: by its own words, by what the text chose before it, by what is current here. And what follows from it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/core/assess/assess.ts';
import type { Facts } from '../../../src/core/assess/facts.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { LEVELS } from '../../../src/core/step.ts';
import { anyText } from '../../fakes/text.ts';

const FACTS: Facts = {
  kube: {
    current: 'prod-eu',
    contexts: [
      { name: 'prod-eu', cluster: 'eu', server: 'https://10.1.2.3:6443', namespace: 'payments' },
      { name: 'blue', server: 'https://k8s.prod.example.org' },
      { name: 'kind-ci' },
    ],
  },
  terraform: { workspace: 'default', backend: 's3 acme-prod-state' },
  aws: {
    profiles: [
      { name: 'default', account: '111122223333' },
      { name: 'prod', region: 'eu-west-1' },
    ],
  },
  gcloud: { configuration: 'default', project: 'acme-dev' },
  azure: {
    current: 'Acme Dev',
    subscriptions: [
      { name: 'Acme Dev', id: '11' },
      { name: 'Acme Prod', id: '22' },
    ],
  },
  talos: {
    current: 'homelab',
    contexts: [
      { name: 'homelab', nodes: ['10.0.0.2', '10.0.0.3'] },
      { name: 'prod', nodes: ['10.9.0.2'] },
    ],
  },
  pg: [{ service: 'live', host: 'db.prod.example', dbname: 'shop' }, { service: 'bare' }],
  docker: { context: 'build', contexts: [{ name: 'build', host: 'ssh://build1' }] },
  ssh: [
    { patterns: ['*', '!pve*'], user: 'me' },
    { patterns: ['pve*', '!pve9'], hostName: '%h.prod.example' },
  ],
  git: {
    branch: 'main',
    upstream: { remote: 'origin', branch: 'main' },
    remotes: [{ name: 'origin', url: 'git@github.com:acme/live-site' }],
  },
  env: { DATABASE_URL: 'postgres://db.prod.example/app' },
};
const targets = (command: string, facts: Facts = FACTS) => assess({ command, facts }).targets ?? [];

describe('a call acts on', () => {
  it.each([
    ['kubectl delete pod x', 'cluster prod-eu, payments, eu, https://10.1.2.3:6443'],
    ['kubectl -n web --context kind-ci delete pod x', 'cluster kind-ci, web'],
    ['kubectl delete ns x --context=kind-ci', 'cluster kind-ci'],
    ['k drain w3', 'cluster prod-eu, eu, https://10.1.2.3:6443'],
    ['kubectl --server https://a:6443 delete pod x', 'cluster https://a:6443'],
    ['helm --kube-context kind-ci uninstall web', 'cluster kind-ci'],
    ['KUBECONFIG=./x.yaml kubectl delete pod a', 'cluster ./x.yaml'],
    ['env KUBECONFIG=./x.yaml kubectl delete pod a', 'cluster ./x.yaml'],
    ['export KUBECONFIG=./x.yaml; kubectl delete pod a', 'cluster ./x.yaml'],
    ['kubectl --kubeconfig x.yaml --context blue delete pod a', 'cluster blue, x.yaml'],
    ['kubectl config use-context kind-ci && kubectl delete pod x', 'cluster kind-ci'],
    ['kubectx kind-ci; kubectl delete pod x', 'cluster kind-ci'],
    ['terraform destroy', 'workspace default (s3 acme-prod-state)'],
    ['terraform workspace select blue && terraform destroy', 'workspace blue (s3 acme-prod-state)'],
    ['TF_WORKSPACE=green terraform apply', 'workspace green (s3 acme-prod-state)'],
    ['aws s3 rb s3://x', 'account default, 111122223333'],
    ['aws --profile prod s3 rb s3://x', 'account prod, eu-west-1'],
    ['export AWS_PROFILE=prod; aws s3 rb s3://x', 'account prod, eu-west-1'],
    ['gcloud compute instances delete a', 'project acme-dev, default'],
    ['az group delete -n rg', 'account Acme Dev, 11'],
    ['az group delete -n rg --subscription 22', 'account 22, Acme Prod'],
    ['az account set -s "Acme Prod" && az group delete -n rg', 'account Acme Prod, 22'],
    ['talosctl reset', 'cluster homelab, 10.0.0.2, 10.0.0.3'],
    ['talosctl reset --context prod', 'host prod, 10.9.0.2'],
    ['talosctl -n 10.0.0.3 reset', 'host 10.0.0.3, homelab'],
    ['TALOSCONFIG=./x talosctl -n 10.0.0.3 reset', 'host 10.0.0.3'],
    ["psql service=live -c 'drop table t'", 'database shop (db.prod.example), live'],
    ["PGSERVICE=live psql -c 'drop table t'", 'database shop (db.prod.example), live'],
    ["psql service=bare -c 'drop table t'", 'database bare'],
    ["psql service=unheard -c 'drop table t'", 'database unheard'],
    ['gcloud compute instances delete a --project acme-prod', 'project acme-prod'],
    ['az group delete -n x --subscription live', 'account live'],
    ['docker rm x', 'engine build, ssh://build1'],
    ['DOCKER_HOST=ssh://u@prod1 docker rm x', 'engine ssh://prod1'],
    ['ssh root@pve1 "rm -rf /srv"', 'host pve1, pve1.prod.example'],
    ['ssh pve9 reboot', 'host pve9'],
    ['scp x root@pve1:/etc/hosts', 'host pve1, pve1.prod.example'],
    ['git push', 'remote origin, main, git@github.com:acme/live-site'],
    ['git push origin +HEAD:refs/heads/release', 'remote origin, release, git@github.com:acme/live-site'],
    ['psql postgres://u:secret@db1.example/app -c "drop table x"', 'database app (db1.example)'],
    ['psql "$DATABASE_URL" -c "drop table x"', 'database app (db.prod.example)'],
    ['psql -h db1 -d app', 'database app (db1)'],
    ['mysql --host=db1 -e "drop table x"', 'database db1'],
    ['psql "host=db1 dbname=app"', 'database app (db1)'],
    ['etcdctl --endpoints https://10.0.0.1:2379 del x', 'endpoint https://10.0.0.1:2379'],
    ['kubectl config set current-context kind-ci', 'cluster kind-ci'],
    ['kubectl config delete-context kind-ci', 'cluster kind-ci'],
    ['terraform -chdir=envs/live apply', 'configuration envs/live'],
    ['terraform apply -var-file=prod.tfvars', 'workspace default (s3 acme-prod-state), prod.tfvars'],
    ['gh repo delete acme/prod-infra --yes', 'repository acme/prod-infra'],
    ['gh release create v1 -R acme/site', 'repository acme/site'],
    ['gh pr merge 5', 'repository git@github.com:acme/live-site'],
    ['ansible prod-db -m shell -a reboot', 'inventory prod-db'],
    ['ansible-playbook -i hosts.prod site.yml -l web', 'inventory web, hosts.prod'],
    ['docker push registry.prod.acme.io/app:1', 'registry registry.prod.acme.io'],
    ['docker build --push -t localhost:5000/a -t ghcr.io/acme/a .', 'registry localhost:5000, ghcr.io'],
    ['helm push chart.tgz oci://ghcr.io/acme/charts', 'registry ghcr.io'],
    ['skopeo copy docker://a.example/x docker://b.example/x', 'registry a.example, b.example'],
    ['pulumi up --stack acme/prod', 'stack acme/prod'],
    ['pulumi stack select prod; pulumi up', 'stack prod'],
    ['kubectl exec web-0 -- rm x', 'cluster prod-eu, payments, eu, https://10.1.2.3:6443'],
  ])('%s', (command, expected) => {
    expect(targets(command)).toContain(expected);
  });

  it.each([
    'sudo kubectl delete pod x',
    'ssh pve1 kubectl delete pod x',
    'docker exec c kubectl delete pod x',
    'kubectl exec web-0 -- kubectl delete pod x',
    'su - deploy -c "aws s3 rb s3://x"',
  ])('%s: nothing current here, since it runs elsewhere or as somebody else', (command) => {
    const inner = assess({ command, facts: FACTS }).findings.find(
      (finding) => finding.rule.startsWith('kubectl.delete') || finding.rule.startsWith('aws'),
    );
    expect(inner).toBeDefined();
    expect(inner?.sentence).not.toMatch(command.startsWith('kubectl exec') ? /never/ : /prod-eu|default/);
  });

  it('what it cannot know is not made up', () => {
    expect(targets('kubectl delete pod x', {})).toEqual([]);
    expect(targets('terraform -chdir=other destroy')).toEqual(['configuration other']);
    expect(targets('git -C other push')).toEqual([]);
    expect(targets('docker rm x', { docker: { context: 'default', contexts: [] } })).toEqual([]);
  });

  it.each([
    ['(export KUBECONFIG=dev.yaml); kubectl delete pod x', 'prod-eu'],
    ['export KUBECONFIG=dev.yaml | cat; kubectl delete pod x', 'prod-eu'],
    ['if false; then export KUBECONFIG=dev.yaml; fi; kubectl delete pod x', 'prod-eu'],
    ["bash -c 'export KUBECONFIG=dev.yaml'; kubectl delete pod x", 'prod-eu'],
    ['f() { export KUBECONFIG=dev.yaml; }; kubectl delete pod x', 'prod-eu'],
    ['KUBECONFIG=dev.yaml ls; kubectl delete pod x', 'prod-eu'],
    ['export KUBECONFIG=dev.yaml; export KUBECONFIG="$OTHER"; kubectl delete pod x', 'prod-eu'],
    ['export KUBECONFIG=dev.yaml; bash -c "kubectl delete pod x"', 'dev.yaml'],
    ['export KUBECONFIG=dev.yaml; timeout 5 kubectl delete pod x', 'dev.yaml'],
    ['export KUBECONFIG=a.yaml\nexport KUBECONFIG=dev.yaml\nkubectl delete pod x', 'dev.yaml'],
  ])('%s: an assignment that may not hold hides nothing', (command, name) => {
    const got = assess({ command, facts: FACTS });
    expect(got.findings.find((finding) => finding.rule === 'kubectl.delete')?.sentence).toContain(`on cluster ${name}`);
  });

  it('shows no credentials', () => {
    for (const command of [
      'psql postgres://u:hunter2@db/app -c "drop table x"',
      'docker -H tcp://u:hunter2@h rm x',
      'git push https://u:hunter2@h/x main',
    ]) {
      const { targets: lines = [], findings } = assess({ command });
      expect(lines.join()).not.toContain('hunter2');
      expect(findings.map((finding) => finding.on ?? '').join()).not.toContain('hunter2');
    }
  });
});

describe('what follows from it', () => {
  it('the sentence names it, and ambient ones the flag that would', () => {
    const [finding] = assess({ command: 'kubectl delete namespace web', facts: FACTS }).findings;
    expect(finding?.sentence).toBe('Deletes namespace web and everything that depends on it on cluster prod-eu. Cannot be undone.');
    expect(finding?.safer).toContain('Name the target: --context prod-eu');
  });

  it('and where nothing is known, how a target is named', () => {
    const safer = (command: string) => assess({ command }).findings[0]?.safer ?? '';
    expect(safer('kubectl delete pod x')).toContain('Name the target: --context NAME');
    expect(safer('terraform apply')).toContain('Name the target: TF_WORKSPACE=NAME');
    expect(safer('kubectl --context a delete pod x')).not.toContain('Name the target');
    expect(safer('rm x')).not.toContain('Name the target');
  });

  it('tags: prod by the name, ambient-target without one', () => {
    const tags = (command: string) => assess({ command, facts: FACTS }).tags;
    expect(tags('kubectl delete pod x')).toEqual(expect.arrayContaining(['prod', 'ambient-target']));
    expect(tags('kubectl --context kind-ci delete pod x')).not.toContain('ambient-target');
    expect(tags('kubectl --context kind-ci delete pod x')).not.toContain('prod');
    expect(tags('kubectl --context blue delete pod x')).toContain('prod');
    expect(tags('kubectl get pods')).toEqual([]);
  });

  it('this machine, where it is production and nothing else is named', () => {
    const on = (command: string, host: string) => assess({ command, environment: 'dev', facts: { host } });
    expect(on('sudo rm -rf /srv/a/b', 'prod-db1')).toMatchObject({ level: 'critical', confirm: 'prod-db1' });
    expect(on('sudo rm -rf /srv/a/b', 'prod-db1').findings[1]?.sentence).toContain('on host prod-db1');
    expect(on('rm -rf /srv/a/b', 'laptop')).toMatchObject({ level: 'destructive', tags: ['force'] });
    expect(on('kubectl delete pod x', 'prod-db1').targets).toBeUndefined();
    expect(on('ssh pve1 "rm -rf /srv"', 'prod-db1').targets).toEqual(['host pve1']);
    expect(on('ls', 'prod-db1').level).toBe('read');
  });

  it('is production by the name of what is hit, too', () => {
    for (const command of [
      'dropdb prod',
      'gcloud container clusters delete prod-1',
      'kubectl --context kind-ci delete ns production',
      'helm upgrade web ./chart -f values-prod.yaml',
      'docker compose -f compose.prod.yml down -v',
      'kubectl apply -k overlays/prod',
      'kubectl --context "$PROD" delete pod x',
    ])
      expect(assess({ command }).tags, command).toContain('prod');
    for (const command of [
      'rm -rf prod',
      'kubectl --context kind-ci delete ns products',
      'dropdb reproduction',
      'git commit -m prod',
      'psql -h db1 -c "insert into t values (1) -- prod"',
    ])
      expect(assess({ command }).tags, command).not.toContain('prod');
  });

  it.each([
    ['dev', 'kubectl delete pod x', 'prod-eu'],
    ['staging', 'mkdir x && kubectl label pod x a=b', 'prod-eu'],
    ['prod', 'kubectl --context kind-ci label pod x a=b', 'kind-ci'],
    ['dev', 'ssh pve1 "touch /x"', 'pve1'],
  ] as const)('a runbook for %s and `%s`: critical, and the target is what is typed', (environment, command, confirm) => {
    const got = assess({ command, environment, facts: FACTS });
    expect(got).toMatchObject({ level: 'critical', confirm });
    expect(got.findings[0]?.rule).toBe('target.mismatch');
  });

  it('only looking is not raised by where it looks', () => {
    expect(assess({ command: 'kubectl get pods', environment: 'dev', facts: FACTS }).level).toBe('read');
  });

  it('facts and policy never lower a level', () => {
    const command = fc.constantFrom(
      ...[
        'kubectl delete ns x',
        'rm -rf /',
        'ls',
        'terraform destroy',
        'ssh pve1 reboot',
        'docker rm x',
        'aws s3 ls',
        'frob x',
        'git push -f',
        'echo $(',
        'psql -c "drop table x"',
      ],
    );
    const policy = fc.constantFrom(
      readPolicy('version: 1'),
      readPolicy('version: 1\nenvironments: { non-prod: ["*"] }\nraise: [{ level: read, command: "*", to: change }]'),
      readPolicy('broken'),
    );
    const environment = fc.constantFrom('prod', 'staging', 'dev', null);
    fc.assert(
      fc.property(
        command,
        policy,
        environment,
        fc.constantFrom(FACTS, {}, { ...FACTS, host: 'prod-1' }),
        (text, demanded, meant, facts) => {
          const rank = (level: (typeof LEVELS)[number]) => LEVELS.indexOf(level);
          const plain = assess({ command: text, environment: meant });
          const informed = assess({ command: text, environment: meant, facts, policy: demanded });
          expect(rank(informed.level)).toBeGreaterThanOrEqual(rank(plain.level));
          if (informed.level === 'critical') expect(informed.confirm).toBeTruthy();
        },
      ),
    );
  });

  it('names of any making do no harm', () => {
    fc.assert(
      fc.property(anyText(300), (name) => {
        const got = assess({ command: 'kubectl delete pod x', facts: { kube: { current: name, contexts: [] } }, environment: 'dev' });
        expect(got.findings.map((finding) => finding.sentence).join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(got.level).not.toBe('read');
      }),
    );
  });
});

describe('a policy', () => {
  const under = (command: string, text: string, facts: Facts = FACTS) =>
    assess({ command, facts, policy: readPolicy(`version: 1\n${text}`) });

  it('forbids by command, through wrappers and quotes', () => {
    const text = 'forbid: [{ command: "terraform destroy*", because: Use the pipeline. }]';
    for (const command of [
      'terraform destroy',
      'sudo /usr/bin/terraform "destroy" -auto-approve',
      'bash -c "terraform destroy"',
      'ls && terraform destroy -target=x',
      'terraform -chdir=envs/prod destroy',
      'X=destroy; terraform -no-color $X',
    ]) {
      expect(under(command, text).forbidden, command).toBe('The policy of this repository forbids this: Use the pipeline.');
    }
    expect(under('terraform plan', text).forbidden).toBeUndefined();
    expect(under('echo terraform destroy', text).forbidden).toBeUndefined();
  });

  it('raises by rule, level, tag, target and environment', () => {
    const level = (command: string, rule: string) => under(command, `raise: [{ ${rule}, to: critical }]`).level;
    expect(level('rm x', 'rule: "rm.*"')).toBe('critical');
    expect(level('mkdir x', 'level: change')).toBe('critical');
    expect(level('ls', 'level: change')).toBe('read');
    expect(level('sudo ls', 'tag: sudo')).toBe('critical');
    expect(level('kubectl get pods', 'target: "cluster prod*"')).toBe('critical');
    expect(level('kubectl --context kind-ci get pods', 'target: "cluster prod*"')).toBe('read');
    expect(level('ls', 'command: "*", environment: prod')).toBe('read');
    expect(
      assess({ command: 'ls', environment: 'prod', policy: readPolicy('version: 1\nraise: [{ environment: prod, to: change }]') }).level,
    ).toBe('change');
  });

  it('asks for pauses, never shorter for what is worse', () => {
    expect(under('rm x', 'pause: { destructive: 20s }').pauseMs).toBe(20_000);
    expect(under('rm -rf /', 'pause: { destructive: 20s }').pauseMs).toBe(20_000);
    expect(under('rm -rf /', 'pause: { destructive: 20s, critical: 1m }').pauseMs).toBe(60_000);
    expect(under('ls', 'pause: { destructive: 20s }').pauseMs).toBeUndefined();
  });

  it('that is broken makes everything destructive, and says so', () => {
    const got = assess({ command: 'ls', policy: readPolicy('version: 1\nforbidd: []') });
    expect(got.level).toBe('destructive');
    expect(got.findings[0]?.sentence).toMatch(/^The policy of this repository cannot be read \(.*forbidd/);
    expect(assess({ command: 'x'.repeat(70_000), policy: readPolicy('') }).findings).toHaveLength(2);
  });
});
