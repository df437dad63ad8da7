// The whole record of a folder as `verify` sees it: written by the real adapters, held against git, signatures, and a second reader.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkHistory } from '../../src/adapters/gitHistory.ts';
import { createSigner } from '../../src/adapters/gitSign.ts';
import { createJournal } from '../../src/adapters/journal.ts';
import { verifyFolder } from '../../src/adapters/verify.ts';
import { redact } from '../../src/core/redact/redact.ts';
import type { JournalEntry } from '../../src/core/remember/journal.ts';
import type { Log } from '../../src/ports.ts';
import { RUNBOOK, session } from '../core/recall/world.ts';

const S2 = '.countersign/journal/ops/k3s/s-2.jsonl';
const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const before = { ...process.env };
let base = '';
let repo = '';

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'verify '));
  repo = join(base, 'my repo');
  mkdirSync(repo);
  process.env.GIT_CONFIG_GLOBAL = join(base, 'gitconfig');
  process.env.GIT_CONFIG_SYSTEM = '/dev/null';
  process.env.GNUPGHOME = join(base, 'gnupg');
  writeFileSync(join(base, 'gitconfig'), '[user]\n\tname = Ada\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n');
});
afterEach(() => {
  process.env = { ...before };
  rmSync(base, { recursive: true, force: true });
});

const run = (program: string, ...args: string[]) => execFileSync(program, args, { cwd: repo, encoding: 'utf8', stdio: 'pipe' });
const git = (...args: string[]) => run('git', ...args);
const put = (path: string, text: string) => {
  mkdirSync(dirname(join(repo, path)), { recursive: true });
  writeFileSync(join(repo, path), text);
};
const read = (path: string) => readFileSync(join(repo, path), 'utf8');
const findings = async () => (await verifyFolder(repo)).audit.findings;

/** The record of two sessions, and in a repository if it is to be. */
function write({ committed = false } = {}): void {
  const world = session();
  put(RUNBOOK, world.text);
  for (const [path, text] of [...world.journals, ...world.logs]) put(path, text);
  if (!committed) return;
  git('init', '-q');
  git('add', RUNBOOK, '.countersign/journal');
  git('commit', '-qm', 'checkpoint');
}

const skip: JournalEntry = { kind: 'skipped', at: 1, step: 'last', by: 'Ada', level: 'read', command: redact('ls') };
const ended: JournalEntry = {
  ...{ kind: 'recovered', at: 1, step: 'last', by: 'Ada', run: 'r', digest: 'd', outcome: 'lost', exit: null, signal: null },
  ...{ durationMs: null, bytes: 0, log: 'l', logSha256: 'x', secrets: [] },
};

describe('verifying a folder', () => {
  it('finds nothing in a record as it was written, logs and runbooks included', async () => {
    write();
    put('notes.md', '# No runbook\n');
    put('node_modules/x/README.md', '<!-- countersign:result run=x exit=0 -->\n');
    const { audit, history } = await verifyFolder(repo);
    expect(audit).toEqual({ findings: [], notes: [], records: 8, runs: 3, blocks: 2, logs: 3 });
    expect(history.checked).toBe(false);
  });

  it('finds what was changed on disk: journal, block, log', async () => {
    write();
    put(S2, read(S2).replace('Ada', 'Eve'));
    put(RUNBOOK, read(RUNBOOK).replace('w1 True', 'w1 Fine'));
    appendFileSync(join(repo, '.countersign/logs/s-1/run-1.log'), 'more');
    expect((await findings()).map(({ kind }) => kind)).toEqual(['log-differs', 'chain-unreadable', 'block-edited']);
  });

  it('reads what an editor holds instead of the disk', async () => {
    write();
    const held = read(RUNBOOK);
    put(RUNBOOK, 'nothing any more');
    expect((await verifyFolder(repo, (path) => (path === RUNBOOK ? held : undefined))).audit.findings).toEqual([]);
  });
});

