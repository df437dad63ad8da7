// The commands inside of a search: `find … -exec`, `fd … -x`.
import { enterWords, markReplaced } from './feeding.ts';
import type { Invocation, Word } from './invocation.ts';
import type { Inside } from './opening.ts';

const EXECS = /^(-exec|-execdir|-ok|-okdir|-x|-X|--exec|--exec-batch)$/;

/** Where the command of an `-exec` ends: at `;`, or at `+` behind the placeholder; -1 where it does not. */
function endOf(rest: readonly Word[], from: number, gnu: boolean): number {
  for (let at = from + 1; at < rest.length; at++) {
    const { text } = rest[at] ?? { text: '' };
    if (text === ';' || (gnu && text === '+' && rest[at - 1]?.text.includes('{}') === true)) return at;
  }
  return -1;
}

/** Reads every command a search runs on what it finds. */
export function findRuns(opening: Inside): readonly Invocation[] {
  const { rest, wrapper } = opening;
  const gnu = wrapper.names.startsWith('find');
  const runs: Invocation[] = [];
  for (let i = 0; i < rest.length; i++) {
    const option = rest[i]?.text ?? '';
    if (!EXECS.test(option.split('=')[0] ?? '') || (gnu && option.length < 3)) continue;
    const ends = endOf(rest, i, gnu);
    const command = rest.slice(i + 1, ends < 0 ? rest.length : ends);
    runs.push(...enterWords(markReplaced(command, { token: '{}', ...likelyPath(opening) }), opening));
    if (ends < 0) break;
    i = ends;
  }
  return runs;
}

/** Without any test, the first thing `find` finds is the place where it starts. */
function likelyPath({ rest, wrapper }: Inside): { likely?: string } {
  const first = rest.findIndex((word) => word.text.startsWith('-'));
  const paths = rest.slice(0, Math.max(0, first));
  const tests = rest.filter(
    (word) =>
      word.text.startsWith('-') &&
      wrapper.names.startsWith('find') &&
      /^-(?:i?name|i?path|i?regex|type|mindepth|size|[acm]time|[acm]min|newer\w*|user|group|perm|empty|links|inum|uid|gid|prune|not|o|or)$/.test(
        word.text,
      ),
  );
  const [path] = paths;
  return paths.length === 1 && path?.kind === 'literal' && tests.length === 0 ? { likely: path.text } : {};
}
