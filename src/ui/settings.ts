// The person's settings, parsed. Their scopes keep a workspace from setting any of them (package.json; tested).
import type * as VSCode from 'vscode';
import * as z from 'zod';
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
