// Patch pile-up: many edits of one file or object in a session, each on top of the last.
import { type Call, callsOf } from './calls.ts';
import type { GuardFinding, Story, Suggestion } from './story.ts';

/** The edit that is spoken about. */
const TOLD_AT = 4;

/** A finding where this would be at least the fourth change of the same thing. */
export function guardPileUp(suggestion: Suggestion, { attempts }: Story): readonly GuardFinding[] {
  const changed = editsOf(suggestion);
  if (changed.size === 0) return [];
  const before = attempts.filter(({ outcome }) => outcome === 'ok').map(editsOf);
  for (const what of changed) {
    const count = before.filter((edits) => edits.has(what)).length + 1;
    if (count >= TOLD_AT) return [{ guard: 'pile-up', verdict: 'told', args: { what: what.slice(0, 80), count } }];
  }
  return [];
}

/** The files and objects a command changes in place. */
function editsOf(of: Pick<Suggestion, 'command' | 'shell'>): ReadonlySet<string> {
  return new Set(
    callsOf(of)
      .flatMap((call) => [...call.writes, ...editedBy(call)])
      .filter((what) => what.length > 1),
  );
}

function editedBy({ program, operands, options, words }: Call): readonly string[] {
  const [verb = '', ...objects] = operands;
  if (program === 'sed' || program === 'perl') return words.some((word) => /^-[a-z]*i/.test(word)) ? operands.slice(-1) : [];
  if (program === 'tee' || program === 'patch' || program === 'truncate') return operands.slice(0, 1);
  if (program === 'yq') return words.some((word) => /^-[a-z]*i|^--inplace$/.test(word)) ? operands.slice(-1) : [];
  if (program === 'helm' && /^(?:upgrade|rollback)$/.test(verb)) return objects.slice(0, 1).map((name) => `release ${name}`);
  if (program === 'kubectl' || program === 'oc') return objectOf({ verb, objects, file: options.get('-f') ?? options.get('--filename') });
  if (program === 'systemctl' && verb === 'set-property') return objects.slice(0, 1);
  return [];
}

function objectOf({
  verb,
  objects,
  file,
}: {
  readonly verb: string;
  readonly objects: readonly string[];
  readonly file: string | undefined;
}): readonly string[] {
  if (/^(?:apply|replace)$/.test(verb)) return file === undefined || file === '-' ? [] : [file];
  if (!/^(?:patch|edit|annotate|label|scale|set)$/.test(verb)) return [];
  const named = verb === 'set' ? objects.slice(1) : objects;
  const [first = '', second = ''] = named;
  const name = first.includes('/') ? first : second === '' || second.includes('=') ? first : `${first}/${second}`;
  return name === '' ? [] : [name];
}
