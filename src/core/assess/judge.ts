// What one program call does, by the spec of its tool.
import { type ArgStyle, type Args, parseArgs } from '../parse/args.ts';
import type { Invocation } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import { LEVELS, type Level } from '../step.ts';
import { READS, type ReadyTool, toolNamed } from './compile.ts';
import { type Draft, draftOf } from './draft.ts';
import { effectOf, worstRaise } from './effects.ts';
import { judgeInterpreter } from './interpreters.ts';
import type { Found, Given, Parsed } from './judging.ts';
import { judgeQueries } from './queries.ts';
import { dynamicCommand, unknownProgram } from './strangers.ts';
import { dynamicVerb, nextVerb, unlisted } from './unlisted.ts';
import type { Call } from './when.ts';
import { WORDS } from './words.ts';

const rank = (level: Level): number => LEVELS.indexOf(level);

/** The worst a program call does, as one draft; null when it only observes. */
export function judge(invocation: Invocation): Draft | null {
  const [head, ...words] = invocation.words;
  if (head === undefined || invocation.opened || invocation.call === 'defined') return null;
  if (invocation.bare === 'read') return null;
  if (head.kind !== 'literal') return dynamicCommand(invocation, head);
  if (invocation.bare === 'shell')
    return draftOf(invocation, 'shell.interactive', {
      level: 'destructive',
      says: WORDS.interactiveShell,
      deed: WORDS.deedUnseen,
      unverifiable: true,
    });
  const name = programName(head.text);
  const tool = toolNamed(name);
  if (tool === undefined) return judgeInterpreter(invocation, name) ?? unknownProgram(invocation, { name, judge });
  return judgeCall(invocation, { tool, words });
}

function judgeCall(invocation: Invocation, given: Given): Draft | null {
  const args = parseArgs(given.words, given.tool.style);
  const draft = judgeReadings(invocation, { ...given, args });
  const query = judgeQueries(invocation, { tool: given.tool, args });
  return rank(query?.level ?? 'read') > rank(draft?.level ?? 'read') ? query : draft;
}

function judgeReadings(invocation: Invocation, given: Parsed): Draft | null {
  const { tool, words, args } = given;
  const draft = judgeArgs(invocation, { ...given, args });
  const { ambiguous } = args;
  if (ambiguous === null || ambiguous.place > 0 || tool.verbs.has('*')) return draft;
  // An option of unknown arity before the verb may have swallowed it: the worse of both readings counts.
  const swallows = ambiguous.name;
  const other = judgeArgs(invocation, { tool, words, swallows, args: parseArgs(words, withOptions(tool.style, swallows)) });
  return rank(other?.level ?? 'read') > rank(draft?.level ?? 'read') ? other : draft;
}

function judgeArgs(invocation: Invocation, parsed: Parsed): Draft | null {
  const { tool, args } = parsed;
  const found = findVerb(tool, args);
  const [fed, many] = [invocation.input.kind !== 'inherited', tool.spec.many === true];
  const general = { ...parsed, found: null, call: { args, operands: args.operands, fed, many } };
  if (found === null) return worstRaise(invocation, general) ?? (asksForHelp(parsed, tool.style) ? null : unlisted(invocation, parsed));
  const own = parseArgs(parsed.words, withOptions(found.verb.style, parsed.swallows));
  const call: Call = { args: own, operands: own.operands.slice(found.length), fed, many };
  if (asksForHelp({ ...parsed, args: own }, found.verb.style)) return worstRaise(invocation, { ...parsed, found: null, call });
  const draft = effectOf(invocation, { ...parsed, found, call });
  const following = call.operands[0];
  if (following !== undefined && following.kind !== 'literal' && tool.beginnings.has(found.verb.path))
    return dynamicVerb(invocation, { ...parsed, word: following });
  const next = nextVerb(invocation, { ...parsed, found, call });
  return rank(next?.level ?? 'read') > rank(draft?.level ?? 'read') ? next : draft;
}

const withOptions = (style: ArgStyle, option: string | undefined): ArgStyle =>
  option === undefined ? style : { ...style, valued: new Set([...style.valued, option]) };

const isKnown = ({ valued, flags }: ArgStyle, name: string): boolean =>
  valued.has(name) || flags.has(name) || /^(?:-h|-V|-v|--?(?:help|version|list|status|verbose|quiet))$/.test(name);

function findVerb(tool: ReadyTool, { operands, options }: Args): Found | null {
  let path = '';
  const { anyCase } = tool.spec;
  let found: Found | null = null;
  for (const [i, word] of operands.entries()) {
    if (word.kind !== 'literal') break;
    const text = anyCase === true ? word.text.toLowerCase() : word.text;
    path = path === '' ? text : `${path} ${text}`;
    const verb = path === '' ? undefined : tool.verbs.get(path);
    if (verb !== undefined) found = { verb, length: i + 1 };
    else if (!tool.beginnings.has(path)) break;
  }
  if (found !== null) return found;
  // Without a verb its options decide; one that is not known may do anything.
  const odd = operands.length === 0 && tool.verbs.get('')?.verb === READS && options.some(({ name }) => !isKnown(tool.style, name));
  if (odd) return null;
  const fallback = operands.length === 0 ? (tool.verbs.get('') ?? tool.verbs.get('*')) : tool.verbs.get('*');
  return fallback === undefined ? null : { verb: fallback, length: 0 };
}

/** Whether the call only prints how it is used. An option of unknown arity before `--help` may have swallowed it. */
function asksForHelp({ tool, args, words }: Parsed, style: ArgStyle): boolean {
  const { spec } = tool;
  if (spec.noHelp === true) return words.length === 1 && /^--?(?:help|version)$/.test(words[0]?.text ?? '');
  const short = spec.verbs?.['*'] === undefined && !style.valued.has('-h') && !style.flags.has('-h');
  return args.options.some((option) => {
    const { name, value, word } = option;
    if (value !== null) return false;
    const before = words[words.indexOf(word) - 1]?.text ?? '';
    if (before.startsWith('-') && !before.includes('=') && !style.flags.has(before)) return false;
    return (
      name === '--help' ||
      (name === '-help' && style.dashes === 'single') ||
      (name === '--version' && args.operands.length === 0) ||
      (short && name === '-h')
    );
  });
}
