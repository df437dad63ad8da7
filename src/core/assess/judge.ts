// What one program call does, by the spec of its tool.
import { type ArgStyle, type Args, parseArgs } from '../parse/args.ts';
import type { Invocation, Word } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import { LEVELS, type Level } from '../step.ts';
import type { Tag } from './assessment.ts';
import { READS, type ReadyTool, toolNamed } from './compile.ts';
import { type Draft, draftOf } from './draft.ts';
import { pickWords, valuesOf } from './fill.ts';
import { judgeInterpreter } from './interpreters.ts';
import type { Found, Given, Parsed, Settled } from './judging.ts';
import { guessWord, worstOf } from './lexicon.ts';
import { isPlace } from './places.ts';
import { judgeQueries } from './queries.ts';
import type { Case, Effect, Verb } from './spec.ts';
import { tagsOf } from './targets.ts';
import { dynamicVerb, nextVerb, unlisted } from './unlisted.ts';
import { applies, type Call, hasOption } from './when.ts';
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
  if (tool === undefined) return judgeInterpreter(invocation, name) ?? unknownProgram(invocation, name);
  return judgeCall(invocation, { tool, words });
}

function dynamicCommand(invocation: Invocation, head: Word | undefined): Draft {
  const args = { detail: head?.source ?? '' };
  return draftOf(invocation, 'command.dynamic', {
    level: 'destructive',
    says: WORDS.dynamicCommand,
    args,
    deed: WORDS.deedUnseen,
    unverifiable: true,
  });
}

function unknownProgram(invocation: Invocation, name: string): Draft {
  // No program is named like an option: a wrapper's arguments were misread, so nothing is certain.
  if (name === '' || name.startsWith('-')) return dynamicCommand(invocation, invocation.words[0]);
  const args = { tool: name, what: name };
  const worse = wrapped(invocation) ?? namedAnEnd(invocation, name);
  if (worse !== null) return worse;
  if (!name.includes('/'))
    return draftOf(invocation, 'command.unknown', {
      level: 'change',
      says: WORDS.unknownCommand,
      args,
      deed: WORDS.runChange,
      tags: ['unknown-command'],
    });
  const tags: readonly Tag[] = ['unknown-command', 'runs-project-code'];
  return draftOf(invocation, 'command.local', {
    level: 'destructive',
    says: WORDS.localProgram,
    args,
    deed: WORDS.runChange,
    tags,
    unverifiable: true,
  });
}

/** `wrapper git reset --hard`: what follows an unknown program may be a command it runs. Only a bad one counts. */
function wrapped(invocation: Invocation): Draft | null {
  for (let i = 1; i < Math.min(invocation.words.length, 5); i++) {
    const word = invocation.words[i];
    if (word?.kind !== 'literal' || toolNamed(programName(word.text)) === undefined) continue;
    const draft = judge({ ...invocation, words: invocation.words.slice(i) });
    if (rank(draft?.level ?? 'read') >= rank('destructive')) return draft && { ...draft, tags: [...draft.tags, 'unknown-command'] };
  }
  return null;
}

/** An unknown program with a verb that says what it does: `sometool purge everything`. */
function namedAnEnd(invocation: Invocation, name: string): Draft | null {
  const [verb, object] = invocation.words.slice(1).filter((word) => word.kind === 'literal' && !word.text.startsWith('-'));
  const guess = worstOf([guessWord(verb?.text ?? ''), guessWord(verb === undefined ? '' : (object?.text ?? ''))]);
  if (guess !== 'destructive') return null;
  const target = object?.text ?? verb?.text ?? '';
  const args = { tool: name, verb: verb?.text ?? '', target, what: `${name} ${verb?.text ?? ''}` };
  return draftOf(invocation, 'command.unknown', {
    level: 'destructive',
    says: WORDS.lexiconEnds,
    args,
    deed: WORDS.deedEnds,
    tags: ['unknown-command'],
  });
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
  const general = { ...parsed, found: null, call: { args, operands: args.operands } };
  if (found === null) return worstRaise(invocation, general) ?? (asksForHelp(parsed, tool.style) ? null : unlisted(invocation, parsed));
  const own = parseArgs(parsed.words, withOptions(found.verb.style, parsed.swallows));
  const call: Call = { args: own, operands: own.operands.slice(found.length) };
  if (asksForHelp({ ...parsed, args: own }, found.verb.style)) return worstRaise(invocation, { ...parsed, found: null, call });
  const draft = verdictOf(invocation, { ...parsed, found, call });
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
    return name === '--help' || (name === '--version' && args.operands.length === 0) || (short && name === '-h');
  });
}

