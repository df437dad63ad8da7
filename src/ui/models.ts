// The commands about models: set one up, forget the keys. A key is typed here, tried, and goes into the editor's secret storage.
import type * as VSCode from 'vscode';
import { readAddress } from '../core/ask/modelAddress.ts';
import { type Endpoint, infoOf, type ModelInfo, type ModelMessage, type ModelSettings } from '../core/ask/models.ts';
import type { Failure } from '../core/failure.ts';
import { wordFailure } from '../core/failureWords.ts';
import type { Say } from '../core/words.ts';
import type { ModelDesk, Outcome } from '../ports.ts';
import { COMMANDS, SETTINGS, SETTINGS_SECTION } from './contributions.ts';
import { MODEL_URLS } from './settings.ts';

export interface ModelCommandDeps {
  readonly vscode: typeof VSCode;
  readonly say: Say;
  readonly models: ModelDesk;
  readonly settings: () => ModelSettings;
}

export type ModelCommands = Readonly<Record<typeof COMMANDS.setUpModel | typeof COMMANDS.forgetModelKeys, () => Promise<void>>>;

export function modelCommands(deps: ModelCommandDeps): ModelCommands {
  return { [COMMANDS.setUpModel]: () => setUpModel(deps), [COMMANDS.forgetModelKeys]: () => forgetKeys(deps) };
}

/** Enough to see that the key, the address and the name are right, and nothing about the runbook. */
const TRIAL: readonly ModelMessage[] = [{ role: 'user', text: 'Answer with one word: ready' }];

type Choice = { readonly known: ModelInfo } | { readonly vendor: Endpoint['vendor'] };

async function setUpModel(deps: ModelCommandDeps): Promise<void> {
  const choice = await choose(deps);
  if (!choice) return;
  if ('vendor' in choice) return setUpEndpoint(deps, choice.vendor);
  const { known } = choice;
  const answer = await busy(deps, known.name, (signal) =>
    deps.models.ask({ model: known, messages: TRIAL, onText: () => undefined, signal }),
  );
  if (await isWanted(deps, answer)) await settle(deps, { info: known, change: {} });
}

/** What is there already, then what can be added. */
async function choose({ vscode, say, models }: ModelCommandDeps): Promise<Choice | undefined> {
  const known = await models.list();
  const item = (info: ModelInfo) => ({ label: info.name, description: vendorName(info, say), choice: { known: info } as Choice });
  const add = (vendor: Endpoint['vendor'], label: string, detail: string) => ({ label, detail, choice: { vendor } as Choice });
  const picked = await vscode.window.showQuickPick(
    [
      ...known.map(item),
      add('anthropic', say('Claude API…'), say('With a key of your own from Anthropic.')),
      add('openai', say('Another endpoint…'), say('Whatever speaks OpenAI’s protocol: Ollama, vLLM, LM Studio, OpenAI.')),
    ],
    { title: say('Set up a model'), placeHolder: say('Which model shall suggest steps? Nothing it suggests runs without you.') },
  );
  return picked?.choice;
}

function vendorName({ vendor }: ModelInfo, say: Say): string {
  return vendor === 'vscode' ? say('in this editor') : vendor === 'anthropic' ? say('Claude API') : say('endpoint');
}

async function setUpEndpoint(deps: ModelCommandDeps, vendor: Endpoint['vendor']): Promise<void> {
  const { models } = deps;
  const current = deps.settings().endpoints.find((endpoint) => endpoint.vendor === vendor);
  const url = vendor === 'anthropic' ? (current?.url ?? MODEL_URLS.anthropic) : await askUrl(deps, current?.url ?? MODEL_URLS.openai);
  const address = url === undefined ? null : readAddress(url, { keyed: false });
  if (url === undefined || !address) return;
  const kept = await models.keys.of(vendor, address.origin);
  const typed = await askKey(deps, { vendor, url, kept: kept !== null });
  if (typed === undefined) return;
  const key = typed === '' ? kept : typed;
  const model = await askModel(deps, { vendor, url, key, current: current?.model ?? '' });
  if (model === undefined) return;
  const endpoint = { vendor, url, model };
  const answer = await busy(deps, infoOf(endpoint).name, (signal) => models.tryOut({ endpoint, key, signal }, TRIAL));
  if (!(await isWanted(deps, answer))) return;
  if (typed !== '') await models.keys.keep(vendor, address.origin, typed);
  const names = vendor === 'anthropic' ? [SETTINGS.claudeModel, SETTINGS.claudeUrl] : [SETTINGS.endpointModel, SETTINGS.endpointUrl];
  const [modelSetting = '', urlSetting = ''] = names;
  await settle(deps, { info: infoOf(endpoint), change: { [modelSetting]: model, [urlSetting]: url } });
}

