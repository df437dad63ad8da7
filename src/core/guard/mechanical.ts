// Whether a hypothesis says by what mechanism something takes its time, or only that it does.

/** What is no reason to wait, however it is put. */
const VAGUE =
  /\b(?:(?:need|require|want|take|give)s?(?:\s+(?:it|them|the \w+))?\s+(?:a (?:bit|little|few)\s*)?(?:more|longer|extra|additional|some)?\s*(?:time|moments?|minutes?|seconds?)(?:\s+to \w+(?: up)?)?|(?:just |simply |probably |maybe |perhaps |still |a bit |very |too )?slow(?:er|ly)?|(?:wait|sleep|timeout|time-out|poll|retry|retries|waiting)\w*\s+(?:of |for |to |by |up to |another )*\d+\s*(?:s|sec|seconds?|m|min|minutes?|x|times)?|\d+\s*(?:s|sec|seconds?|m|min|minutes?) (?:was|were|is|are) (?:not enough|too (?:short|little))|not (?:yet )?(?:ready|up)|be (?:safe|patient)|just in case|settle|stabili[sz]e|warm(?:ing)? up|come up|catch up)\b/gi;
/** Something that works, in the words of those who have looked. */
const MECHANISM =
  /\b(?:pull(?:s|ing|ed)?|download(?:s|ing|ed)?|upload\w*|unpack\w*|extract\w*|layers?|images?|leases?|ttl|probes?|initialDelaySeconds|periodSeconds|failureThreshold|intervals?|back-?off|grace|replicat\w*|replay\w*|recover(?:s|y|ing)|compil\w*|rebuild\w*|resync\w*|sync(?:s|ing)?|resilver\w*|fsck|journal|wal|election|elects?|quorum|migrat\w*|index(?:es|ing)?|vacuum|boot(?:s|ing)?|post|dhcp|acme|dns-?01|http-?01|challenge|propagat\w*|expir\w*|drain(?:s|ing)?|evict\w*|finalizers?|garbage|schedul\w*|locks?|queue\w*|snapshot\w*|provision\w*|attach\w*|detach\w*|mount\w*|format\w*|handshake|cache|cron|timer|reconcil\w*|bootstrap\w*|join(?:s|ing)?|csr|approv\w*|rotat\w*|restor\w*|copy(?:ing)?|copies|transfers?|checks? every|retries every|runs every|polls every)\b/i;
/** A measure or a name somebody can look up: "2.1 GB", "every 60 s", `--node-monitor-grace-period`, `periodSeconds`. */
const MEASURE =
  /\b\d+(?:\.\d+)?\s*(?:[KMGT]i?B(?:\/s)?|bytes?|ms|s|sec|seconds?|m|min|minutes?|h|hours?|%|pods?|nodes?|replicas?|layers?|rows?|files?|images?|members?|shards?|pgs?)\b|`[^`\n]{3,}`|--[a-z][\w-]{3,}|\b[a-z]+[A-Z]\w+\b|\b\d+\/\d+\b|\/[\w.-]+\/[\w./-]+/;

/** At least: what works, and a measure of it that is not the wait itself. */
export function isMechanical(hypothesis: string): boolean {
  const said = hypothesis.slice(0, 4000).replace(VAGUE, ' ');
  const words = said.match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  return words.length >= 6 && MECHANISM.test(said) && MEASURE.test(said);
}
