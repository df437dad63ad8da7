// What a call of a shell runs: its -c text, a file nobody has seen, or what it is fed.
import type { Shell } from '../step.ts';
import type { Invocation, Word } from './invocation.ts';
import { type Inside, scriptOf } from './opening.ts';
import { originAround } from './origin.ts';
import { report } from './place.ts';
import { programName } from './program.ts';
import { newScope } from './scope.ts';

/** Reads `bash -c`, `bash file`, `… | bash`, `bash <<EOF`. */
export function readShell(outer: Inside): { bare: boolean; runs: readonly Invocation[] } {
  const opening = { ...outer, inside: { ...outer.inside, shell: shellOf(outer) } };
  const { args, invocation, inside } = opening;
  const has = (name: string): boolean => args.options.some((option) => option.name === name);
  if (has('--help') || has('--version')) return { bare: true, runs: [] };
  if (has('-x') || args.options.some((option) => option.value?.text === 'xtrace')) report(inside, 'trace', invocation.span);
  const startup = args.options.find((option) => option.name === '--rcfile' || option.name === '--init-file');
  if (startup !== undefined) report(inside, 'unseen-script', invocation.span, startup.value?.text ?? '');
  const [first] = args.operands;
  if (isForeign(opening)) report(inside, 'shell-unsupported', invocation.span, programName(invocation.words[0]?.text ?? ''));
  if (has('-c')) {
    if (first === undefined) return { bare: true, runs: [] };
    return { bare: false, runs: scriptOf([first], { ...opening, ...givenArguments(args.operands.slice(1)) }) };
  }
  if (first !== undefined && !has('-s') && first.text !== '-' && first.text !== '/dev/stdin')
    return fileOf(first, { opening, checks: has('-n') });
  // `-n` parses and runs nothing.
  return { bare: false, runs: has('-n') ? [] : inputOf(opening) };
}

/** A shell with a grammar of its own; a text of plain words means the same to all of them. */
const FOREIGN = /^(?:t?csh|fish|nu|elvish|xonsh|rc)$/;
const PLAIN = /^[\w./:=@%+, -]+$/;

function isForeign({ invocation, args }: Inside): boolean {
  const [text] = args.operands;
  return FOREIGN.test(programName(invocation.words[0]?.text ?? '')) && !(text?.kind === 'literal' && PLAIN.test(text.text));
}

/** `sh` may be any of them; `source` stays in the shell it runs in. */
function shellOf({ invocation, inside }: Inside): Shell {
  const name = programName(invocation.words[0]?.text ?? '');
  return name === 'source' || name === '.' ? inside.shell : name === 'bash' || name === 'zsh' ? name : 'sh';
}

function fileOf(file: Word, { opening, checks }: { opening: Inside; checks: boolean }): { bare: boolean; runs: readonly Invocation[] } {
  // `bash -n file` parses it and runs nothing.
  if (checks) return { bare: false, runs: [] };
  const { inside, wrapper } = opening;
  if (file.content !== undefined) {
    const scope = wrapper.names.startsWith('source') ? inside.scope : newScope();
    return { bare: false, runs: inside.ledger.readText({ text: file.content, origin: originAround(file.span), scope }, inside) };
  }
  report(inside, file.inner === undefined ? 'unseen-script' : 'unseen-input', file.span, file.source);
  return { bare: false, runs: [] };
}

/** Reads what a program is fed as a script. */
export function inputOf(opening: Inside): readonly Invocation[] {
  const { invocation, inside } = opening;
  const { input } = invocation;
  if (input.kind === 'text' && input.text !== undefined) {
    if (!input.text.literal) report(inside, 'dynamic-script', input.text.origin.whole);
    const own = opening.wrapper.names.startsWith('source') ? inside.scope : newScope(literals(opening.args.operands));
    return inside.ledger.readText({ text: input.text.value, origin: input.text.origin, scope: own }, inside);
  }
  report(inside, input.kind === 'inherited' ? 'interactive-shell' : 'unseen-input', invocation.span);
  return [];
}

/** `bash -c TEXT zero one two`. */
function givenArguments(words: readonly Word[]): Pick<Inside, 'positional' | 'zero'> {
  const [zero = null, ...positional] = literals(words) ?? [null];
  return literals(words) === null ? {} : { zero, positional: positional.filter((text) => text !== null) };
}

/** The words as texts, when all are known. */
const literals = (words: readonly Word[]): readonly string[] | null =>
  words.every((word) => word.kind === 'literal') ? words.map((word) => word.text) : null;
