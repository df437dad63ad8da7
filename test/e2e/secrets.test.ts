// A step that prints its secret in the open: the value reaches nothing that is kept or sent.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';
import { expectCheckpoint, logOf, RUNBOOK } from './harness/record.ts';
import { SECRET, SECRET_LINES, SERVICE_TOKEN } from './harness/secrets.ts';
import { e2e } from './harness/suite.ts';
import { fence, type Workspace } from './harness/workspace.ts';

const { scene } = e2e();

const COMMAND = [
  'echo "plain: $DB_PASSWORD"',
  'printf "base64: %s\\n" "$(printf %s "$DB_PASSWORD" | base64)"',
  'printf "hex: %s\\n" "$(printf %s "$DB_PASSWORD" | od -An -tx1 | tr -d " \\n")"',
  'echo "$DB_KEY"',
  'echo "token: $(printenv OP_SERVICE_ACCOUNT_TOKEN || echo gone)"',
  'echo "not named: $(compgen -e | grep "^NEVER" || echo absent)"',
].join('\n');

/** The secrets in every form a leak could have. */
const FORBIDDEN = [SECRET, ...SECRET_LINES.split('\n'), SERVICE_TOKEN].flatMap((value) => {
  const bytes = Buffer.from(value);
  return [
    value,
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    encodeURIComponent(value),
  ];
});

const leaks = (text: string) => FORBIDDEN.filter((value) => text.includes(value));

/** Git keeps its objects compressed, so a leak would not be seen in their bytes. */
function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    return '';
  }
}

async function leaksIn(workspace: Workspace): Promise<readonly string[]> {
  const found = await workspace.everything();
  return found
    .filter(({ bytes }) => leaks(bytes.toString('latin1')).length > 0 || leaks(inflated(bytes)).length > 0)
    .map(({ path }) => path);
}

/** Everything VS Code and the extension keep: logs, storage, backups, the user's data. */
async function leaksUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.map(async (path) => ({ path, text: await readFile(path, 'latin1').catch(() => '') })));
  return texts.filter(({ text }) => leaks(text).length > 0).map(({ path }) => path);
}

describe('a secret', () => {
  it('printed plainly and in base64 is nowhere: runbook, journal, logs, git, extension, terminal, card', async () => {
    const env = 'DB_PASSWORD=op://Trial/database/password\nDB_KEY=op://Trial/database/key\nNEVER_NAMED=op://Trial/database/password\n';
    const files = { [RUNBOOK]: `---\nenv-file: .env\n---\n\n${fence('Print it', COMMAND, 'id=print')}`, '.env': env };
    const { window, workspace } = await scene({ files, open: RUNBOOK });
    const sent: string[] = [];
    window.page.on('websocket', (socket) => socket.on('framereceived', (frame) => void sent.push(String(frame.payload))));
    const card = await window.showCard();
    await card.reviews('Print it');
    await card.says('DB_PASSWORD');
    expect(await card.text()).not.toContain('NEVER_NAMED');
    await card.approve();
    await card.outcome('Exit 0');
    await card.readOutput();

    const log = await logOf(workspace);
    expect(log).toContain('plain: <concealed:DB_PASSWORD>');
    expect(log).toContain('base64: <concealed:DB_PASSWORD>');
    expect(log).toContain('hex: <concealed:DB_PASSWORD>');
    expect(log).toContain('<concealed:DB_KEY>');
    expect(log).toContain('token: gone');
    expect(log).toContain('not named: absent');
    expect(await window.terminalText()).toContain('plain: <concealed:DB_PASSWORD>');
    await expectCheckpoint(workspace, 'print exit 0');

    expect(await leaksIn(workspace)).toEqual([]);
    expect(await leaksUnder(inject('vscode').userData)).toEqual([]);
    expect(leaks(await window.terminalText())).toEqual([]);
    expect(leaks(await card.root.innerHTML())).toEqual([]);
    expect(leaks(await window.page.content())).toEqual([]);
    expect(leaks(sent.join('\n'))).toEqual([]);
  });
});
