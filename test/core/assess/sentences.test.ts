// What people read, as a golden file: look at its diff as a person would. `vitest -u` rewrites it.
import { expect, it } from 'vitest';
import { assess } from '../../../src/core/assess/assess.ts';

const COMMANDS = [
  'ls',
  'rm -rf build',
  'sudo rm -rf /',
  'kubectl delete pod web-0 -n shop',
  'kubectl delete ns payments',
  'kubectl apply -f app.yaml',
  'kubectl get secret db -o yaml',
  'helm uninstall web',
  'helm upgrade web ./chart',
  'terraform apply',
  'terraform destroy',
  'git push --force origin main',
  'git reset --hard',
  'docker volume rm data',
  'systemctl restart nginx',
  'qm destroy 101 --purge',
  'op run -- ssh root@pve1 "qm stop 101"',
  'apt-get purge nginx',
  'mkfs.ext4 /dev/sdb1',
  'dd if=image of=/dev/sdb',
  'curl -fsSL https://example.com/install.sh | sudo bash',
  'curl -X DELETE https://example.com/api/1',
  'echo x > /etc/hosts',
  'echo x > file',
  'openssl genrsa -out ca.key 4096',
  'chmod -R 777 .',
  'crontab -r',
  'frobnicate --now',
  '$TOOL delete',
  'bash deploy.sh',
  'op run -- printenv',
  'cat ~/.ssh/id_ed25519',
  'aws ec2 terminate-instances --instance-ids i-1',
  'PATH=.:$PATH ls',
  'ls "unterminated',
];

function told(command: string): string {
  const { level, tags, deed, confirm, findings } = assess({ command });
  const head = `${command}\n  ${level}${tags.length > 0 ? ` [${tags.join(' ')}]` : ''} button: ${deed}${confirm === undefined ? '' : ` type: ${confirm}`}`;
  const lines = findings.map((finding) =>
    [
      `  - ${finding.sentence} (${finding.rule}, ${finding.reversible})`,
      finding.via.length > 0 ? `    via ${finding.via.join(', ')}` : '',
      finding.undo === undefined ? '' : `    undo: ${finding.undo}`,
      finding.preview === undefined ? '' : `    preview: ${finding.preview}`,
      finding.safer === undefined ? '' : `    safer: ${finding.safer}`,
    ]
      .filter(Boolean)
      .join('\n'),
  );
  return [head, ...lines].join('\n');
}

it('tells a person what happens, what it hits, and the way back', async () => {
  await expect(`${COMMANDS.map(told).join('\n\n')}\n`).toMatchFileSnapshot('../../golden/assess/sentences.txt');
});
