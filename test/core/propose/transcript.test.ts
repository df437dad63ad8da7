import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandsOf } from '../../../src/core/propose/transcript.ts';

describe('a transcript gives its commands', () => {
  test.each([
    ['$ kubectl get nodes\nNAME READY\nw1 True\n$ ls', 'kubectl get nodes\nls'],
    ['# systemctl restart k3s\nok', 'systemctl restart k3s'],
    ['root@pve1:~# qm list\n  100 web', 'qm list'],
    ['ada@host:~/k3s$ ls -l\ntotal 0', 'ls -l'],
    ['[root@pve1 ~]# qm list', 'qm list'],
    ['(venv) $ pip list', 'pip list'],
    ['bash-5.2# id', 'id'],
    ['$ curl -s \\\n> https://example.org \\\n> -o x\n> output', 'curl -s \\\nhttps://example.org \\\n-o x'],
    ['$ echo a\\\\\n> out', 'echo a\\\\'],
    ['$ echo a \\\n  b\nout', 'echo a \\\n  b'],
    ['$ npm run build\n> pkg@1 build\n> tsc', 'npm run build'],
    ['$ cat hosts\n# a comment in the file', 'cat hosts'],
    ['$\n$ ls', 'ls'],
    ['output only', ''],
    ['$HOME is where\n#no prompt', ''],
    ['costs $ 5', ''],
  ])('%j', (transcript, expected) => expect(commandsOf(transcript)).toBe(expected));

  test('every command is a piece of the transcript', () => {
    const line = fc
      .tuple(fc.constantFrom('$ ', '# ', '> ', '', 'a@b:~$ '), fc.constantFrom('ls', 'x \\', 'out', '', '\\\\'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
        const transcript = lines.join('\n');
        for (const command of commandsOf(transcript).split('\n')) expect(transcript).toContain(command);
      }),
    );
  });
});
