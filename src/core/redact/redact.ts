// The second layer: patterns of well-known secrets, for whatever the mask could not know. The only file that makes Redacted.
import type { Redacted } from './redacted.ts';

interface Rule {
  readonly pattern: RegExp;
  readonly replacement: string;
}

const rule = (name: string, pattern: RegExp, before = '', after = ''): Rule => ({
  pattern,
  replacement: `${before}<concealed:${name}>${after}`,
});

const PEM_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const PEM_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;

/** Patterns are bounded, so that no text takes more than linear time. Prefixes are taken from the issuers' documentation. */
const RULES: readonly Rule[] = [
  rule('private key', new RegExp(`${PEM_BEGIN.source}[\\s\\S]*?(?:${PEM_END.source}|$)`, 'g')),
  rule('1Password token', /\bops_[A-Za-z0-9+/=_-]{20,}/g),
  rule('age key', /\bAGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{30,}/gi),
  rule('GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/g),
  rule('GitLab token', /\bgl(?:pat|ptt|dt|rt|cbt|ft|soat|agent|imt|oas|ffct)-[A-Za-z0-9_-]{20,}/g),
  rule('Slack token', /\bx(?:ox[abeoprs]|app)-[A-Za-z0-9-]{10,}/g),
  rule('Slack webhook', /\bhooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/_-]{20,}/g),
  rule('AWS key id', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g),
  rule('AWS secret key', /\b(aws_?(?:secret)?_?(?:access)?_?key["']?\s{0,4}[=:]\s{0,4}["']?)[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])/gi, '$1'),
  rule('AWS session token', /\b(aws_?session_?token["']?\s{0,4}[=:]\s{0,4}["']?)[A-Za-z0-9/+=]{60,}/gi, '$1'),
  rule('Google key', /\bAIza[A-Za-z0-9_-]{35}/g),
  rule(
    'API key',
    /\b(?:sk-(?:ant-|proj-|live-)?|[rs]k_(?:live|test)_|npm_|hf_|dop_v1_|hvs\.|hvb\.|pul-|dp\.(?:pt|st|sa|ct)\.)[A-Za-z0-9_-]{24,}/g,
  ),
  rule('cluster token', /\bK10[0-9a-f]{64}::[A-Za-z0-9_-]{1,64}:[^\s"']{4,}/g),
  rule('bootstrap token', /(--token[ =]["']?|\btoken: ?["']?)[a-z0-9]{6}\.[a-z0-9]{16}\b/g, '$1'),
  rule('JWT', /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g),
  rule(
    'authorization',
    /\b((?:proxy-)?authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:(?:bearer|basic|digest|token|apikey|negotiate)\s{1,4})?)(?!<concealed)(?!(?:bearer|basic|digest|token|apikey|negotiate)\s)[^\s"'<>]{4,}/gi,
    '$1',
  ),
  rule('authorization', /\b(bearer\s{1,4})(?!<concealed)[A-Za-z0-9._~+/=-]{16,}/gi, '$1'),
  rule('password', /\b([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@"'<>]{0,256}:)(?!<concealed)[^\s@/"'<>]{1,256}@/gi, '$1', '@'),
];

/** Conceals what looks like a secret in a text. Doing it twice changes nothing. */
export function redact(text: string): Redacted {
  let out = text;
  for (const { pattern, replacement } of RULES) out = out.replace(pattern, replacement);
  return out as Redacted;
}

/** Redacts a text that comes in lines; a private key over many of them is concealed as a whole. */
export interface LineRedactor {
  /** One line, with or without its line end; an empty answer inside a private key. */
  line(text: string): Redacted;
  /** Any number of whole lines: the same, faster. */
  lines(text: string): Redacted;
}

/** Makes a LineRedactor, for logs too large to be held in memory. */
export function createLineRedactor(): LineRedactor {
  const keys = createKeyConcealer();
  return {
    line: (text) => redact(keys.line(text)),
    lines: (text) => redact(keys.isQuiet(text) ? text : splitLines(text).map(keys.line).join('')),
  };
}

/** Follows private keys from line to line and conceals nothing else: for whoever redacts the rest later. */
export interface KeyConcealer {
  line(text: string): string;
  /** Whether a text neither is in a key nor begins one. */
  isQuiet(text: string): boolean;
}

export function createKeyConcealer(): KeyConcealer {
  let inKey = false;
  const open = (text: string): string => {
    inKey = PEM_BEGIN.test(text) && isOpenKey(text);
    return inKey ? concealOpen(text) : text;
  };
  return {
    line(text) {
      if (!inKey) return open(text);
      const end = PEM_END.exec(text);
      return end ? open(text.slice(end.index + end[0].length)) : '';
    },
    isQuiet: (text) => !inKey && !PEM_BEGIN.test(text),
  };
}

function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

function isOpenKey(text: string): boolean {
  return PEM_BEGIN.test(text.replace(new RegExp(`${PEM_BEGIN.source}[\\s\\S]*?${PEM_END.source}`, 'g'), ''));
}

/** Everything from the open key on is concealed, but not the line's end: lines stay lines. */
function concealOpen(text: string): string {
  const end = /\r?\n$/.exec(text)?.[0] ?? '';
  return redact(text.slice(0, text.length - end.length)) + end;
}
