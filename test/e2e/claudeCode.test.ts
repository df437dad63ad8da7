// Claude Code itself in front of a real window: connected by the command of the palette, it proposes, a person decides on the card,
// and its own shell is turned round. The model is a loopback server that keeps everything Claude Code would have sent out.
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { findClaudeCode } from '../../scripts/lib/claudeCode.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { keepLauncher } from '../../src/adapters/launcher.ts';
import { CLIENT_FILES, wishOf } from '../../src/core/connect/clients.ts';
import { connect } from '../../src/core/connect/connection.ts';
import type { Level } from '../../src/core/step.ts';
import { type Claude, startClaude, type Turn } from './harness/claude.ts';
import { journalKinds, RUNBOOK, runsIn } from './harness/record.ts';
import { SECRET, SERVICE_TOKEN } from './harness/secrets.ts';
import { e2e } from './harness/suite.ts';
import { waitFor } from './harness/waitFor.ts';
import type { Window } from './harness/window.ts';

const found = await findClaudeCode();
const entry = 'entry' in found ? found.entry : '';
const name = 'why' in found ? `Claude Code (skipped, it cannot be had here: ${found.why})` : 'Claude Code';

const { scene } = e2e();
const running: Claude[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const claude of running.splice(0)) await claude.stop();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function claude(of: { readonly folder: string; readonly turns: readonly Turn[]; readonly countersign?: string }): Promise<Claude> {
  const started = await startClaude({ entry, ...of });
  running.push(started);
  return started;
}

const OBJECTIVE = '---\nobjective: Look whether the worker has joined\nenv-file: .env\n---\n# Trial\n\nNothing is here yet.\n';
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** As a person does it: both entries of Claude Code are chosen already, the strictest hook is the first, each file is looked at. */
async function connectInWindow({ page, runCommand, notifications }: Window): Promise<void> {
  await runCommand('Countersign: Connect an AI Client');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: '.claude/settings.json' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'All commands' }).waitFor();
  await page.keyboard.press('Enter');
  for (const path of [CLIENT_FILES['claude-code'], CLIENT_FILES['claude-code-hook']]) {
    await page.locator('.monaco-dialog-box', { hasText: `Write ${path}?` }).waitFor();
    await page.locator('.monaco-diff-editor', { hasText: 'countersign' }).first().waitFor();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Write' }).click();
  }
  await waitFor(
    async () => (await notifications()).some((text) => text.startsWith('Connected: .mcp.json, .claude/settings.json.')),
    async () => `the message that both are written; there is: ${await notifications()}`,
  );
}