function verdictOf(invocation: Invocation, settled: Settled): Draft | null {
  const { found, call } = settled;
  const verb: Verb = found?.verb.verb ?? READS;
  const chosen = verb.cases?.find((item) =>
    applies(item.when, call, rank(item.level ?? verb.level) < rank(verb.level) ? 'exact' : 'abbreviated'),
  );
  let effect: Effect = chosen === undefined ? verb : merge(verb, chosen);
  const rehearsal = verb.dryRun !== undefined && hasOption(call.args, verb.dryRun, 'exact');
  if (rehearsal) effect = READS;
  return worstRaise(invocation, { ...settled, effect, rehearsal });
}

const merge = (effect: Effect, { when: _, ...changed }: Case): Effect => ({ ...effect, ...changed });

function worstRaise(invocation: Invocation, settled: Settled & { effect?: Effect; rehearsal?: boolean }): Draft | null {
  const { tool, found, call } = settled;
  let effect = settled.effect ?? READS;
  const raises = [...(settled.rehearsal === true ? [] : (found?.verb.verb.raise ?? [])), ...(tool.spec.raise ?? [])];
  for (const raise of raises) {
    const raised = merge(effect, raise);
    if (rank(raised.level) > rank(effect.level) && applies(raise.when, call, 'abbreviated')) effect = raised;
  }
  if (effect.level === 'read') return mayHideOptions(found?.verb.verb.raise ?? [], call) ? splitOption(invocation, settled) : null;
  return draftFrom(invocation, { ...settled, effect });
}

/** An unquoted value can bring its own options, which matters where options decide. */
function mayHideOptions(raises: readonly Case[], { args, operands }: Call): boolean {
  if (!raises.some((raise) => raise.when.has !== undefined)) return false;
  const hides = (word: Word): boolean =>
    word.kind === 'dynamic' && ((word.splits && word.lead === '') || word.lead === '-' || word.lead === '--');
  return operands.slice(0, args.dash < 0 ? operands.length : args.dash).some(hides) || args.options.some((option) => hides(option.word));
}

function splitOption(invocation: Invocation, { call, tool }: Settled): Draft {
  const word = [...call.operands, ...call.args.options.map((option) => option.word)].find((one) => one.kind === 'dynamic');
  const args = { target: word?.source ?? '', what: tool.name };
  return draftOf(invocation, `${tool.name}.options`, { level: 'change', says: WORDS.splitOption, args, deed: WORDS.runChange });
}

function draftFrom(invocation: Invocation, settled: Settled & { effect: Effect }): Draft {
  const { tool, found, call, effect } = settled;
  const path = found?.verb.path ?? '';
  const verb = path === '*' ? '' : path;
  const command = invocation.words.map((word) => word.source).join(' ');
  const args = valuesOf(effect, call, { tool: tool.name, verb, command });
  const picked = pickWords(call, effect.target ?? 'all');
  const confirmed = pickWords(call, effect.confirm ?? effect.target ?? 'all').at(-1);
  const confirm =
    confirmed?.kind === 'literal' && confirmed.text.trim() !== '' && confirmed.text.length <= 80
      ? typedName(tool, confirmed.text)
      : `${tool.name} ${verb}`.trim();
  const { level, says, deed, reversible, undo, preview, safer } = effect;
  const kept = intoSystem(effect, picked);
  const optional = Object.fromEntries(
    Object.entries({ deed, reversible, undo, preview, safer }).filter(([, value]) => value !== undefined),
  );
  return {
    ...draftOf(invocation, `${tool.name}.${verb.replaceAll(' ', '.') || 'run'}`, { level, says, args }),
    ...optional,
    ...(kept === undefined ? {} : { level: 'destructive', says: WORDS.overwriteSystem, args: { ...args, target: kept.text }, reversible: 'with-backup' }),
    tags: [...(effect.tags ?? []), ...tagsOf(tool, { invocation, args: call.args })],
    ...(picked.length > 0 ? { target: String(args.target) } : {}),
    confirm,
  };
}

/** The file of this host that a milder effect writes, where an option names it: `curl -o /etc/hosts`. */
function intoSystem({ level, target }: Effect, picked: readonly Word[]): Word | undefined {
  if (level !== 'change' || target?.startsWith('-') !== true) return undefined;
  return picked.find((word) => isPlace(word, 'system') || isPlace(word, 'device'));
}

/** `of=/dev/sda` is typed as `/dev/sda`, kubectl's `namespace/payments` as `payments`. */
function typedName({ spec }: ReadyTool, text: string): string {
  const value = text.replace(/^\w+=/, '');
  return spec.names.startsWith('kubectl') ? value.replace(/^[a-z.]+\//, '') : value;
}