function askUrl({ vscode, say }: ModelCommandDeps, value: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: say('Address of the endpoint'),
    prompt: say('Up to /v1. Plain http goes only to this machine, or without a key.'),
    ...{ value, ignoreFocusOut: true },
    validateInput: (text) => (readAddress(text, { keyed: false }) ? undefined : say('This is no address that can be used.')),
  });
}

/** An empty answer: none is needed, or the kept one stays. */
function askKey(
  { vscode, say }: ModelCommandDeps,
  of: { readonly vendor: Endpoint['vendor']; readonly url: string; readonly kept: boolean },
): Thenable<string | undefined> {
  const { vendor, url, kept } = of;
  const host = URL.parse(url)?.host ?? url;
  const optional = kept || vendor === 'openai';
  return vscode.window.showInputBox({
    title: say('Key for {host}', { host }),
    prompt: say('It is kept in the editor’s secret storage and goes to {host} alone.', { host }),
    placeHolder: kept ? say('Empty: the key you gave before') : optional ? say('Empty: none is needed') : '',
    ...{ password: true, ignoreFocusOut: true },
    validateInput(text) {
      if (text === '') return optional ? undefined : say('The Claude API needs a key.');
      if (!/^[\x21-\x7e]{1,512}$/.test(text)) return say('A key has neither spaces nor line ends.');
      return readAddress(url, { keyed: true }) ? undefined : say('The key would travel in the clear: use https, or leave it empty.');
    },
  });
}

/** One of those the address offers; typed where it offers none. */
async function askModel(
  deps: ModelCommandDeps,
  of: Omit<Endpoint, 'model'> & { readonly key: string | null; readonly current: string },
): Promise<string | undefined> {
  const { vscode, say, models } = deps;
  const { vendor, url, key, current } = of;
  const host = URL.parse(url)?.host ?? url;
  const title = say('Model at {host}', { host });
  const names = await busy(deps, host, (signal) => models.names({ endpoint: { vendor, url, model: host }, key, signal }));
  if (!names.ok && names.failure.kind === 'model-cancelled') return undefined;
  const offered = names.ok ? names.value.slice(0, 500) : [];
  const other = say('Another name…');
  if (offered.length > 0) {
    const sorted = [...offered.filter((name) => name === current), ...offered.filter((name) => name !== current)];
    const picked = await vscode.window.showQuickPick([...sorted, other], { title, ignoreFocusOut: true });
    if (picked !== other) return picked;
  }
  const typed = await vscode.window.showInputBox({
    ...{ title, value: current, ignoreFocusOut: true },
    prompt: names.ok ? say('The name of the model, as the address knows it.') : sentenceOf(deps, names.failure),
    validateInput: (text) => (text.trim() === '' ? say('A model has a name.') : undefined),
  });
  return typed?.trim();
}

/** Whether to go on: it answered, or the person keeps it all the same. */
async function isWanted(deps: ModelCommandDeps, answer: Outcome<unknown>): Promise<boolean> {
  if (answer.ok) return true;
  if (answer.failure.kind === 'model-cancelled') return false;
  const { vscode, say } = deps;
  const keep = say('Keep it all the same');
  return (await vscode.window.showWarningMessage(sentenceOf(deps, answer.failure), keep)) === keep;
}

function sentenceOf({ say }: ModelCommandDeps, failure: Failure): string {
  const { sentence, action } = wordFailure(failure, say);
  return `${sentence} ${action}`;
}

/** Writes it down for this person, never for a workspace: a repository must not choose who is asked. */
async function settle(
  { vscode, say }: ModelCommandDeps,
  { info, change }: { readonly info: ModelInfo; readonly change: Readonly<Record<string, string>> },
): Promise<void> {
  const settings = vscode.workspace.getConfiguration(SETTINGS_SECTION);
  for (const [name, value] of Object.entries({ ...change, [SETTINGS.model]: info.id }))
    await settings.update(name, value, vscode.ConfigurationTarget.Global);
  void vscode.window.showInformationMessage(say('{model} is asked from now on.', { model: info.name }));
}

/** With its progress, and a way to stop it. */
async function busy<T>({ vscode, say }: ModelCommandDeps, model: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const title = say('Asking {model}', { model });
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (_, token) => {
    const cancel = new AbortController();
    const listening = token.onCancellationRequested(() => cancel.abort());
    try {
      return await work(cancel.signal);
    } finally {
      listening.dispose();
    }
  });
}

async function forgetKeys({ vscode, say, models }: ModelCommandDeps): Promise<void> {
  const count = await models.keys.forget();
  void vscode.window.showInformationMessage(
    count === 0 ? say('No key of a model was kept.') : say('Forgotten: {count} of the keys kept for models.', { count }),
  );
}
