// The person's settings, parsed. Their scopes keep a workspace from setting any of them (package.json; tested).
import type * as VSCode from 'vscode';
import * as z from 'zod';
import type { Endpoint, ModelSettings } from '../core/ask/models.ts';
import { SETTINGS, SETTINGS_SECTION } from './contributions.ts';

/** Shorter pauses are no pause; a value out of range falls back to the default. */
const schema = z.object({
  pauseSeconds: z.number().min(2).max(120).catch(5),
  opPath: z.string().catch(''),
});

export interface Settings {
  readonly pauseMs: number;
  /** Absolute path of `op`; null: the one on PATH. */
  readonly opPath: string | null;
}

export function readSettings(vscode: typeof VSCode): Settings {
  const raw = vscode.workspace.getConfiguration(SETTINGS_SECTION);
  const { pauseSeconds, opPath } = schema.parse({ pauseSeconds: raw.get(SETTINGS.pauseSeconds), opPath: raw.get(SETTINGS.opPath) });
  return { pauseMs: pauseSeconds * 1000, opPath: opPath.trim() || null };
}

/** Where models are asked unless the person says otherwise: Anthropic's own address, and Ollama's on this machine. */
export const MODEL_URLS = { anthropic: 'https://api.anthropic.com', openai: 'http://127.0.0.1:11434/v1' } as const;

const text = (otherwise: string) =>
  z
    .string()
    .catch('')
    .transform((value) => value.trim() || otherwise);
const dollars = z.number().nonnegative().max(1e6);
const showSchema = z.enum(['first', 'always']).catch('first');

/** Whether every request to a model is shown before it goes, not only the first to each. */
export function readShowsAll(vscode: typeof VSCode): boolean {
  return showSchema.parse(vscode.workspace.getConfiguration(SETTINGS_SECTION).get(SETTINGS.showRequests)) === 'always';
}

const modelSchema = z.object({
  [SETTINGS.model]: text(''),
  [SETTINGS.claudeModel]: text(''),
  [SETTINGS.claudeUrl]: text(MODEL_URLS.anthropic),
  [SETTINGS.endpointModel]: text(''),
  [SETTINGS.endpointUrl]: text(MODEL_URLS.openai),
  [SETTINGS.modelPrices]: z.record(z.string(), z.object({ input: dollars, output: dollars })).catch({}),
});

/** Which models may be asked, and where. */
export function readModelSettings(vscode: typeof VSCode): ModelSettings {
  const raw = vscode.workspace.getConfiguration(SETTINGS_SECTION);
  const given = modelSchema.parse(Object.fromEntries(Object.keys(modelSchema.shape).map((key) => [key, raw.get(key)])));
  const endpoints: readonly Endpoint[] = [
    { vendor: 'anthropic', url: given['claude.url'], model: given['claude.model'] },
    { vendor: 'openai', url: given['endpoint.url'], model: given['endpoint.model'] },
  ];
  return { chosen: given.model, endpoints: endpoints.filter(({ model }) => model !== ''), prices: given.modelPrices };
}
