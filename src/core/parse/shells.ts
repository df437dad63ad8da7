// What a call of a shell runs: its -c text, a file nobody has seen, or what it is fed.
import type { Invocation, Word } from './invocation.ts';
import { type Inside, scriptOf } from './opening.ts';
import { report } from './place.ts';
import { newScope } from './scope.ts';

/** Reads `bash -c`, `bash file`, `… | bash`, `bash <<EOF`. */
export function readShell(opening: Inside): { bare: boolean; runs: readonly Invocation[] } {
  const { args, invocation, inside } = opening;
  const has = (name: string): boolean => args.options.some((option) => option.name === name);
  if (has('--help') || has('--version')) return { bare: true, runs: [] };
  if (has('-x') || args.options.some((option) => option.value?.text === 'xtrace')) report(inside, 'trace', invocation.span);
  const startup = args.options.find((option) => option.name === '--rcfile' || option.name === '--init-file');
  if (startup !== undefined) report(inside, 'unseen-script', invocation.span, startup.value?.text ?? '');
  const [first] = args.operands;
  if (has('-c')) {
    if (first === undefined) return { bare: true, runs: [] };
    return { bare: false, runs: scriptOf([first], opening) };
  }
  if (first !== undefined && !has('-s') && first.text !== '-' && first.text !== '/dev/stdin')
    return fileOf(first, { opening, checks: has('-n') });
  // `-n` parses and runs nothing.
  return { bare: false, runs: has('-n') ? [] : inputOf(opening) };
}

function fileOf(file: Word, { opening, checks }: { opening: Inside; checks: boolean }): { bare: boolean; runs: readonly Invocation[] } {
  // `bash -n file` parses it and runs nothing.
  if (!checks) report(opening.inside, file.inner === undefined ? 'unseen-script' : 'unseen-input', file.span, file.source);
  return { bare: false, runs: [] };
}

function inputOf(opening: Inside): readonly Invocation[] {
  const { invocation, inside } = opening;
  const { input } = invocation;
  if (input.kind === 'text' && input.text !== undefined) {
    if (!input.text.literal) report(inside, 'dynamic-script', input.text.origin.whole);
    return inside.ledger.readText({ text: input.text.value, origin: input.text.origin, scope: newScope() }, inside);
  }
  report(inside, input.kind === 'inherited' ? 'interactive-shell' : 'unseen-input', invocation.span);
  return [];
}
