// Looks through the programs that run other programs, one layer at a time, until what really runs is known.

import { readAliases } from './aliases.ts';
import { type ArgStyle, parseArgs } from './args.ts';
import { enterWords, readFed, readParallel } from './feeding.ts';
import { findRuns } from './finding.ts';
import type { Invocation, Word } from './invocation.ts';
import { type Inside, type Opening, type Ready, scriptOf } from './opening.ts';
import { DEPTH_LIMIT, type Place, report } from './place.ts';
import { programName } from './program.ts';
import { inputOf, readShell } from './shells.ts';
import { WRAPPERS, type Wrapper } from './wrappers.ts';

const words = (text: string | undefined): ReadonlySet<string> => new Set((text ?? '').split(' ').filter(Boolean));
let table: ReadonlyMap<string, readonly Ready[]> | undefined;

/** The wrappers by program name, those with more verbs first. Built at the first use, so that loading costs nothing. */
function wrappersOf(name: string): readonly Ready[] {
  table ??= buildTable();
  return table.get(name) ?? [];
}

function buildTable(): ReadonlyMap<string, readonly Ready[]> {
  const built = new Map<string, Ready[]>();
  for (const wrapper of WRAPPERS) {
    const until =
      wrapper.dash === 'only' || wrapper.takes === 'option' || wrapper.takes === 'each' || wrapper.after !== undefined
        ? ('end' as const)
        : ('first' as const);
    for (const full of wrapper.names.split('|')) {
      const [name = '', ...verbs] = full.split(' ');
      const style: ArgStyle = { valued: words(wrapper.valued), flags: words(wrapper.flags), dashes: 'gnu', until };
      built.set(name, [
        ...(built.get(name) ?? []),
        { ...wrapper, style, verbs, scripts: words(wrapper.script), starts: words(wrapper.after), refusals: words(wrapper.unless) },
      ]);
    }
  }
  for (const list of built.values()) list.sort((a, b) => b.verbs.length - a.verbs.length);
  return built;
}

/** What a wrapper's arguments say: the layer itself, and the commands under it. */
export interface Layer {
  readonly wrapper: Wrapper;
  /** Nothing is wrapped: what it does then is told by `wrapper.bare`. */
  readonly bare: boolean;
  readonly runs: readonly Invocation[];
}

/** Reads what an invocation wraps; null when it is no wrapper. */
export function unwrap(invocation: Invocation, place: Place): Layer | null {
  const [head] = invocation.words;
  if (head === undefined || head.kind !== 'literal' || invocation.call === 'defined') return null;
  for (const wrapper of wrappersOf(programName(head.text))) {
    const rest = afterVerbs(invocation.words.slice(1), wrapper);
    if (rest === null) continue;
    if (place.depth > DEPTH_LIMIT) {
      report(place, 'too-deep', invocation.span);
      return { wrapper, bare: false, runs: [] };
    }
    const own = rest.findIndex((word) => wrapper.starts.has(word.text));
    return open({ invocation, place, wrapper, args: parseArgs(own < 0 ? rest : rest.slice(0, own), wrapper.style), rest });
  }
  return null;
}

/** The words after the verbs that make it a wrapper, its options before them kept; null when the verbs are not there. */
function afterVerbs(given: readonly Word[], { verbs, style, carries }: Ready): readonly Word[] | null {
  let rest = given;
  const options: Word[] = [];
  for (const verb of verbs) {
    const { operands } = parseArgs(rest, { ...style, until: 'first' });
    const [first] = operands;
    if (first === undefined || first.text !== verb) return null;
    const at = rest.indexOf(first);
    options.push(...rest.slice(0, at));
    rest = rest.slice(carries === true && verb === verbs.at(-1) ? at : at + 1);
  }
  return [...options, ...rest];
}

function open(opening: Opening): Layer {
  const { wrapper, args } = opening;
  if (args.options.some((option) => wrapper.refusals.has(option.name) || option.name === '--help' || option.name === '--version'))
    return { wrapper: { ...wrapper, bare: 'spec' }, bare: true, runs: [] };
  const inside = insideOf(opening);
  const script =
    wrapper.takes === 'each'
      ? undefined
      : args.options.findLast(
          (option) => wrapper.scripts.has(option.name) || (wrapper.names === 'env' && /^(-S|--split-string)$/.test(option.name)),
        );
  const written = script?.value ?? lateScript(opening);
  if (written !== null && written !== undefined) {
    // `env -S` puts the words after its text behind it.
    const more = wrapper.names === 'env' ? args.operands : [];
    return layer(wrapper, scriptOf([written, ...more], { ...opening, inside }));
  }
  switch (wrapper.takes) {
    case 'command':
    case 'xargs':
      return openCommand({ ...opening, inside });
    case 'script':
      return openScript({ ...opening, inside }, typed(afterSkipped(opening), wrapper));
    case 'option':
      return openScript(
        { ...opening, inside },
        wrapper.scripts.size > 0 && wrapper.skip === undefined ? [] : args.operands.slice(wrapper.skip ?? 0).slice(0, 1),
      );
    case 'shell':
      return { ...readShell({ ...opening, inside }), wrapper };
    case 'find':
      return layer(wrapper, findRuns({ ...opening, inside }));
    case 'parallel':
      return layer(wrapper, readParallel({ ...opening, inside }));
    case 'alias':
      return layer(wrapper, readAliases({ ...opening, inside }));
    case 'fed':
      return layer(wrapper, opening.invocation.input.kind === 'text' ? inputOf({ ...opening, inside }) : null);
    case 'each':
      return openEach({ ...opening, inside });
  }
}