describe('git’s history of the journals', () => {
  it('may grow in a subfolder, on branches, through merges and a torn line that was closed', async () => {
    write({ committed: true });
    git('checkout', '-qb', 'side');
    const journal = createJournal({ folder: repo });
    await journal.append(RUNBOOK, 's-3', skip);
    appendFileSync(join(repo, '.countersign/journal/ops/k3s/s-3.jsonl'), '{"at":"20');
    git('add', '.countersign');
    git('commit', '-qm', 'torn');
    await journal.append(RUNBOOK, 's-3', skip);
    git('commit', '-qam', 'closed');
    git('checkout', '-q', 'main');
    await createJournal({ folder: repo }).append(RUNBOOK, 's-2', skip);
    git('commit', '-qam', 'main');
    git('merge', '-q', '--no-edit', 'side');
    await createJournal({ folder: repo }).append(RUNBOOK, 's-2', skip);
    const { audit, history } = await verifyFolder(repo);
    expect(audit.findings).toEqual([]);
    expect(history).toMatchObject({ checked: true, commits: 5 });
  });

  it('shows a lost end, which no chain can', async () => {
    write({ committed: true });
    const lines = read(S2).split('\n');
    put(S2, `${lines.slice(0, 4).join('\n')}\n`);
    expect(await findings()).toEqual([{ kind: 'working-lost', path: S2, line: 5, about: '' }]);
    git('commit', '-qam', 'lost');
    const commit = git('rev-parse', 'HEAD').slice(0, 10);
    expect(await findings()).toEqual([{ kind: 'history-lost', path: S2, line: 1, about: commit }]);
    put(S2, lines.join('\n'));
    git('commit', '-qam', 'and back');
    expect((await findings()).map(({ about }) => about)).toEqual([commit]);
  });

  it('shows a journal that was removed long ago, also behind the commits that are compared line by line', async () => {
    write({ committed: true });
    const text = read(S2);
    rmSync(join(repo, S2));
    git('commit', '-qam', 'gone');
    const commit = git('rev-parse', 'HEAD').slice(0, 10);
    put(S2, text);
    git('add', S2);
    git('commit', '-qm', 'and back');
    for (const compared of [2000, 1]) {
      const { findings: found } = await checkHistory(repo, compared);
      expect(found).toEqual([{ kind: 'history-lost', path: S2, line: 1, about: commit }]);
    }
  });

  it('shows a whole journal that is gone, and one computed anew', async () => {
    write({ committed: true });
    rmSync(join(repo, S2));
    expect((await findings()).map(({ kind }) => kind)).toContain('working-lost');
    await createJournal({ folder: repo }).append(RUNBOOK, 's-2', skip);
    expect((await findings()).map(({ kind }) => kind)).toContain('working-lost');
    git('commit', '-qam', 'anew');
    expect((await findings()).map(({ kind }) => kind)).toContain('history-lost');
  });

  it('shows a merge that let records fall', async () => {
    write({ committed: true });
    git('checkout', '-qb', 'side');
    await createJournal({ folder: repo }).append(RUNBOOK, 's-2', skip);
    git('commit', '-qam', 'side');
    git('checkout', '-q', 'main');
    put('other', '');
    git('add', 'other');
    git('commit', '-qm', 'main');
    git('merge', '-q', '--no-commit', '--no-ff', 'side');
    git('checkout', 'main', '--', S2);
    git('commit', '-qm', 'merge');
    expect(await findings()).toMatchObject([{ kind: 'history-lost', path: S2 }]);
  });

  it('is looked at from a folder below the root, too', async () => {
    write({ committed: true });
    const below = join(repo, 'sub');
    mkdirSync(below, { recursive: true });
    await createJournal({ folder: below }).append('a.md', 's', skip);
    git('add', '.');
    git('commit', '-qm', 'below');
    put('sub/a.md', `\`\`\`bash\nls\n\`\`\`\n\n${read(RUNBOOK).slice(read(RUNBOOK).indexOf('<!-- '))}`);
    expect(await findings()).toEqual([]);
    rmSync(join(below, 'a.md'));
    const path = '.countersign/journal/a/s.jsonl';
    writeFileSync(join(below, path), '');
    expect((await verifyFolder(below)).audit.findings).toEqual([{ kind: 'working-lost', path, line: 1, about: '' }]);
  });
});

const has = (program: string) => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe.skipIf(!has('ssh-keygen'))('records signed with an SSH key', () => {
  const key = () => join(base, 'id');
  beforeEach(() => {
    run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'ada', '-f', key());
    write({ committed: true });
    git('config', 'gpg.format', 'ssh');
    git('config', 'user.signingKey', key());
    git('config', 'commit.gpgSign', 'true');
  });
  const allow = () => {
    writeFileSync(join(base, 'allowed'), `ada@example.org ${readFileSync(`${key()}.pub`, 'utf8')}`);
    git('config', 'gpg.ssh.allowedSignersFile', join(base, 'allowed'));
  };
  const journal = () => createJournal({ folder: repo, sign: createSigner({ folder: repo, log: silent }) });
  const kinds = (path: string) =>
    read(path)
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { kind: string }).kind);

  it('are signed once a run, and vouched for by whoever git allows', async () => {
    await journal().append(RUNBOOK, 's-4', skip);
    await journal().append(RUNBOOK, 's-4', ended);
    await journal().append(RUNBOOK, 's-4', skip);
    const path = '.countersign/journal/ops/k3s/s-4.jsonl';
    expect(kinds(path)).toEqual(['skipped', 'recovered', 'signed', 'skipped']);
    const unknown = await verifyFolder(repo);
    expect([...unknown.signatures.good]).toEqual([[path, { by: null, upTo: 2 }]]);
    allow();
    const known = await verifyFolder(repo);
    expect([...known.signatures.good]).toEqual([[path, { by: 'ada@example.org', upTo: 2 }]]);
    expect(known.audit.findings.map(({ kind }) => kind)).toEqual(['run-unapproved']);
  });

  it('that were computed anew around an old signature are found', async () => {
    await journal().append(RUNBOOK, 's-4', ended);
    const path = '.countersign/journal/ops/k3s/s-4.jsonl';
    const { signature } = JSON.parse(read(path).split('\n')[1] ?? '') as { signature: string };
    rmSync(join(repo, path));
    const forged = createJournal({ folder: repo, sign: async () => ({ format: 'ssh', key: 'id', signature }) });
    await forged.append(RUNBOOK, 's-4', { ...ended, exit: 0 });
    expect(await findings()).toContainEqual({ kind: 'signature-bad', path, line: 2, about: 'id' });
  });

  it('are recorded unsigned when the key is gone, or the person wants it so', async () => {
    git('config', 'user.signingKey', join(base, 'nowhere'));
    await journal().append(RUNBOOK, 's-4', ended);
    git('config', 'user.signingKey', key());
    git('config', 'countersign.sign', 'false');
    await journal().append(RUNBOOK, 's-4', ended);
    expect(kinds('.countersign/journal/ops/k3s/s-4.jsonl')).toEqual(['recovered', 'recovered']);
  });
});

