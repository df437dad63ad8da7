// Models in a real VS Code: one of the editor itself and an endpoint with a key, set up as a person does it; the editor's own agent calls
// the door's tools; the packaged MCP server is offered to the editor.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { type EditorModel, serveEditorModel } from './harness/editorModel.ts';
import { journalKinds, RUNBOOK, runsIn } from './harness/record.ts';
import { waitFor } from './harness/waitFor.ts';
import { openWindow, type Window } from './harness/window.ts';
import { makeWorkspace, type Workspace } from './harness/workspace.ts';

let editor: EditorModel;
let browser: Browser;
let window: Window;
let workspace: Workspace;
const KEY = 'test-key-0123456789-do-not-show';

beforeAll(async () => {
  editor = await serveEditorModel();
  browser = await chromium.connect(inject('vscode').browser);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await editor?.stop();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await window.screenshot(task.name.replace(/\W+/g, '-').slice(0, 80), 'failed').catch(() => undefined);
  await window.close();
  await workspace.remove();
});

async function open(text: string): Promise<void> {
  workspace = await makeWorkspace({ files: { [RUNBOOK]: text } });
  window = await openWindow({ browser, origin: editor.origin, folder: workspace.folder });
  await window.openFile(RUNBOOK);
}

const OBJECTIVE = '---\nobjective: Look whether the worker has joined\n---\n# Trial\n\nNothing is here yet.\n';
const rows = () => window.page.locator('.quick-input-list .monaco-list-row');
const pick = async (text: string) => {
  const row = rows().filter({ hasText: text }).first();
  await row.waitFor();
  await row.click();
};
/** Fills the box of this title. */
async function answer(title: string, text: string): Promise<void> {
  await window.page.locator('.quick-input-title', { hasText: title }).waitFor();
  const box = window.page.locator('.quick-input-widget input').first();
  expect(await box.getAttribute('type')).toBe(title === 'Key for' ? 'password' : 'text');
  await box.fill(text);
  await window.page.keyboard.press('Enter');
}
async function toEndpoint(url: string): Promise<void> {
  await window.runCommand('Countersign: Set Up a Model');
  await pick('Another endpoint…');
  await answer('Address of the endpoint', url);
  await answer('Key for', KEY);
}
const noticed = (text: string | RegExp) =>
  waitFor(
    async () => (await window.notifications()).some((message) => (typeof text === 'string' ? message.includes(text) : text.test(message))),
    async () => `a notification ${text}; there are: ${(await window.notifications()).join(' | ')}`,
  );

it('a model of the editor is asked one word, and from then on', async () => {
  await editor.answers('ready');
  await open(OBJECTIVE);
  await window.runCommand('Countersign: Set Up a Model');
  await pick('Acme One');
  await noticed('Acme One is asked from now on.');
  expect(await editor.asked()).toEqual([[{ role: 1, text: 'Answer with one word: ready' }]]);
  await waitFor(async () => (await editor.settings()).includes('"countersign.model": "vscode:acme/one"'), editor.settings);
});

it('a model of the editor that hangs is cancelled, and nothing is kept of it', async () => {
  await editor.answers('HANG');
  await open(OBJECTIVE);
  const before = await editor.settings();
  await window.runCommand('Countersign: Set Up a Model');
  await pick('Acme One');
  await noticed('Asking Acme One');
  await waitFor(
    async () => (await editor.asked()).length > 0,
    async () => 'the model to be asked',
  );
  await window.page.locator('.notification-list-item', { hasText: 'Asking Acme One' }).getByRole('button', { name: 'Cancel' }).click();
  await waitFor(
    async () => (await editor.asked()).includes('cancelled'),
    async () => `the model to be told; it knows ${JSON.stringify(await editor.asked())}`,
  );
  expect(await editor.settings()).toBe(before);
});