/** `hyperfine --prepare 'make clean' 'ls'`: scripts side by side. */
function openEach(opening: Inside): Layer {
  const { wrapper, args } = opening;
  const prepared = args.options.flatMap(({ name, value }) => (wrapper.scripts.has(name) && value !== null ? [value] : []));
  const scripts = [...prepared, ...args.operands];
  return layer(wrapper, scripts.length === 0 ? null : scripts.flatMap((word) => scriptOf([word], opening)));
}

/** `flock FILE -c TEXT`, `gcloud compute ssh HOST --command TEXT`: the option that holds a script stands behind the skipped operands. */
function lateScript({ wrapper, args }: Opening): Word | null {
  if (wrapper.late !== undefined && !args.options.some(({ name }) => wrapper.late?.split(' ').includes(name) === true)) {
    const at = args.operands.slice(0, 3).findIndex((word) => wrapper.scripts.has(word.text));
    return at < 0 ? null : (args.operands[at + 1] ?? null);
  }
  if (wrapper.takes === 'script' && wrapper.scripts.size > 0)
    return (
      parseArgs(args.operands.slice(wrapper.skip ?? 0), wrapper.style).options.find(({ name }) => wrapper.scripts.has(name))?.value ?? null
    );
  if (wrapper.takes !== 'command' || wrapper.scripts.size === 0 || wrapper.skip === undefined) return null;
  const [flag, text] = args.operands.slice(wrapper.skip);
  return flag !== undefined && wrapper.scripts.has(flag.text) ? (text ?? null) : null;
}

const layer = (wrapper: Wrapper, runs: readonly Invocation[] | null): Layer => ({ wrapper, bare: runs === null, runs: runs ?? [] });

/** The place inside the wrapper: one step further on the path, with its tags. */
function insideOf({ invocation, place, wrapper, args }: Opening): Place {
  const [head] = invocation.words;
  const at = wrapper.place === true ? args.operands[0]?.text : undefined;
  const label = [programName(head?.text ?? ''), ...wrapper.verbs, ...(at === undefined ? [] : [at])].join(' ');
  const tags = [...new Set([...place.tags, ...(wrapper.tags ?? [])])];
  return { ...place, via: [...place.via, label], tags, depth: place.depth + 1, input: invocation.input };
}

/** The operands after the skipped ones; programs such as ssh and kubectl still take options there. */
function afterSkipped({ wrapper, args }: Opening): readonly Word[] {
  const rest = args.operands.slice(wrapper.skip ?? 0);
  return (wrapper.skip ?? 0) === 0 ? rest : parseArgs(rest, wrapper.style).operands;
}

function openCommand(opening: Inside): Layer {
  const { wrapper, args, rest } = opening;
  let command = wrapper.dash === 'or-skip' ? afterSkipped(opening) : args.operands.slice(wrapper.skip ?? 0);
  if (wrapper.starts.size > 0) {
    const start = rest.findIndex((word) => wrapper.starts.has(word.text));
    command = start < 0 ? [] : rest.slice(start + 1);
  }
  if (wrapper.dash !== undefined) {
    const dash = rest.findIndex((word) => word.text === '--' && word.kind === 'literal');
    if (dash >= 0) command = rest.slice(dash + 1);
    else if (wrapper.dash === 'only') command = [];
  }
  if (command[0]?.text === '--' && command[0].kind === 'literal') command = command.slice(1);
  const { taken, left } = wrapper.env === true ? splitAssignments(command) : { taken: [], left: command };
  for (const word of taken) noteAssignment(word, opening.inside);
  if (left.length === 0) return layer(wrapper, null);
  return layer(wrapper, wrapper.takes === 'xargs' ? readFed(left, opening) : enterWords(left, opening));
}

function splitAssignments(command: readonly Word[]): { taken: readonly Word[]; left: readonly Word[] } {
  const first = command.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word.lead));
  const cut = first < 0 ? command.length : first;
  return { taken: command.slice(0, cut), left: command.slice(cut) };
}

function noteAssignment(word: Word, place: Place): void {
  const name = word.lead.slice(0, word.lead.indexOf('='));
  const value: Word = { ...word, text: word.text.slice(name.length + 1), lead: word.lead.slice(name.length + 1) };
  place.ledger.assignments.push({ name, value, span: word.span, via: place.via, prefix: true });
}

/** Names of keys that `tmux send-keys` presses behind the text. */
const KEYS = /^(?:Enter|C-m|C-j|C-c|KPEnter|Space|Escape)$/;

const typed = (operands: readonly Word[], { names }: Ready): readonly Word[] =>
  names.includes('send-keys') ? operands.filter(({ text }) => !KEYS.test(text)) : operands;

function openScript(opening: Inside, operands: readonly Word[]): Layer {
  const { wrapper } = opening;
  // `trap - INT` and `trap '' INT` reset or ignore.
  if (operands.length === 0 || (wrapper.names === 'trap' && /^-?$|^-[lp]/.test(operands[0]?.text ?? ''))) return layer(wrapper, null);
  const runs = scriptOf(operands, opening);
  // Versions of `watch` differ in whether they join the words: both readings count.
  return layer(wrapper, wrapper.names === 'watch' && operands.length > 1 ? [...runs, ...enterWords(operands, opening)] : runs);
}