describe.skipIf(!has('gpg'))('records signed with an OpenPGP key', () => {
  it('are vouched for by its owner, and not once they are forged', async () => {
    mkdirSync(join(base, 'gnupg'), { mode: 0o700 });
    run('gpg', '--batch', '--passphrase', '', '--quick-generate-key', 'Ada <ada@example.org>', 'default', 'default');
    write({ committed: true });
    git('config', 'countersign.sign', 'true');
    git('config', 'user.signingKey', 'ada@example.org');
    const sign = createSigner({ folder: repo, log: silent });
    await createJournal({ folder: repo, sign }).append(RUNBOOK, 's-4', ended);
    const path = '.countersign/journal/ops/k3s/s-4.jsonl';
    expect([...(await verifyFolder(repo)).signatures.good]).toEqual([[path, { by: 'Ada <ada@example.org>', upTo: 1 }]]);
    const { signature } = JSON.parse(read(path).split('\n')[1] ?? '') as { signature: string };
    rmSync(join(repo, path));
    const forged = createJournal({ folder: repo, sign: async () => ({ format: 'openpgp', key: 'ada', signature }) });
    await forged.append(RUNBOOK, 's-4', { ...ended, exit: 0 });
    expect((await findings()).map(({ kind }) => kind)).toContain('signature-bad');
    try {
      run('gpgconf', '--kill', 'gpg-agent');
    } catch {
      // It was never started.
    }
  });
});

describe.skipIf(!has('python3'))('the second reader, docs/verify.py', () => {
  const second = () => {
    try {
      return run('python3', join(import.meta.dirname, '../../docs/verify.py'), repo).trim();
    } catch (cause) {
      return String((cause as { stdout?: string }).stdout).trim();
    }
  };

  it('is short enough to be read as the format’s specification', () => {
    expect(readFileSync('docs/verify.py', 'utf8').trimEnd().split('\n').length).toBeLessThan(100);
  });

  it('finds nothing in a record as it was written: torn lines, odd characters, CRLF, lists and quotes included', async () => {
    write();
    await createJournal({ folder: repo }).append(RUNBOOK, 's-2', { ...skip, by: '\ud800 "quoted", \u2028 ü 😀 \u0007' });
    appendFileSync(join(repo, S2), '{"at":"20\n\xff');
    await createJournal({ folder: repo }).append(RUNBOOK, 's-2', skip);
    expect(await findings()).toEqual([]);
    expect(second()).toBe('whole');
    put(RUNBOOK, read(RUNBOOK).replaceAll('\n', '\r\n'));
    expect(second()).toBe('whole');
  });

  it('finds what the extension finds, wherever a byte of journal or block is changed', async () => {
    write();
    const files = [S2, '.countersign/journal/ops/k3s/s-1.jsonl', RUNBOOK];
    const texts = new Map(files.map((path) => [path, read(path)]));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.nat(),
        fc.constantFrom('', 'x', '"', '\\', '\n', '}{', '0'),
        async (path, where, change) => {
          const text = texts.get(path) ?? '';
          const [from, length] =
            path === RUNBOOK ? [text.indexOf('<!-- '), text.indexOf('result -->') - text.indexOf('<!-- ')] : [0, text.length];
          const at = from + (where % length);
          put(path, text.slice(0, at) + change + text.slice(at + 1));
          const own = (await findings()).length > 0;
          const theirs = second() !== 'whole';
          put(path, text);
          // The second reader does not know where steps stand, so a block it cannot find any more is the extension's to miss.
          if (path === RUNBOOK) expect(own || !theirs).toBe(true);
          else expect(theirs).toBe(own);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('finds a forged block and a block that was edited', () => {
    write();
    put(RUNBOOK, read(RUNBOOK).replace('w1 True', 'w1 Fine').replaceAll('run=run-3', 'run=run-8'));
    expect(second()).toMatch(/is not the block that run run-1 left\nops\/k3s\.md:\d+: tells of run run-8, which no journal knows$/);
  });
});

it('a record of nothing is whole', async () => {
  expect(existsSync(join(repo, '.countersign'))).toBe(false);
  expect((await verifyFolder(repo)).audit).toEqual({ findings: [], notes: [], records: 0, runs: 0, blocks: 0, logs: 0 });
});
