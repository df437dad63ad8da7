// Secrets where a command shows, copies or hands them on (op-run.md: the outer-shell trap, oracles).
import type { Invocation } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import { type Draft, draftOf } from './draft.ts';
import { holdsSecrets } from './places.ts';
import { WORDS } from './words.ts';

const nameOf = (invocation: Invocation): string => programName(invocation.words[0]?.text ?? '');
/** A call that a provider of secrets started. */
export const PROVIDERS =
  /^(?:op run|doppler run|infisical run|aws-vault exec|chamber exec|teller run|dotenvx run|varlock run|sops exec-env)/;

/** The findings about files and programs that hold or show secrets, one a call. */
export function judgeSecrets(invocations: readonly Invocation[]): readonly Draft[] {
  return invocations.flatMap((invocation) => showsSecrets(invocation) ?? readsSecrets(invocation) ?? copiesSecrets(invocation) ?? []);
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
    deed: WORDS.deedCopy,
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
  const bareOutput = name === 'op' && words[0] === 'run' && words.includes('--no-masking');
  if (!dumps && !bareOutput) return null;
  return draftOf(invocation, bareOutput ? 'secret.masking' : 'secret.oracle', {
    level: 'destructive',
    says: bareOutput ? WORDS.maskingOff : WORDS.oracle,
    tags: ['secret', bareOutput ? 'masking-off' : 'secret-oracle'],
    reversible: 'no',
    deed: WORDS.deedSecrets,
  });
}
