// Connect and Disconnect an AI Client with a stand-in for VS Code that answers what it is asked, and files on a real disk.
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type * as VSCode from 'vscode';
import { createClientFiles } from '../../src/adapters/clientFiles.ts';
import { english } from '../../src/core/words.ts';
import { connectCommands } from '../../src/ui/connect.ts';
import { COMMANDS } from '../../src/ui/contributions.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-connect-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

class Diff {
  readonly modified = { scheme: 'countersign-connect' };
}

interface Given {
  /** Indexes to pick in each list in turn; undefined dismisses it. */
  readonly picks?: (readonly number[] | undefined)[];
  readonly button?: string;
  readonly trusted?: boolean;
  readonly platform?: NodeJS.Platform;
  readonly dirty?: string;
  readonly launcher?: Error;
  /** Happens while the question stands. */
  readonly meanwhile?: () => Promise<void>;
  readonly memento?: Map<string, unknown>;
}

function stage(given: Given = {}) {
  const told = { said: [] as string[], lists: [] as string[][], diffs: [] as [string, string][], closed: 0, launched: 0 };
  const picks = [...(given.picks ?? [])];
  const stored = given.memento ?? new Map<string, unknown>();
  let content: (uri: { query: string }) => string = () => '';
  const message = async (text: string, ...rest: unknown[]) => {
    told.said.push(text);
    if (!rest.some((item) => typeof item === 'object')) return undefined;
    await given.meanwhile?.();
    return rest.find((item) => item === (given.button ?? 'Write'));
  };
  const uri = (path: string) => ({ path, toString: () => `file:${path}` });
  const vscode = {
    Uri: { joinPath: (_: unknown, path: string) => uri(path), from: (of: { query: string }) => of },
    TabInputTextDiff: Diff,
    commands: {
      executeCommand: async (_: string, left: { query: string }, right: { query: string }) =>
        void told.diffs.push([content(left), content(right)]),
    },
    workspace: {
      isTrusted: given.trusted ?? true,
      textDocuments: [{ isDirty: true, uri: uri(given.dirty ?? 'other') }],
      registerTextDocumentContentProvider: (_: string, provider: { provideTextDocumentContent: typeof content }) => {
        content = provider.provideTextDocumentContent;
        return { dispose: () => undefined };
      },
    },
    window: {
      tabGroups: {
        all: [{ tabs: [{ input: new Diff() }, { input: {} }] }],
        close: async (tabs: unknown[]) => {
          told.closed += tabs.length;
        },
      },
      showInformationMessage: message,
      showWarningMessage: message,
      showErrorMessage: message,
      showQuickPick: async (items: readonly { label: string; description?: string }[], options: { canPickMany?: boolean }) => {
        told.lists.push(items.map(({ label, description }) => [label, description].filter(Boolean).join(' · ')));
        const picked = picks.shift()?.map((index) => items[index]);
        return options.canPickMany ? picked : picked?.[0];
      },
    },
  } as unknown as typeof VSCode;
  const commands = connectCommands({
    ...{ vscode, folder: {} as VSCode.Uri, say: english, files: createClientFiles(folder), platform: given.platform ?? 'linux' },
    memento: {
      get: (key: string) => stored.get(key),
      update: async (key: string, value: unknown) =>
        void stored.set(key, value === undefined ? undefined : JSON.parse(JSON.stringify(value))),
    } as unknown as VSCode.Memento,
    keepLauncher: async () => {
      told.launched++;
      if (given.launcher) throw given.launcher;
    },
  });
  return { told, stored, connect: commands[COMMANDS.connectClient], disconnect: commands[COMMANDS.disconnectClient] };
}

const put = async (path: string, text: string) => {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), text);
};
const get = (path: string) => readFile(join(folder, path), 'utf8');
const all = async () => (await readdir(folder, { recursive: true })).sort();

const CURSOR = '\uFEFF{\n\t// ours\n\t"mcpServers": { }, /* none yet */\n}';
const MCP = '{\r\n    "mcpServers": { "github": { "command": "gh-mcp" } }\r\n}';