describe.skipIf(entry === '')(name, () => {
  it('is turned round, proposes, and gets the masked result of what a person approved', { timeout: 240_000 }, async () => {
    const { window, workspace } = await scene({
      files: { [RUNBOOK]: OBJECTIVE, '.env': 'DB_PASSWORD=op://Trial/database/password\n' },
      open: RUNBOOK,
    });
    await connectInWindow(window);
    await window.openFile(RUNBOOK);
    const card = await window.showCard();
    const command = 'echo "joined with $DB_PASSWORD"';
    const agent = await claude({
      folder: workspace.folder,
      countersign: inject('vscode').agents,
      turns: [
        { tool: 'Bash', input: { command: 'touch went-round', description: 'Make a file' } },
        { tool: 'mcp__countersign__get_constraints', input: {} },
        { tool: 'mcp__countersign__propose_step', input: { command, why: 'See whether w3 joined.', expected: '`joined`' } },
        { text: 'The worker has joined.' },
      ],
    });
    await card.says('Proposed by', 60_000);
    await card.says(command);
    expect(await runsIn(workspace)).toBe(0);
    await card.approve();
    await card.outcome('Exit 0');
    const { code, printed } = await agent.ended;
    expect(code, printed).toBe(0);

    const [turned, constraints, told] = agent.results();
    expect(turned).toContain('mcp__countersign__propose_step');
    expect(turned).toContain('Assessed as change');
    expect(await exists(join(workspace.folder, 'went-round'))).toBe(false);
    expect(constraints).toContain('objective: Look whether the worker has joined');
    expect(told).toMatch(/status: finished[\s\S]*exit: 0[\s\S]*what you expected: confirmed/);
    expect(told).toContain('joined with <concealed:DB_PASSWORD>');
    // The agent has its answer a moment before the record is made.
    await waitFor(
      async () => (await journalKinds(workspace)).length === 3,
      async () => `the record of the run; there is: ${await journalKinds(workspace)}`,
    );
    expect(await journalKinds(workspace)).toEqual(['proposed', 'approved', 'ran']);
    expect(await workspace.read(RUNBOOK)).toMatch(/### Proposed by claude-code, /);

    // It may propose, ask and withdraw; there is nothing to approve with.
    expect(
      agent
        .tools()
        .filter((tool) => tool.startsWith('mcp__countersign__'))
        .sort(),
    ).toEqual(
      ['assess_risk', 'get_constraints', 'get_output', 'get_result', 'list_pending', 'propose_step', 'withdraw'].map(
        (tool) => `mcp__countersign__${tool}`,
      ),
    );
    const sent = agent.heard.join('\n');
    expect(sent).toContain('concealed:DB_PASSWORD');
    for (const secret of [SECRET, SERVICE_TOKEN])
      for (const form of [
        secret,
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
        Buffer.from(secret).toString('hex'),
        encodeURIComponent(secret),
      ])
        expect(sent).not.toContain(form);
  });

  it('is told of a rejection with its reason, and nothing ran', { timeout: 240_000 }, async () => {
    const { window, workspace } = await scene({ files: { [RUNBOOK]: OBJECTIVE, '.env': '', ...connected('read') }, open: RUNBOOK });
    const card = await window.showCard();
    const agent = await claude({
      folder: workspace.folder,
      countersign: inject('vscode').agents,
      turns: [{ tool: 'mcp__countersign__propose_step', input: { command: 'touch evil', why: 'x' } }, { text: 'I will not do that.' }],
    });
    await card.says('Proposed by', 60_000);
    await card.press('Reject…');
    await card.press(/Too risky/);
    expect((await agent.ended).code).toBe(0);
    expect(agent.results()[0]).toMatch(/status: rejected[\s\S]*reason: /);
    expect(await runsIn(workspace)).toBe(0);
    expect(await exists(join(workspace.folder, 'evil'))).toBe(false);
  });

  const bash = { tool: 'Bash', input: { command: 'touch made', description: 'Make a file' } };
  const behind = { tool: 'Bash', input: { ...bash.input, run_in_background: true } };
  const watch = { tool: 'Monitor', input: { command: 'touch made', description: 'files', timeout_ms: 2000 } };

  it.each<[string, { readonly from: Level; readonly installed: boolean; readonly turn: Turn; readonly ran: boolean }]>([
    ['runs no command where Countersign is not installed', { from: 'destructive', installed: false, turn: bash, ran: false }],
    ['runs what is milder than the person’s strictness', { from: 'destructive', installed: true, turn: bash, ran: true }],
    ['does not run what is as strict', { from: 'change', installed: true, turn: bash, ran: false }],
    ['does not run it in the background either', { from: 'change', installed: true, turn: behind, ran: false }],
    ['nor as a watch', { from: 'change', installed: true, turn: watch, ran: false }],
  ])('%s', { timeout: 120_000 }, async (_name, { from, installed, turn, ran }) => {
    const folder = await folderWith(connected(from));
    const agent = await claude({
      folder,
      turns: [turn, { text: 'Done.' }],
      ...(installed ? { countersign: await launcherIn(folder) } : {}),
    });
    const { code, printed } = await agent.ended;
    expect(code, printed).toBe(0);
    expect(agent.results(), printed).toHaveLength(1);
    expect(await exists(join(folder, 'made'))).toBe(ran);
    if (!ran) expect(agent.results()[0]).toContain('propose_step');
  });

  it('passes over settings with a comment, which is why Connect refuses such a file', { timeout: 120_000 }, async () => {
    const path = CLIENT_FILES['claude-code-hook'];
    const commented = `// mine\n${connected('read')[path]}`;
    const folder = await folderWith({ [path]: commented });
    const agent = await claude({ folder, turns: [bash, { text: 'Done.' }], countersign: await launcherIn(folder) });
    await agent.ended;
    expect(await exists(join(folder, 'made'))).toBe(true);
    expect(connect({ text: commented, wish: wishOf('claude-code-hook', { from: 'read' }) })).toEqual({
      ok: false,
      problem: { kind: 'not-plain', line: 1 },
    });
  });
});

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-cc-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

/** A home of ours with the launcher in it, as a window leaves it. */
async function launcherIn(folder: string): Promise<string> {
  const home = join(folder, 'ours');
  await keepLauncher({ COUNTERSIGN_HOME: home }, { node: process.execPath, cli: join(ROOT, 'dist', 'cli.cjs') });
  return home;
}

/** The two files as Connect writes them. */
function connected(from: Level): Record<string, string> {
  const written = (['claude-code', 'claude-code-hook'] as const).map((client) => {
    const done = connect({ text: null, wish: wishOf(client, { from }) });
    return [CLIENT_FILES[client], done.ok ? done.text : ''];
  });
  return Object.fromEntries(written);
}
