// Dangers that no single program call shows: what flows from one into another.
import type { Invocation } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import { type Draft, draftOf } from './draft.ts';
import { holdsSecrets } from './places.ts';
import { WORDS } from './words.ts';

const RUNNERS =
  /^(?:bash|sh|dash|zsh|ksh|ash|source|\.|eval|exec|python[\d.]*|node|perl|ruby|php|pwsh|at|batch|crontab|xargs|parallel|env|sudo)$/;
const NETWORK = /^(?:curl|wget|nc|ncat|netcat|socat|telnet|ftp|lftp|aria2c|http|https|xh|fetch|scp|rsync|ssh)$/;
const SENDERS = /^(?:curl|wget|nc|ncat|netcat|socat|telnet|ftp|scp|rsync|sftp|ssh|http|https|mail|sendmail|aws|gsutil|rclone)$/;
const DECODERS = /^(?:base64|base32|gbase64|xxd|openssl|gunzip|zcat|bzcat|xzcat|uudecode|rev|tr|gpg|age)$/;
const PROVIDERS = /^(?:op run|doppler run|infisical run|aws-vault exec|chamber exec|teller run|dotenvx run|varlock run|sops exec-env)/;

const nameOf = (invocation: Invocation): string => programName(invocation.words[0]?.text ?? '');
const sources = ({ input, words }: Invocation): readonly Invocation[] => [...input.from, ...words.flatMap((word) => word.inner ?? [])];

/** The findings about what flows between the program calls of one text. */
export function judgeFlow(invocations: readonly Invocation[]): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const invocation of invocations) {
    const found = runsWhatItIsFed(invocation) ?? sendsSecrets(invocation);
    const oracle = showsSecrets(invocation) ?? readsSecrets(invocation);
    if (found !== null) drafts.push(found);
    if (oracle !== null) drafts.push(oracle);
  }
  return drafts;
}

function runsWhatItIsFed(invocation: Invocation): Draft | null {
  const name = nameOf(invocation);
  if (!RUNNERS.test(name) || invocation.input.kind === 'text') return null;
  // `sudo` and `env` only pass on; `xargs` counts when it feeds a shell, which is an invocation of its own.
  if (invocation.opened && !/sh$|^eval$/.test(name)) return null;
  const fed = sources(invocation);
  const base = { level: 'destructive', deed: WORDS.deedUnseen, unverifiable: true } as const;
  if (name.startsWith('python') && invocation.words.length > 2) return null;
  if (/sh$/.test(name) && invocation.words.some((word) => word.text === '-c') && !invocation.words.some((word) => word.inner !== undefined))
    return null;
  if (fed.some((source) => NETWORK.test(nameOf(source))))
    return draftOf(invocation, 'flow.network-shell', { ...base, says: WORDS.networkToShell, tags: ['network'] });
  if (fed.some((source) => DECODERS.test(nameOf(source))))
    return draftOf(invocation, 'flow.decode-shell', { ...base, says: WORDS.decodeToShell });
  return null;
}

function sendsSecrets(invocation: Invocation): Draft | null {
  if (!SENDERS.test(nameOf(invocation))) return null;
  const own = invocation.words.slice(1).find((word) => /[@=]|^[^-]/.test(word.text) && holdsSecrets(word.text.replace(/^.*[@=<]/, '')));
  const piped = sources(invocation)
    .flatMap((source) => source.words.slice(1))
    .find((word) => holdsSecrets(word.text));
  const dumped = sources(invocation).some((source) => /^(?:env|printenv)$/.test(nameOf(source)) && source.words.length === 1);
  // An identity file (`-i key`) is used, not sent.
  const identity =
    own !== undefined &&
    invocation.words[invocation.words.indexOf(own) - 1]?.text.match(/^-(?:i|F|K|E|-key|-cert|-cacert|-cacert-status)$/) !== null;
  const found = (identity ? undefined : own?.text) ?? piped?.text ?? (dumped ? 'environment' : undefined);
  if (found === undefined) return null;
  return draftOf(invocation, 'flow.secret-network', {
    level: 'destructive',
    says: WORDS.secretToNetwork,
    args: { target: found },
    target: found,
    tags: ['secret', 'network'],
    deed: WORDS.deedAnyway,
  });
}

const READERS =
  /^(?:cat|tac|less|more|most|head|tail|nl|od|xxd|hexdump|strings|cut|sort|uniq|rev|fold|fmt|paste|grep|egrep|fgrep|rg|sed|g?awk|mawk|bat|batcat|base64|base32|gbase64|jq|yq|diff|comm|join|column|vim?|nano|view|tee|date|git|pr|expand|zcat)$/;

/** Commands that print a file which usually holds secrets. */
function readsSecrets(invocation: Invocation): Draft | null {
  const name = nameOf(invocation);
  if (!READERS.test(name)) return null;
  const found = invocation.words
    .slice(1)
    .find((word) => holdsSecrets(word.text.replace(name === 'git' ? /^[^:]*:/ : /^(?:--[\w-]+=|@)/, '').replace(/^\.\//, '')));
  const read = name !== 'git' || /^(?:cat-file|show|diff|blame|grep)$/.test(invocation.words[1]?.text ?? '');
  if (found === undefined || !read) return null;
  const args = { target: found.text };
  return draftOf(invocation, 'secret.file', {
    level: 'destructive',
    says: WORDS.reveal,
    args,
    target: found.text,
    tags: ['secret'],
    reversible: 'no',
    deed: WORDS.deedReveal,
  });
}

/** Programs that print the values a secrets provider hands them (op-run.md, oracles). */
function showsSecrets(invocation: Invocation): Draft | null {
  const name = nameOf(invocation);
  const words = invocation.words.slice(1).map((word) => word.text);
  const provided = invocation.via.some((step) => PROVIDERS.test(step));
  const bare =
    /^(?:env|printenv|set|export|declare|typeset)$/.test(name) && words.every((word) => /^-[px0]*$/.test(word)) && !invocation.opened;
  const dumps =
    provided &&
    (bare ||
      name === 'printenv' ||
      (/sh$/.test(name) && words.some((word) => /^-\w*x/.test(word))) ||
      (name === 'set' && words.some((word) => /^-\w*x|xtrace/.test(word))));
  if (!dumps && !(name === 'op' && words[0] === 'run' && words.includes('--no-masking'))) return null;
  return draftOf(invocation, 'secret.oracle', {
    level: 'destructive',
    says: WORDS.oracle,
    tags: ['secret'],
    reversible: 'no',
    deed: WORDS.deedAnyway,
  });
}
