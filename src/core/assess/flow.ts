// Dangers that no single program call shows: what flows from one into another.
import type { Invocation } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import { type Draft, draftOf } from './draft.ts';
import { guessWord } from './lexicon.ts';
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
    const found = runsWhatItIsFed(invocation) ?? sendsSecrets(invocation) ?? sendsArchive(invocation) ?? sendsAnEnd(invocation);
    const oracle = showsSecrets(invocation) ?? readsSecrets(invocation) ?? copiesSecrets(invocation);
    if (found !== null) drafts.push(found);
    if (oracle !== null) drafts.push(oracle);
  }
  return drafts;
}

function runsWhatItIsFed(invocation: Invocation): Draft | null {
  const name = nameOf(invocation);
  if (!RUNNERS.test(name)) return null;
  const seen = invocation.input.kind === 'text';
  // `sudo` and `env` only pass on; `xargs` counts when it feeds a shell, which is an invocation of its own.
  if (invocation.opened && !/sh$|^eval$/.test(name)) return null;
  const fed = sources(invocation);
  const base = { level: 'destructive', deed: WORDS.deedUnseen, unverifiable: true } as const;
  if (name.startsWith('python') && invocation.words.length > 2) return null;
  if (/sh$/.test(name) && invocation.words.some((word) => word.text === '-c') && !invocation.words.some((word) => word.inner !== undefined))
    return null;
  if (!seen && fed.some((source) => NETWORK.test(nameOf(source))))
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

const PACKERS = /^(?:g?tar|bsdtar|zip|7z[ar]?|cpio|gzip|pigz|bzip2|xz|zstd)$/;
const SENSITIVE = /(?:^|\/)(?:certs?|keys?|secrets?|private|credentials?|pki|\.ssh|\.gnupg|\.aws|\.kube)(?:\/[^/]*)?$/i;

/** `tar … | curl -d @-`: files go to a host without being named one by one. To another host over ssh it is a copy like any other. */
function sendsArchive(invocation: Invocation): Draft | null {
  if (!/^(?:curl|wget|nc|ncat|netcat|socat|telnet|ftp|http|https|mail|sendmail)$/.test(nameOf(invocation))) return null;
  const named = (source: Invocation) => source.words.slice(1).find((word) => SENSITIVE.test(word.text));
  const source = sources(invocation).find((one) => PACKERS.test(nameOf(one)) || named(one) !== undefined);
  if (source === undefined) return null;
  const target = (named(source) ?? source.words.at(-1))?.text ?? '';
  return draftOf(invocation, 'flow.files-network', {
    level: 'destructive',
    says: WORDS.filesToNetwork,
    args: { target },
    target,
    tags: ['network'],
    deed: WORDS.deedAnyway,
  });
}

/** `echo 'shutdown …' | socat - /run/x.sock`: an order for a server that ends something. */
function sendsAnEnd(invocation: Invocation): Draft | null {
  if (!/^(?:nc|ncat|netcat|socat|telnet)$/.test(nameOf(invocation))) return null;
  const said = sources(invocation).find((source) => /^(?:echo|printf)$/.test(nameOf(source)));
  const order = (
    invocation.input.text?.value ??
    said?.words
      .slice(1)
      .map((word) => word.text)
      .join(' ') ??
    ''
  ).replace(/^-\w+\s+/, '');
  if (guessWord(order.trim().split(/\s/)[0] ?? '') !== 'destructive') return null;
  return draftOf(invocation, 'flow.order', {
    level: 'destructive',
    says: WORDS.orderSent,
    args: { target: order.slice(0, 80) },
    target: order.slice(0, 80),
    deed: WORDS.deedAnyway,
  });
}

const COPIERS = /^(?:cp|mv|ln|link|install|g?tar|bsdtar|zip|7z[ar]?|cpio|gzip|pigz|bzip2|xz|zstd|dd|rsync)$/;
const SECRET_HOMES = /(?:^|\/)\.(?:kube|ssh|gnupg|aws)(?:\/|$)|^\/etc\/(?:kubernetes|ssl|pki|ssh|letsencrypt)\b/;

/** Secrets into another file, where nothing guards them; back to their usual place is a step of every set-up. */
function copiesSecrets(invocation: Invocation): Draft | null {
  if (!COPIERS.test(nameOf(invocation))) return null;
  const operands = invocation.words.slice(1);
  const to = operands.at(-1)?.text ?? '';
  const places = /^(?:cp|mv|ln|link|install|rsync)$/.test(nameOf(invocation)) ? operands.slice(0, -1) : operands;
  const found = places.find(
    ({ text }) => holdsSecrets(text.replace(/^if=/, '').replace(/\/$/, '')) || /(?:^|\/)\.(?:ssh|gnupg|aws)\/?$/.test(text),
  );
  if (found === undefined || found.text.startsWith('-')) return null;
  const kept = places.length < operands.length && (SECRET_HOMES.test(to) || holdsSecrets(to));
  return draftOf(invocation, 'secret.copy', {
    level: kept ? 'change' : 'destructive',
    says: WORDS.copiesSecrets,
    args: { target: found.text },
    target: found.text,
    tags: ['secret'],
    deed: WORDS.deedAnyway,
  });
}

const READERS =
  /^(?:cat|tac|less|more|most|head|tail|nl|od|xxd|hexdump|strings|cut|sort|uniq|rev|fold|fmt|paste|grep|egrep|fgrep|rg|sed|g?awk|mawk|bat|batcat|base64|base32|gbase64|jq|yq|diff|comm|join|column|vim?|nano|view|tee|date|git|pr|expand|zcat)$/;

/** Commands that print a file which usually holds secrets. */
function readsSecrets(invocation: Invocation): Draft | null {
  const name = nameOf(invocation);
  if (!READERS.test(name)) return null;
  // The first operand of these is an expression, not a file.
  const pattern = /^(?:jq|yq)$/.test(name) ? invocation.words.slice(1).find((word) => !word.text.startsWith('-')) : undefined;
  const found = invocation.words
    .slice(1)
    .filter((word) => word !== pattern || !word.text.startsWith('.'))
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
