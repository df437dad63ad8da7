// A VS Code of its own with a second extension in it: a scripted model of the editor, and a hand that calls language model tools.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureCodeServer } from '../../../scripts/lib/codeServer.mjs';
import { BIN, VSIX } from '../../../scripts/lib/paths.mjs';
import { installExtension, prepareProfile, serve } from '../../../scripts/lib/vscode.mjs';

export interface Called {
  /** Every language model tool the editor knows. */
  readonly tools: readonly string[];
  readonly done: readonly { readonly tool: string; readonly text?: string; readonly error?: string }[];
}

export interface EditorModel {
  readonly origin: string;
  /** What the model says next, in turn; HANG: nothing, until it is cancelled. Forgets what it was asked. */
  answers(...texts: readonly string[]): Promise<void>;
  /** What it was asked: the turns of each request as plain text. */
  asked(): Promise<readonly unknown[]>;
  /** What the command "Call the Tools of Countersign" shall call. */
  calls(...calls: readonly { readonly tool: string; readonly input: object }[]): Promise<void>;
  /** What came of it so far. */
  called(): Promise<Called>;
  /** The person's settings on this machine, as they were written. */
  settings(): Promise<string>;
  stop(): Promise<void>;
}

const EXTENSION = join(import.meta.dirname, 'editorModel');

/** Starts it; `env` reaches the extension host. */
export async function serveEditorModel(env: Readonly<Record<string, string>> = {}): Promise<EditorModel> {
  const home = await mkdtemp(join(tmpdir(), 'countersign-model-'));
  const place = join(home, 'acme');
  await mkdir(place);
  const profile = { entry: await ensureCodeServer(), userData: join(home, 'user'), extensions: join(home, 'extensions') };
  const settings = { 'chat.disableAIFeatures': false, 'terminal.integrated.gpuAcceleration': 'off', 'countersign.pauseSeconds': 2 };
  await prepareProfile({ ...profile, settings });
  for (const vsix of [VSIX, await packed(home)]) await installExtension({ ...profile, vsix });
  const agents = { COUNTERSIGN_HOME: join(home, 'agents'), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const server = await serve({ ...profile, env: { ...agents, ...env, ACME_PLACE: place } });
  const text = (name: string) => readFile(join(place, name), 'utf8').catch(() => '');
  return {
    origin: server.origin,
    async answers(...texts) {
      await rm(join(place, 'asked.jsonl'), { force: true });
      await writeFile(join(place, 'answers.json'), JSON.stringify(texts));
    },
    asked: async () =>
      (await text('asked.jsonl'))
        .split('\n')
        .filter(Boolean)
        .map((line): unknown => JSON.parse(line)),
    async calls(...calls) {
      await rm(join(place, 'called.json'), { force: true });
      await writeFile(join(place, 'calls.json'), JSON.stringify(calls));
    },
    called: async () => JSON.parse((await text('called.json')) || '{"tools":[],"done":[]}') as Called,
    settings: () => readFile(join(profile.userData, 'Machine', 'settings.json'), 'utf8').catch(() => ''),
    async stop() {
      await server.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** As a package, since VS Code loads only what was installed. */
async function packed(home: string): Promise<string> {
  const [folder, vsix] = [join(home, 'source'), join(home, 'editor-model.vsix')];
  await cp(EXTENSION, folder, { recursive: true });
  const args = [join(BIN, 'vsce'), 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '-o', vsix];
  await promisify(execFile)(process.execPath, args, { cwd: folder });
  return vsix;
}
