// Dangers that no single program call shows: what flows from one into another.
import type { Invocation } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import { type Draft, draftOf } from './draft.ts';
import { judgeEscape } from './escapes.ts';
import { guessWord } from './lexicon.ts';
import { holdsSecrets } from './places.ts';
import { WORDS } from './words.ts';

const RUNNERS =
  /^(?:bash|sh|dash|zsh|ksh|ash|source|\.|eval|exec|python[\d.]*|node|perl|ruby|php|pwsh|at|batch|crontab|xargs|parallel|env|sudo)$/;
const NETWORK = /^(?:curl|wget|nc|ncat|netcat|socat|telnet|ftp|lftp|aria2c|http|https|xh|fetch|scp|rsync|ssh)$/;
const SENDERS = /^(?:curl|wget|nc|ncat|netcat|socat|telnet|ftp|scp|rsync|sftp|ssh|http|https|mail|sendmail|aws|gsutil|rclone)$/;
const DECODERS = /^(?:base64|base32|gbase64|xxd|openssl|gunzip|zcat|bzcat|xzcat|uudecode|rev|tr|gpg|age)$/;

const nameOf = (invocation: Invocation): string => programName(invocation.words[0]?.text ?? '');
const sources = ({ input, words }: Invocation): readonly Invocation[] => [...input.from, ...words.flatMap((word) => word.inner ?? [])];

/** The findings about what flows between the program calls of one text. */
export function judgeFlow(invocations: readonly Invocation[]): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const invocation of invocations) {
    const found =
      runsWhatItIsFed(invocation) ??
      sendsSecrets(invocation) ??
      sendsArchive(invocation) ??
      sendsAnEnd(invocation) ??
      judgeEscape(invocation);
    if (found !== null) drafts.push(found);
  }
  return [...drafts, ...runsRenamed(invocations)];
}

/** `cp /bin/rm /usr/local/bin/ls; ls -rf x`: a name stands for another program than everybody thinks. */
function runsRenamed(invocations: readonly Invocation[]): readonly Draft[] {
  const placed = new Set<string>();
  const drafts: Draft[] = [];
  for (const invocation of invocations) {
    const name = nameOf(invocation);
    if (placed.has(name))
      drafts.push(
        draftOf(invocation, 'flow.renamed', {
          level: 'destructive',
          says: WORDS.writtenThenRun,
          args: { target: name },
          target: name,
          deed: WORDS.deedUnseen,
          unverifiable: true,
        }),
      );
    if (/^(?:cp|mv|ln|install)$/.test(name)) placed.add(invocation.words.at(-1)?.text.replace(/^.*\//, '') ?? '');
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
  if (onlyChecks(invocation)) return null;
  if (name.startsWith('python') && invocation.words.length > 2) return null;
  if (/sh$/.test(name) && invocation.words.some((word) => word.text === '-c') && !invocation.words.some((word) => word.inner !== undefined))
    return null;
  if (!seen && fed.some((source) => NETWORK.test(nameOf(source))))
    return draftOf(invocation, 'flow.network-shell', { ...base, says: WORDS.networkToShell, tags: ['network'] });
  if (fed.some((source) => DECODERS.test(nameOf(source))))
    return draftOf(invocation, 'flow.decode-shell', { ...base, says: WORDS.decodeToShell });
  return null;
}

/** `bash -n` reads what it is fed for its syntax, and runs nothing of it. */
function onlyChecks({ words: [program, option, ...more] }: Invocation): boolean {
  return /^(?:ba|da|z|k|a)?sh$/.test(programName(program?.text ?? '')) && option?.text === '-n' && more.length === 0;
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
    deed: WORDS.deedSend,
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
    deed: WORDS.deedSend,
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
    deed: WORDS.deedSend,
  });
}
