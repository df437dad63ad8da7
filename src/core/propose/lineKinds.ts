// What a line means where it could start a block. Deliberately knows little: `complex` hands the segment to micromark.

export type LineKind =
  | { readonly kind: 'blank' | 'plain' | 'rule' | 'html' | 'complex' }
  | { readonly kind: 'fence'; readonly marker: string }
  | { readonly kind: 'heading'; readonly depth: number };

const BLANK = { kind: 'blank' } as const;
const PLAIN = { kind: 'plain' } as const;
const RULE = { kind: 'rule' } as const;
const HTML = { kind: 'html' } as const;
const COMPLEX = { kind: 'complex' } as const;

/** Judges a line that stands at the top level of the document, outside any fence. */
export function kindOf(line: string): LineKind {
  switch (line[0]) {
    case undefined:
      return BLANK;
    case ' ':
    case '\t':
      return /^[ \t]*$/.test(line) ? BLANK : COMPLEX;
    case '`':
      return opening(/^(`{3,})[^`]*$/.exec(line));
    case '~':
      return opening(/^(~{3,})/.exec(line));
    case '#':
      return heading(/^(#{1,6})(?:[ \t]|$)/.exec(line));
    case '<':
      return /^<!--(?!-?>).*-->/.test(line) ? HTML : COMPLEX;
    case '*':
    case '-':
    case '_':
    case '+':
      return ruleOrBullet(line);
    case '>':
    case '[':
      return COMPLEX;
    default:
      return /^\d{1,9}[.)](?:[ \t]|$)/.test(line) ? COMPLEX : PLAIN;
  }
}

function opening(match: RegExpExecArray | null): LineKind {
  return match?.[1] ? { kind: 'fence', marker: match[1] } : PLAIN;
}

function heading(match: RegExpExecArray | null): LineKind {
  return match?.[1] ? { kind: 'heading', depth: match[1].length } : PLAIN;
}

function ruleOrBullet(line: string): LineKind {
  if (/^(?:\*{3,}|-{3,}|_{3,})[ \t]*$/.test(line)) return RULE;
  if (/^[-+*](?:[ \t]|$)/.test(line) || /^(?:_[ \t]*){3,}$/.test(line)) return COMPLEX;
  return PLAIN;
}

/** What a line does to a paragraph it follows directly: goes on with it, ends it as a heading, or starts something of its own. */
export function inParagraph(line: string): LineKind | { readonly kind: 'underline'; readonly depth: number } {
  if (/^=+[ \t]*$/.test(line)) return { kind: 'underline', depth: 1 };
  if (/^-+[ \t]*$/.test(line)) return { kind: 'underline', depth: 2 };
  if (/^(?: {4}| {0,3}\t)[ \t]*[^ \t]/.test(line) || line.startsWith('[')) return PLAIN;
  return kindOf(line);
}

/** The one marker that closes a fence: the same character, at least as many, nothing after, indented by three at most. */
export function closes(line: string, marker: string): boolean {
  const match = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line);
  return match?.[1] !== undefined && match[1][0] === marker[0] && match[1].length >= marker.length;
}

/** Whether a complex segment can hold anything that matters: a fence, a heading, or HTML that blank lines do not end. */
export function needsMarkdown(segment: string): boolean {
  return /`{3}|~{3}|<(?:[!?]|script|pre|style|textarea)/i.test(segment) || /^ {0,3}(?:#{1,6}(?:[ \t]|$)|(?:=+|-+)[ \t]*$)/m.test(segment);
}

/** How many quotes and lists a line opens or stays in at most: its markers, and one list for every two columns before them. */
export function nesting(line: string): number {
  const lead = /^(?:[ \t]*(?:>|(?:[*+-]|\d{1,9}[.)])(?=[ \t]|$)))+/.exec(line)?.[0];
  if (lead === undefined) return 0;
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  return Math.floor(indent / 2) + (lead.match(/[>*+-]|\d[.)]/g)?.length ?? 0);
}
