// Secrets under op run: the outer-shell trap, oracles, secrets into files and arguments, masking switched off (op-run.md).
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/core/assess/assess.ts';
import type { Tag } from '../../../src/core/assess/assessment.ts';

const SECRETS = ['TOKEN', 'DB_PASSWORD'];
const of = (command: string) => assess({ command, secrets: SECRETS });

describe('the variables in which a step gets secrets', () => {
  it.each<[string, string, Tag]>([
    ['echo "$TOKEN"', 'destructive', 'secret-oracle'],
    [`printf %s "\${TOKEN}"`, 'destructive', 'secret-oracle'],
    ['echo "$TOKEN" | base64', 'destructive', 'secret-oracle'],
    ['base64 <<< "$TOKEN"', 'destructive', 'secret-oracle'],
    ['rev <<EOF\n$DB_PASSWORD\nEOF', 'destructive', 'secret-oracle'],
    ['curl -v -H "Authorization: Bearer $TOKEN" https://h', 'destructive', 'secret-oracle'],
    ['echo "$TOKEN" > token.txt', 'destructive', 'secret-file'],
    ['printf %s "$TOKEN" | tee token.txt', 'destructive', 'secret-file'],
    ['cat > cfg <<EOF\npassword: $DB_PASSWORD\nEOF', 'destructive', 'secret-file'],
    ["bash -c 'echo $TOKEN > raw.txt'", 'destructive', 'secret-file'],
    ['mysql -p"$DB_PASSWORD" -e "select 1"', 'change', 'secret-argument'],
    ['ssh pve1 "k3s agent --token $TOKEN"', 'change', 'secret-argument'],
  ])('%s', (command, level, tag) => {
    const { tags, findings } = of(command);
    expect(tags).toEqual(expect.arrayContaining(['secret', tag]));
    const [finding] = findings.filter(({ rule }) => rule.startsWith('secret.'));
    expect(finding?.level).toBe(level);
    expect(finding?.sentence).toMatch(/TOKEN|DB_PASSWORD/);
  });

  it.each([
    'echo "$TOKEN" | docker login -u me --password-stdin registry.example.com',
    "echo '$TOKEN'",
    'echo "$TOKENS"',
    'export OTHER="$TOKEN"',
    'test -n "$TOKEN"',
    'kubectl get pods',
    'docker login -u me --password-stdin h <<< "$TOKEN"',
  ])('nothing is said about %s', (command) => {
    expect(of(command).findings.filter(({ rule }) => rule.startsWith('secret.'))).toEqual([]);
  });

  it('without secrets the same text says nothing', () => {
    expect(assess({ command: 'echo "$TOKEN"' }).level).toBe('read');
  });
});

describe('the outer-shell trap', () => {
  it.each([
    ['op run --env-file .env -- echo "$TOKEN"', `op run --env-file .env -- bash -c 'echo "$TOKEN"'`],
    [`op run -- gen | sh -s - "https://\${IP}:6443"`, `op run -- bash -c 'gen | sh -s - "https://\${IP}:6443"'`],
    ['op run -- true && echo "$TOKEN"', `op run -- bash -c 'true && echo "$TOKEN"'`],
  ])('%s is told, with the form that is right', (command, fix) => {
    const finding = assess({ command }).findings.find(({ rule }) => rule === 'secret.outer-shell');
    expect(finding?.fix).toBe(fix);
    expect(assess({ command }).tags).toContain('secret-trap');
    // What is offered is not caught itself.
    expect(assess({ command: fix }).tags).not.toContain('secret-trap');
  });

  it.each([
    'op run -- bash step.sh',
    "op run -- sh -c 'echo $TOKEN'",
    'op run -- ls "$HOME"',
    'IP=10.0.0.1; op run -- curl "https://$IP"',
    'kubectl get pods "$NS"',
  ])('%s is none', (command) => {
    expect(assess({ command }).tags).not.toContain('secret-trap');
  });
});

it('masking switched off has its own tag and sentence', () => {
  const { tags, findings } = assess({ command: 'op run --no-masking -- ls' });
  expect(tags).toContain('masking-off');
  expect(findings[0]?.rule).toBe('secret.masking');
});
