// Which fences are steps, and what reads their text.
import type { Shell } from '../step.ts';

export interface Language {
  /** `generic` fences (shell, console) are run by the runbook's shell, bash unless its front matter names another. */
  readonly shell: Shell | 'generic';
  /** A transcript: prompts and output, of which only the prompt lines are commands. */
  readonly transcript: boolean;
}

const LANGUAGES: ReadonlyMap<string, Language> = new Map<string, Language>([
  ['bash', { shell: 'bash', transcript: false }],
  ['sh', { shell: 'sh', transcript: false }],
  ['zsh', { shell: 'zsh', transcript: false }],
  ['fish', { shell: 'fish', transcript: false }],
  ['pwsh', { shell: 'pwsh', transcript: false }],
  ['powershell', { shell: 'pwsh', transcript: false }],
  ['shell', { shell: 'generic', transcript: false }],
  ['console', { shell: 'generic', transcript: true }],
  ['shell-session', { shell: 'generic', transcript: true }],
  ['sh-session', { shell: 'generic', transcript: true }],
]);

/** The language a fence names, or undefined where the fence is no step. Case does not matter, as in every viewer. */
export function languageOf(name: string): Language | undefined {
  return LANGUAGES.get(name.toLowerCase());
}

/** The info string of an opening line, cut into language and the rest; `bash{id=x}` and `bash {id=x}` mean the same. */
export function infoOf(openingLine: string): { readonly language: string; readonly rest: string } {
  const [, language = '', rest = ''] = /^[`~]+[ \t]*([^\s{]*)(.*)$/s.exec(openingLine) ?? [];
  return { language, rest: rest.trim() };
}
