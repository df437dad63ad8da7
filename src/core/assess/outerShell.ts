// The outer-shell trap (op-run.md): the shell around `op run` expands variables, and runs what follows, before and outside of it.
import { quote } from 'shell-quote';
import type { Invocation, Reading, Word } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import { type Draft, draftOf } from './draft.ts';
import { PROVIDERS } from './secrets.ts';
import { WORDS } from './words.ts';

/** Variables every shell has, so that they mean the same on both sides. */
const COMMON =
  /^(?:HOME|PATH|USER|LOGNAME|PWD|OLDPWD|SHELL|TMPDIR|TERM|LANG|LC_\w+|HOSTNAME|UID|EUID|PPID|RANDOM|SECONDS|LINENO|IFS|EDITOR|DISPLAY|XDG_\w+|SSH_\w+|BASH\w*|[0-9@*#?$!_-])$/;

/** The finding about a text that calls a provider itself and expects its variables where they are not; null when it does not. */
export function judgeOuterShell(command: string, reading: Reading): Draft | null {
  const provider = reading.invocations.find((invocation) => invocation.opened && invocation.via.length === 0 && isProvider(invocation));
  if (provider === undefined) return null;
  const assigned = new Set(reading.assignments.map(({ name }) => name));
  const names = new Set<string>();
  for (const invocation of reading.invocations) {
    const [outermost = '', ...deeper] = invocation.via;
    const outside = !PROVIDERS.test(outermost);
    // What a shell inside of it reads is expanded there.
    if (invocation === provider || (!outside && deeper.some((step) => /sh$|^eval$/.test(step)))) continue;
    for (const word of invocation.words) for (const name of namesIn(word)) if (!assigned.has(name) && !COMMON.test(name)) names.add(name);
  }
  if (names.size === 0) return null;
  const fix = insideOf(command, provider);
  return draftOf(provider, 'secret.outer-shell', {
    level: 'change',
    says: WORDS.outerShell,
    args: { name: [...names].join(', ') },
    target: [...names].join(', '),
    tags: ['secret', 'secret-trap'],
    deed: WORDS.deedAsIs,
    ...(fix === null ? {} : { safer: fix, fix }),
  });
}

const isProvider = ({ words }: Invocation): boolean => programName(words[0]?.text ?? '') === 'op' && words[1]?.text === 'run';

function namesIn(word: Word): readonly string[] {
  if (word.kind !== 'dynamic') return [];
  return [...word.source.replace(/'[^']*'/g, '').matchAll(/\$\{?([A-Za-z_]\w*)/g)].map((match) => match[1] ?? '');
}

/** The same text with all of it inside: `op run … -- bash -c '…'`. Null where its parts cannot be told apart. */
function insideOf(command: string, provider: Invocation): string | null {
  const dash = provider.words.find((word) => word.text === '--');
  const [first] = provider.words;
  if (first === undefined || dash === undefined) return null;
  const call = command.slice(first.span[0], dash.span[1]);
  const inner = `${command.slice(0, first.span[0])}${command.slice(dash.span[1]).trimStart()}`.trim();
  return inner === '' || call.includes('\n') ? null : `${call} bash -c ${quote([inner])}`;
}