it('an endpoint with a key: asked with it, kept without it', async () => {
  const heard: { readonly path: string; readonly key: string | undefined; readonly body: string }[] = [];
  const server = await loopback((path, key, body) => heard.push({ path, key, body }));
  try {
    await open(OBJECTIVE);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    await toEndpoint(url);
    await pick('little-llama');
    await noticed(/^little-llama \(127\.0\.0\.1:\d+\) is asked from now on\.$/);
    expect(heard.map(({ path, key }) => [path, key])).toEqual([
      ['/v1/models', `Bearer ${KEY}`],
      ['/v1/chat/completions', `Bearer ${KEY}`],
    ]);
    expect(JSON.parse(heard[1]?.body ?? '')).toMatchObject({
      model: 'little-llama',
      messages: [{ role: 'user', content: 'Answer with one word: ready' }],
    });
    await waitFor(async () => (await editor.settings()).includes('"countersign.model": "openai:little-llama"'), editor.settings);
    expect(await editor.settings()).toContain(`"countersign.endpoint.url": "${url}"`);
    for (const { path, bytes } of await workspace.everything()) expect(bytes.includes(KEY), path).toBe(false);
    expect(await editor.settings()).not.toContain(KEY);
    await window.runCommand('Countersign: Forget Model Keys');
    await noticed('Forgotten: 1 of the keys');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

it('an endpoint that leads elsewhere gets no further: the editor’s own way to the network follows no redirect', async () => {
  const stolen: string[] = [];
  const thief = await loopback((path) => stolen.push(path));
  const target = `http://127.0.0.1:${(thief.address() as AddressInfo).port}`;
  const server = createServer((request, response) => response.writeHead(307, { location: `${target}${request.url}` }).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await open(OBJECTIVE);
    const before = await editor.settings();
    await toEndpoint(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
    await answer('Model at', 'any');
    await noticed('the address leads to another one, and nothing is sent on');
    expect(stolen).toEqual([]);
    expect(await editor.settings()).toBe(before);
  } finally {
    for (const one of [thief, server]) {
      one.closeAllConnections();
      one.close();
    }
  }
});

it('the editor’s own agent proposes through its tools; a person approves on the card; it gets the output', async () => {
  await open(OBJECTIVE);
  const card = await window.showCard();
  await editor.calls(
    { tool: 'get_constraints', input: {} },
    { tool: 'propose_step', input: { command: 'echo "joined: $((6 * 7))"', why: 'See whether w3 joined.', approve: true } },
    { tool: 'propose_step', input: { command: 'echo "joined: $((6 * 7))"', why: 'See whether w3 joined.', expected: 'joined' } },
  );
  await window.runCommand('Acme: Call the Tools of Countersign');
  await card.says('Proposed by');
  await card.says('the agent of VS Code');
  expect(await runsIn(workspace)).toBe(0);
  await card.approve();
  await card.outcome('Exit 0');
  await waitFor(
    async () => (await editor.called()).done.length === 3,
    async () => `three answers; there are ${JSON.stringify(await editor.called())}`,
  );
  const { tools, done } = await editor.called();
  expect(tools).toEqual(
    expect.arrayContaining(['propose_step', 'assess_risk', 'list_pending', 'get_result', 'get_output', 'get_constraints', 'withdraw']),
  );
  expect(tools.filter((name) => /approve/.test(name))).toEqual([]);
  expect(done[0]?.text).toContain('objective: Look whether');
  // What is not a member of a proposal is refused, by the editor's check of the form or by the desk's own.
  expect(done[1]?.error).toMatch(/approve|cannot be read|schema/i);
  expect(done[2]?.text).toMatch(/status: finished[\s\S]*exit: 0[\s\S]*joined: 42/);
  expect(await journalKinds(workspace)).toEqual(['proposed', 'approved', 'ran']);
});

it('the packaged MCP server is offered to the editor, starts there, and answers through the same door', async () => {
  await open(OBJECTIVE);
  await editor.calls({ tool: 'mcp_countersign_get_constraints', input: {} });
  // The hand waits until there is such a tool.
  await window.runCommand('Acme: Call the Tools of Countersign');
  await window.runCommand('MCP: List Servers');
  await pick('Countersign');
  await pick('Start Server');
  await waitFor(
    async () => (await editor.called()).done.length > 0,
    async () => `an answer; there is ${JSON.stringify(await editor.called())}`,
    90_000,
  );
  const { tools, done } = await editor.called();
  expect(done).toEqual([{ tool: 'mcp_countersign_get_constraints', text: expect.stringContaining('objective: Look whether') }]);
  expect(tools).toContain('mcp_countersign_propose_step');
});

/** Speaks OpenAI's protocol: one model, one word. */
async function loopback(hear: (path: string, key: string | undefined, body: string) => void): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      hear(request.url ?? '', request.headers.authorization, Buffer.concat(chunks).toString('utf8'));
      if (request.method === 'GET') {
        response.writeHead(200, { 'content-type': 'application/json' });
        return response.end(
          JSON.stringify({ object: 'list', data: [{ id: 'little-llama', object: 'model', created: 1, owned_by: 'me' }] }),
        );
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const chunk = (delta: object, finish_reason: string | null) =>
        `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
      return response.end(`${chunk({ content: 'ready' }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