describe('Connect', () => {
  it('shows each difference, asks, writes; Disconnect brings every byte back', async () => {
    await put('.mcp.json', MCP);
    await put('.cursor/mcp.json', CURSOR);
    const one = stage({ picks: [[0, 1, 2, 3], [1]] });
    await one.connect();
    expect(one.told.lists[1]).toEqual(['All commands', 'Everything that does more than read', 'Destructive commands and worse']);
    expect(one.told.diffs).toHaveLength(4);
    expect(one.told.diffs[0]).toEqual([MCP, await get('.mcp.json')]);
    expect(one.told.diffs[1]).toEqual(['', await get('.claude/settings.json')]);
    expect(one.told).toMatchObject({ closed: 4, launched: 1 });
    expect(one.told.said.at(-1)).toBe(
      'Connected: .mcp.json, .claude/settings.json, .vscode/mcp.json, .cursor/mcp.json. Start the client again in this folder.',
    );
    expect(JSON.parse(await get('.claude/settings.json')).hooks.PreToolUse[0].hooks[0].command).toContain('hook --from change');
    expect(JSON.parse(await get('.vscode/mcp.json')).servers.countersign.command).toBe(`\${userHome}/.countersign/bin/countersign`);

    // Another window: what is remembered went through JSON.
    const two = stage({ picks: [[0, 1, 2, 3]], memento: one.stored, button: 'Write' });
    await two.disconnect();
    expect(await get('.mcp.json')).toBe(MCP);
    expect(await get('.cursor/mcp.json')).toBe(CURSOR);
    const three = stage({ picks: [[0, 1]], memento: one.stored, button: 'Remove' });
    await three.disconnect();
    expect(three.told.lists[0]).toEqual([
      'Claude Code: turn its own commands into proposals · .claude/settings.json · connected',
      'VS Code: the agent of its chat · .vscode/mcp.json · connected',
    ]);
    expect(await all()).toEqual(['.cursor', '.cursor/mcp.json', '.mcp.json']);
    const four = stage({ memento: one.stored });
    await four.disconnect();
    expect(four.told.said).toEqual(['No AI client is connected in this folder.']);
  });

  it('changes the strictness later, and still finds back', async () => {
    await put('.claude/settings.json', '{"permissions":{"deny":["Bash(rm:*)"]}}');
    const one = stage({ picks: [[1], [0]] });
    await one.connect();
    const two = stage({ picks: [[1], [2]], memento: one.stored });
    await two.connect();
    expect(await get('.claude/settings.json')).toMatch(/--from destructive(?!.*--from)/);
    await stage({ picks: [[0]], memento: one.stored }).disconnect();
    expect(await get('.claude/settings.json')).toBe('{"permissions":{"deny":["Bash(rm:*)"]}}');
  });

  it('says so where nothing would change, and writes nothing then', async () => {
    const one = stage({ picks: [[0]] });
    await one.connect();
    const two = stage({ picks: [[0]], memento: one.stored });
    await two.connect();
    expect(two.told).toMatchObject({ said: ['.mcp.json says so already.'], diffs: [] });
  });
});

describe('nothing is written', () => {
  const refused = async (given: Given, words: RegExp | null) => {
    const before = await all();
    const { told, connect } = stage({ picks: [[0]], ...given });
    await connect();
    if (words) expect(told.said.join('\n')).toMatch(words);
    else expect(told.said.every((text) => !text.startsWith('Connected'))).toBe(true);
    expect(await all()).toEqual(before);
  };

  it('without trust, on Windows, without a launcher', async () => {
    await refused({ trusted: false }, /trust/i);
    await refused({ platform: 'win32' }, /not supported on Windows/);
    await refused({ launcher: new Error('EACCES: denied') }, /could not be written: EACCES: denied/);
  });

  it('when a list or the question is dismissed', async () => {
    await refused({ picks: [undefined] }, null);
    await refused({ picks: [[1], undefined] }, null);
    await refused({ button: 'something else' }, null);
  });

  it('into a file that is a link, broken, unsaved, or changed while the question stood', async () => {
    await put('elsewhere', '{}');
    await symlink(join(folder, 'elsewhere'), join(folder, '.mcp.json'));
    await refused({}, /is a link/);
    await rm(join(folder, '.mcp.json'));
    await put('.mcp.json', '{\n"mcpServers": {\n');
    await refused({}, /cannot be read as JSON \(line \d\)/);
    await put('.mcp.json', '{\n// mine\n}');
    await refused({}, /a comment or a trailing comma \(line 2\)/);
    await put('.mcp.json', '{}');
    await refused({ dirty: '.mcp.json' }, /unsaved/);
    await refused({ meanwhile: () => put('.mcp.json', '{ "mine": 1 }') }, /changed in the meantime/);
    expect(await get('.mcp.json')).toBe('{ "mine": 1 }');
    expect(await get('elsewhere')).toBe('{}');
  });
});
