// Objective and state, asked for once and written where every later reader finds them: in the runbook's front matter.
import { parseRunbook } from '../propose/runbook.ts';
import type { FrontMatter, Runbook, Span } from '../step.ts';

/** What a person said a runbook is for, and how things stand. */
export interface Aim {
  readonly objective?: string;
  readonly state?: string;
}

export interface AimEdit {
  readonly span: Span;
  readonly text: string;
  /** The runbook with it. */
  readonly runbook: Runbook;
}

/** The edit that adds what the front matter does not say yet; null where there is nothing to add, or it cannot be added safely. */
export function writeAim(text: string, of: { readonly path: string; readonly aim: Aim }): AimEdit | null {
  const before = parseRunbook(text, of.path);
  const added = additions(before.frontMatter, of.aim);
  const names = Object.keys(added);
  if (before.problem || names.length === 0) return null;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = names.map((name) => `${name}: ${JSON.stringify(Reflect.get(added, name))}${eol}`).join('');
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const opening = /^---[ \t]*\r?\n/.exec(text.slice(start))?.[0];
  const at = start + (opening?.length ?? 0);
  // A rule at the top of plain markdown looks like the beginning of front matter: reading it back tells which it was.
  const inside: AimEdit | null = opening === undefined ? null : edited({ text, at, put: lines, path: of.path });
  const whole = () => edited({ text, at: start, put: `---${eol}${lines}---${eol}${text.length > start ? eol : ''}`, path: of.path });
  const edit = [inside, whole()].find((candidate) => candidate !== null && isMeant(before, candidate.runbook, added));
  return edit ?? null;
}

function additions(said: FrontMatter, { objective, state }: Aim): Aim {
  const plain = (value: string | undefined) => (value ?? '').replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\s]+/gu, ' ').trim();
  return {
    ...(said.objective === undefined && plain(objective) !== '' ? { objective: plain(objective) } : {}),
    ...(said.state === undefined && plain(state) !== '' ? { state: plain(state) } : {}),
  };
}

function edited(of: { readonly text: string; readonly at: number; readonly put: string; readonly path: string }): AimEdit {
  const { text, at, put, path } = of;
  return { span: [at, at], text: put, runbook: parseRunbook(text.slice(0, at) + put + text.slice(at), path) };
}

/** It says what was said, and everything else says what it said before. */
function isMeant(before: Runbook, after: Runbook, added: Aim): boolean {
  const steps = ({ steps }: Runbook) => JSON.stringify(steps.map(({ id, text, shell, attributes }) => [id, text, shell, attributes]));
  const facts = (frontMatter: FrontMatter) => JSON.stringify(Object.entries(frontMatter).sort(([a], [b]) => (a < b ? -1 : 1)));
  return !after.problem && steps(before) === steps(after) && facts(after.frontMatter) === facts({ ...before.frontMatter, ...added });
}
