// What can be completed in a runbook: keys and values of the front matter, languages and attributes of fences. Pure; VS Code asks.
import { CARRIES, ENVIRONMENTS, PROVIDERS, SHELLS } from '../core/step.ts';
import type { Say } from '../core/words.ts';

export interface Completion {
  readonly label: string;
  /** What is put in; with `$0` where the cursor goes. */
  readonly insert: string;
  readonly detail: string;
}

// l10n
const FRONT_MATTER: Readonly<Record<string, string>> = {
  objective: 'What this runbook is for.',
  state: 'Where it stands now.',
  environment: 'Where it acts: steps on prod are tagged.',
  cwd: 'Directory the steps run in, from the runbook.',
  'env-file': 'File with NAME=op://vault/item/field lines.',
  shell: 'Shell of fences that say only shell or console.',
  provider: 'Who resolves the secrets.',
  profile: 'Profile or config of the provider.',
  carry: 'What lasts from step to step: cwd, env, or true for both.',
};

// l10n
const ATTRIBUTES: Readonly<Record<string, string>> = {
  id: 'Name of the step, unique in its runbook.',
  cwd: 'Directory this step runs in.',
  'env-file': 'Env file of this step.',
  timeout: 'Time limit: 30s, 10m, 2h.',
  expect: 'What should be seen when it went well.',
  undo: 'The way back, shown on the card.',
  env: 'Variables it gets besides those its text mentions, or all.',
};

const VALUES: Readonly<Record<string, readonly string[]>> = {
  environment: ENVIRONMENTS,
  provider: PROVIDERS,
  shell: SHELLS,
  carry: ['true', ...CARRIES],
};
const QUOTED: ReadonlySet<string> = new Set(['expect', 'undo']);

/** Where the cursor is: the lines above it, and its own line up to it. */
export interface CursorPlace {
  readonly above: readonly string[];
  readonly line: string;
}

export function completionsAt(place: CursorPlace, say: Say): readonly Completion[] {
  if (inFrontMatter(place.above)) return frontMatterItems(place, say);
  const opened = /^[\s>]*(?:[-*+]|\d{1,9}[.)])?[\s>]*(`{3,}|~{3,})(.*)$/.exec(place.line);
  if (!opened || insideFence(place.above)) return [];
  return fenceItems(opened[2] ?? '', say);
}

function inFrontMatter(above: readonly string[]): boolean {
  return above[0]?.trimEnd() === '---' && !above.slice(1).some((line) => /^(?:---|\.\.\.)\s*$/.test(line));
}

/** Whether the lines above leave a fence open: then the cursor's line closes it, or is its content. */
function insideFence(above: readonly string[]): boolean {
  let open: string | null = null;
  for (const line of above) {
    const marker = /^[\s>]*(?:[-*+]|\d{1,9}[.)])?[\s>]*(`{3,}|~{3,})/.exec(line)?.[1];
    if (!marker) continue;
    if (open === null) open = marker;
    else if (marker.startsWith(open) && line.trim().endsWith(marker)) open = null;
  }
  return open !== null;
}

function frontMatterItems({ above, line }: CursorPlace, say: Say): readonly Completion[] {
  const value = /^([\w-]+):\s*[\w-]*$/.exec(line);
  if (value) return (VALUES[value[1] ?? ''] ?? []).map((label) => ({ label, insert: label, detail: '' }));
  if (!/^[\w-]*$/.test(line)) return [];
  const used = new Set(above.map((before) => /^([\w-]+):/.exec(before)?.[1]));
  return Object.entries(FRONT_MATTER)
    .filter(([key]) => !used.has(key))
    .map(([key, detail]) => ({ label: key, insert: `${key}: $0`, detail: say(detail) }));
}

const LANGUAGES = ['bash', 'sh', 'zsh', 'shell', 'console'];

function fenceItems(info: string, say: Say): readonly Completion[] {
  if (/^\w*$/.test(info)) return LANGUAGES.map((label) => ({ label, insert: label, detail: say('A step') }));
  const [language = '', rest = ''] = [/^\w+/.exec(info)?.[0], info.replace(/^\w+\s*/, '')];
  if (![...LANGUAGES, ...SHELLS].includes(language) || !rest.startsWith('{') || rest.includes('}') || inQuotes(rest)) return [];
  if (!/(?:^\{|\s)[\w-]*$/.test(rest)) return [];
  const used = new Set([...rest.matchAll(/(?:^\{|\s)([\w-]+)=/g)].map(([, key]) => key));
  return Object.entries(ATTRIBUTES)
    .filter(([key]) => !used.has(key))
    .map(([key, detail]) => ({ label: key, insert: QUOTED.has(key) ? `${key}="$0"` : `${key}=$0`, detail: say(detail) }));
}

const inQuotes = (text: string): boolean => (text.match(/"/g)?.length ?? 0) % 2 === 1;
