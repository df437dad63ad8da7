// Watches a whole output for what a person has to know of it: text that speaks to a model, claims an approval, reaches for the clipboard or
// for our own marks. Quick enough for any length: only lines that hold a telling word are looked at.
import { SIGNS, type Sign, sightingsIn } from './injection.ts';

/** One scan over the text, so only letters; a superset of what the signs below need in plain writing. */
const TELLING =
  /ignor|disregard|forget|set aside|abandon|overrid|supersed|bypass|instruct|guideline|prompt|you are|you're|your |assistant|\bai\b|llm|claude|gpt|copilot|gemini|language model|robot|approv|authori[sz]|countersign|confirmed|<\||\[\/?inst|jsonrpc|tool_|propose|function_call|"role"|antml|autonomous|from now on|directive|respond as|(?:run|execute|to fix)[^\n]{0,40}(?:curl|wget|rm -|\| ?sh|delete|following)|secrets and|api key|permission to|informing the|vergiss|missacht|anweisung|<<sys|^\s*(?:system|human): |<\/?(?:system|output|user|human)|end of (?:output|log|data)|"method"|permissiondecision|do not (?:ask|tell)|exfiltrat|\u001b\](?:52|633|1337);|[\u009d\u202a-\u202e\u2066-\u2069]|\udb40/gim;
/** Sequences that act beyond the screen: the clipboard, shell marks that are ours to set, files. */
const REACHING = /(?:\u001b\]|\u009d)(?:52|633|1337);/;
/** Text that is seen elsewhere than it stands, or not at all. */
const TURNED = /[\u202a-\u202e\u2066-\u2069]|[\u{e0020}-\u{e007e}]/u;
/** Signs that a tool's everyday output does not have; progress bars move the cursor, and a README has fences. */
const TOLD: readonly Sign[] = ['instructions', 'role-marks', 'tool-calls', 'fake-approval'];
/** Places looked at in one part: a flood of telling words costs time, and hides no more than its own part. */
const PLACES = 200;
/** Characters of a line that is not ended. */
const OPEN_LIMIT = 4096;
/** Lines before and after a telling one that are read with it. */
const AROUND = 2;

export interface OutputWatch {
  /** The next part, with its escapes. */
  write(part: string): void;
  /** What was seen, in the order of SIGNS. */
  signs(): readonly Sign[];
}

export function createOutputWatch(): OutputWatch {
  const seen = new Set<Sign>();
  let open = '';
  const scan = (text: string) => {
    let places = 0;
    TELLING.lastIndex = 0;
    for (let found = TELLING.exec(text); found !== null && places < PLACES && seen.size < SIGNS.length; found = TELLING.exec(text)) {
      places++;
      const { snippet, end } = around(text, found.index);
      for (const { sign } of sightingsIn(snippet)) if (TOLD.includes(sign)) seen.add(sign);
      if (REACHING.test(snippet)) seen.add('terminal-control');
      if (TURNED.test(snippet)) seen.add('hidden-text');
      TELLING.lastIndex = Math.max(TELLING.lastIndex, end);
    }
  };
  return {
    write(part) {
      const text = open + part;
      scan(text);
      // The last lines are read again with what follows them.
      open = text.slice(Math.max(linesBack(text, AROUND + 1), text.length - OPEN_LIMIT));
    },
    signs: () => SIGNS.filter((sign) => seen.has(sign)),
  };
}

/** The line at a place with its neighbours, each side bounded; `end` is where that line ends. */
function around(text: string, at: number): { readonly snippet: string; readonly end: number } {
  const start = Math.max(at - OPEN_LIMIT, lineStart(text, at));
  const stop = text.indexOf('\n', at);
  const end = stop < 0 ? text.length : stop;
  let until = end;
  for (let n = 0; n < AROUND && until >= 0; n++) until = text.indexOf('\n', until + 1);
  return { snippet: text.slice(start, Math.min(until < 0 ? text.length : until, at + OPEN_LIMIT)), end: Math.min(end, at + OPEN_LIMIT) };
}

/** Where the line at a place begins, or the line so many before it. */
function lineStart(text: string, at: number): number {
  let start = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  for (let n = 0; n < AROUND && start > 1; n++) start = text.lastIndexOf('\n', start - 2) + 1;
  return start;
}

/** Where the last so many lines begin. */
function linesBack(text: string, count: number): number {
  let at = text.length;
  for (let n = 0; n < count && at > 0; n++) at = text.lastIndexOf('\n', at - 1);
  return at + 1;
}
