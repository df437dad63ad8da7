// What a model answered, read as one proposal and an outline. Everything in it is hostile: what is not read exactly is none.
import { visible } from '../annotate/plain.ts';
import { bytesOf } from '../trim/size.ts';
import { type Proposal, proposalSchema } from './proposal.ts';

/** Bytes of an answer that are looked at; a proposal has a few hundred. */
export const ANSWER_LIMIT = 64 * 1024;
/** Later commands of one answer that are kept, and characters of each. */
const OUTLINE_LIMIT = 9;
const OUTLINE_CHARACTERS = 200;

export type ReadAnswer =
  | {
      readonly ok: true;
      readonly proposal: Proposal;
      /** Commands that came after the first. They are no proposals: each has to be proposed anew. */
      readonly outline: readonly string[];
    }
  /** `error`: what is wrong, for the model. */
  | { readonly ok: false; readonly error: string };

/** The first proposal of an answer. Fences around the JSON, and words before and after it, are left out. */
export function readAnswer(text: string): ReadAnswer {
  if (bytesOf(text) > ANSWER_LIMIT) return wrong(`The answer is longer than ${ANSWER_LIMIT} bytes.`);
  const items = valuesIn(text).flatMap(itemsOf);
  const [first, ...rest] = items;
  if (first === undefined) return wrong('The answer holds no JSON object that can be read.');
  const parsed = proposalSchema.safeParse(withoutNulls(first));
  if (!parsed.success) return wrong(`The JSON object is not a proposal: ${issuesOf(parsed.error.issues)}`);
  return { ok: true, proposal: parsed.data, outline: rest.flatMap(outlined).slice(0, OUTLINE_LIMIT) };
}

const wrong = (error: string): ReadAnswer => ({ ok: false, error });

/** The JSON values of an answer: the whole, those in its fences, or those that stand in its prose. */
function valuesIn(text: string): readonly unknown[] {
  const whole = parsed(text.replace(/^\uFEFF/, ''));
  if (whole !== undefined) return [whole];
  const fenced = fencesOf(text).flatMap((body) => found(parsed(body)));
  return fenced.length > 0 ? fenced : standingIn(text);
}

/** What stands between fences, one after the other. */
function fencesOf(text: string): readonly string[] {
  const bodies: string[] = [];
  let open: { readonly mark: string; readonly lines: string[] } | null = null;
  for (const line of text.split('\n')) {
    const mark = /^[ \t]*(`{3,}|~{3,})/.exec(line)?.[1];
    if (open && mark === open.mark && line.trim() === mark) {
      bodies.push(open.lines.join('\n'));
      open = null;
    } else if (open) open.lines.push(line);
    else if (mark !== undefined) open = { mark, lines: [] };
  }
  return bodies;
}

const found = (value: unknown): readonly unknown[] => (value === undefined ? [] : [value]);

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Objects and lists in prose, one after the other. Places that look like one and are none are tried a bounded number of times. */
function standingIn(text: string): readonly unknown[] {
  const values: unknown[] = [];
  let misses = 0;
  for (let at = text.search(/[[{]/); at >= 0 && at < text.length && misses < 50; ) {
    const end = endOf(text, at);
    const value = end === null ? undefined : parsed(text.slice(at, end));
    if (value === undefined) misses++;
    else values.push(value);
    const from = value === undefined || end === null ? at + 1 : end;
    const next = text.slice(from).search(/[[{]/);
    at = next < 0 ? -1 : from + next;
  }
  // A list of words in the prose ("[1]") is no proposal.
  return values.filter((value) => itemsOf(value).some((item) => isRecord(item)));
}

/** Where the object or list that begins here ends; null where it does not. */
function endOf(text: string, start: number): number | null {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
    } else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1;
  }
  return null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list is its items; so is an object that holds nothing but a list of steps. */
function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (!isRecord(value)) return [value];
  const [only, ...others] = Object.entries(value);
  return only && others.length === 0 && /^(?:steps|commands|proposals)$/.test(only[0]) && Array.isArray(only[1])
    ? (only[1] as readonly unknown[])
    : [value];
}

/** Many models write null for what they leave out. */
function withoutNulls(value: unknown): unknown {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null)) : value;
}

function outlined(item: unknown): readonly string[] {
  const command = typeof item === 'string' ? item : isRecord(item) ? item.command : undefined;
  if (typeof command !== 'string' || command.trim() === '') return [];
  const plain = visible(
    command
      .slice(0, 4 * OUTLINE_CHARACTERS)
      .toWellFormed()
      .trim()
      .replace(/\s+/g, ' '),
  );
  return [plain.length > OUTLINE_CHARACTERS ? `${plain.slice(0, OUTLINE_CHARACTERS).toWellFormed()}…` : plain];
}

const issuesOf = (list: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string =>
  list
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join('.') || 'object'}: ${message}`)
    .join('; ')
    .slice(0, 600);
