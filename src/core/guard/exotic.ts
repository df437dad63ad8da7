// Exotic explanations: the kernel, the network, the API server, chance. Flagged unless a line of captured output is cited that shows it.
import type { GuardFinding, Story, Suggestion } from './story.ts';

interface Claim {
  /** How it is blamed. Only as an explanation: "load the kernel module" blames nobody. */
  readonly blames: RegExp;
  /** What a line that shows it looks like. */
  readonly shownBy: RegExp;
}

const TROUBLE =
  '(?:bugs?|regressions?|issues?|problems?|glitch(?:es)?|hiccups?|instabilit(?:y|ies)|instability|faults?|failures?|partitions?|congestion|latency|jitter|blips?|outages?|flakiness|weirdness|quirks?|incompatibilit(?:y|ies)|interference|corruption|leaks?|pressure|contention|overload|exhaustion|starvation|saturation)';

const CLAIMS: readonly Claim[] = [
  {
    blames: new RegExp(
      `\\b(?:kernel|cgroup(?: ?v[12])?|scheduler|syscall|driver|firmware|microcode|hypervisor|bios|systemd|glibc|containerd|runc|cri)(?:[- ](?:level|side|related|version|mode))?\\s+(?:\\w+\\s+)?${TROUBLE}\\b|\\bbug in the (?:linux )?kernel\\b|\\bkernel\\b.{0,30}\\b(?:at fault|misbehav\\w*|to blame|is broken|bug)\\b|\\blinux (?:oom|scheduler) (?:bug|weirdness)\\b`,
      'i',
    ),
    shownBy:
      /\b(?:kernel|BUG:|oops|call trace|segfault|oom|out of memory|hung_task|blocked for more than|soft lockup|general protection|panic|microcode|firmware|cgroup|ENOSYS|errno|runc|containerd)\b/i,
  },
  {
    blames: new RegExp(
      `\\b(?:network(?:ing)?|packet|tcp|udp|mtu|dns|switch|nic|link|routing|conntrack|overlay|cni|firewall|wan|isp|bgp)(?:[- ](?:level|side|related|layer|stack))?\\s+(?:\\w+\\s+)?${TROUBLE}\\b|\\bpacket (?:loss|drops?)\\b|\\b(?:dropped|lost|reordered|fragmented) packets\\b|\\bnetwork (?:is|was|being|seems|must be) (?:\\w+ )?(?:slow|flaky|unstable|congested|unreliable|down)\\b|\\bmtu (?:mismatch|problem|black ?hole)\\b|\\bdns (?:propagat\\w*|caching|is flaky)\\b|\\bnetwork-?wide\\b`,
      'i',
    ),
    shownBy:
      /\b(?:time(?:d[ -]?out|out)|unreachable|refused|reset by peer|no route|packet loss|dropped|dial tcp|no such host|NXDOMAIN|SERVFAIL|TLS handshake|broken pipe|retransmit|frag(?:mentation)? needed|message too long|temporary failure|mtu|network is down|carrier|link (?:is )?down)\b/i,
  },
  {
    blames: new RegExp(
      `\\b(?:api[- ]?server|apiserver|etcd|control[- ]plane|kubelet|api|cluster|registry|cloud(?: provider)?|upstream|aws|gcp|azure|github|docker hub)(?:'s)?(?:[- ](?:level|side|related|wide))?\\s+(?:(?:has|had|have|is having|suffers from|shows) )?(?:\\w+\\s+)?${TROUBLE}\\b|\\b(?:api[- ]?server|apiserver|etcd|control[- ]plane|kubelet|gateway|registry|database|cluster|server|host|node)\\b.{0,24}\\b(?:overloaded|overwhelmed|under (?:heavy |high )?(?:load|pressure)|throttl\\w*|busy|struggling|saturated|exhausted)\\b|\\b(?:rate|api)[- ](?:limited|limiting|throttl\\w*)\\b|\\bthundering herd\\b|\\bnoisy neighbou?rs?\\b`,
      'i',
    ),
    shownBy:
      /\b(?:429|too many requests|throttl\w*|rate limit\w*|etcdserver|took too long|context deadline|leader changed|request timed? ?out|503|502|504|unavailable|overload\w*|quota|pressure|apply request|slow fdatasync|load average|no space left|Evicted)\b/i,
  },
  {
    blames:
      /\b(?:race conditions?|racy|heisenbugs?|timing (?:issue|problem|glitch|window|quirk)s?|eventual(?:ly)? consisten\w*|deadlock(?:s|ed)?|livelock(?:s|ed)?|split[- ]brain|stale (?:cache|informer|lease|handle|state)s?|caches? (?:is|are|being|must be|got) (?:stale|corrupt\w*|poison\w*)|cache (?:corruption|poisoning|incoherence))\b/i,
    shownBy:
      /\b(?:conflict|has been modified|already exists|resourceVersion|too old resource|deadlock|lock(?:ed)?|split|stale|lease|not (?:the )?leader|data race|checksum|concurrent)\b/i,
  },
  {
    blames:
      /\b(?:cosmic[- ]rays?|bit[- ]?(?:flips?|rot)|solar|hardware (?:fault|failure|problem|issue|defect|glitch)s?|(?:memory|ram|disk|data|ssd|file ?system) (?:corruption|errors?|faults?|failure|degradation)|(?:bad|failing|faulty|dying) (?:ram|memory|disk|dimm|cable|nic|sector|ssd|drive|hardware)s?|quantum|gremlins?|cpu (?:bug|errata|defect|throttling)|thermal throttling|power (?:fluctuation|glitch|surge)s?|spectre|meltdown)\b/i,
    shownBy:
      /\b(?:I\/O error|EDAC|MCE|machine check|ECC|SMART|uncorrect\w*|CRC|reallocated|medium error|corrupt\w*|checksum|bad magic|read error|throttled|temperature|hardware error|EXT4-fs error|XFS)\b/i,
  },
  {
    blames:
      /\b(?:clock (?:skew|drift)|ntp (?:drift|problem|issue)|time ?zone (?:bug|problem)|leap second|entropy (?:starvation|exhaustion|shortage)|compiler bug|toolchain bug|(?:transient|intermittent|random|spurious|mysterious|strange|weird|unknown|phantom|sporadic) (?:\w+ )?(?:glitch|issue|problem|failure|error|fault|hiccup|behaviou?r|condition|flake)s?|(?:a|some kind of|just a|temporary) (?:glitch|hiccup|blip|fluke|flake)|(?:obscure|undocumented|known|upstream) (?:\w+ )?bug|selinux weirdness|supply[- ]chain attack|hacked|compromised by|rootkit)\b/i,
    shownBy:
      /\b(?:not yet valid|expired|clock|skew|ntp|chrony|entropy|internal compiler error|denied|avc|audit|issue #?\d+|temporar\w*|intermittent\w*|signature|unexpected)\b/i,
  },
];

/** Who is blamed, and what lines of output show such a thing. Things a session is about anyway (node, database) need heavier words. */
const SUBJECTS: readonly (readonly [subject: string, shownBy: RegExp])[] = [
  [
    'kernel(?: modules?)?|linux|cgroups?|hypervisor|firmware|bios|drivers?|numa|cpu|scheduler|systemd|glibc|containerd|runc|docker(?: daemon)?|kubernetes|k3s|k8s|selinux|apparmor|garbage collector|kubelet',
    /\b(?:kernel|BUG:|oops|call trace|segfault|oom|out of memory|hung_task|blocked for more than|lockup|panic|microcode|firmware|cgroup|errno|runc|containerd|avc|denied|apparmor|goroutine)\b/i,
  ],
  [
    'network(?: stack)?|overlay(?: network)?|cni|switch|router|nic|arp|dns|mtu|packets?|tcp|udp|ipv6|conntrack|iptables|load balancer|uplink|internet|connection|frames',
    /\b(?:time(?:d[ -]?out|out)|unreachable|refused|reset by peer|no route|packet loss|dropped|dial tcp|no such host|NXDOMAIN|SERVFAIL|TLS handshake|broken pipe|retransmit|message too long|temporary failure|mtu|network is down|carrier|link (?:is )?down)\b/i,
  ],
  [
    'api[- ]?server|apiserver|etcd|control[- ]plane|registry|cloud(?: provider)?|github|gitlab|docker hub|aws|gcp|azure|upstream|watches|storage(?: backend)?|backend|provider',
    /\b(?:429|too many requests|throttl\w*|rate limit\w*|etcdserver|took too long|context deadline|leader|timed? ?out|50[0234]|unavailable|overload\w*|quota|pressure|slow fdatasync|load average|no space left|Evicted)\b/i,
  ],
  [
    'disks?|ram|memory|hardware|ssd|cables?|dimm|power supply',
    /\b(?:I\/O error|EDAC|MCE|machine check|ECC|SMART|uncorrect\w*|CRC|reallocated|medium error|corrupt\w*|checksum|read error|hardware error|EXT4-fs error|XFS|oom|out of memory)\b/i,
  ],
  [
    'time|clocks?|cach(?:e|es|ing)|entry|entries|gremlins?|matrix',
    /\b(?:not yet valid|expired|clock|skew|ntp|chrony|stale|conflict|resourceVersion|too old|checksum)\b/i,
  ],
];
const AILING =
  "bugs?|buggy|broken|race|was down|lost its|flaky|flakiness|unstable|unreliable|drop(?:s|ping|ped)?|loses|loss|lost quorum|dying|wedged|hung|confused|corrupt(?:ed|s|ion)?|throttl\\w*|overload\\w*|overwhelm\\w*|under (?:\\w+ )?(?:pressure|load)|(?:cannot|can't|could not) keep up|steals?|stealing|starv\\w*|leak(?:s|ing)?|latency|jitter|drift(?:s|ed|ing)?|skew\\w*|stale|poison\\w*|acting up|misbehav\\w*|incident|outage|hiccups?|glitch(?:es|y)?|pauses|stall(?:s|ed)|slow(?:s|ed)?|lag(?:s|ging)?|takes (?:a while|time|(?:a )?long)|weird\\w*|wonky|zombie|silently|interfer\\w*|saturat\\w*|congest\\w*|contention|intermittent\\w*|random(?:ly)?|spurious\\w*|regression|faulty|failing|degraded|exhausted|stuck";
/** A subject that ails, in one clause; or an ailment of a subject. */
const AILMENTS: readonly Claim[] = SUBJECTS.map(([subject, shownBy]) => ({
  blames: new RegExp(
    `\\b(?:${subject})\\b(?:(?! because )[^.;:,\\n]){0,36}?\\b(?:${AILING})\\b|\\b(?:${AILING})\\s+(?:\\w+\\s+){0,3}?(?:${subject})\\b`,
    'i',
  ),
  shownBy,
}));
/** Things that are watched all the time may well be slow; that they are too busy has to be shown. */
const TOO_BUSY: Claim = {
  blames:
    /\b(?:nodes?|hosts?|database|server|cluster|machine|vm)\b[^.;:,\n]{0,24}\b(?:overload\w*|overwhelm\w*|under (?:\w+ )?(?:pressure|load)|(?:cannot|can't) keep up|starv\w*|throttl\w*|memory leak)\b|\brandom (?:failure|error)s?\b|\b(?:numa|arp|gc) (?:effects?|pauses?|issues?)\b|\bsolar flare\b|\b(?:vm|host|node|machine) lost its clock\b|\bagree on the time\b|\bnoisy (?:vm|tenant|host)\b|\bunlucky timing\b|\bthese (?:things )?happen\b/i,
  shownBy: /\b(?:pressure|evicted|oom|out of memory|load average|throttl\w*|too many|429|503|quota|took too long)\b/i,
};

/** "This is no network problem", "rule out packet loss", "whether": it is looked at, not claimed. */
const DENIED =
  /\b(?:not?|nor|isn'?t|wasn'?t|never|without|rather than|instead of|rules? out|ruling out|ruled out|exclude[sd]?|excluding|unlikely|whether|in case of|no sign of|no evidence (?:of|for)|look(?:ing)? (?:for|whether|if)|see (?:whether|if)|check(?:ing)? (?:for|whether|if)|tells? (?:whether|if)|cannot be|can'?t be|before blaming|against)\b[^.;\n]{0,40}$/i;
const SHORTEST_QUOTE = 12;
const TEXT_LIMIT = 8000;

/** A finding for the first claim that nothing captured bears out. */
export function guardExotic({ why, hypothesis }: Suggestion, { attempts }: Story): readonly GuardFinding[] {
  const text = `${hypothesis}\n${why}`.slice(0, TEXT_LIMIT);
  const cited = citedLines(
    text,
    attempts.map(({ output }) => output),
  );
  const named = CLAIMS.filter(({ blames }) => blamed(text, blames) !== null);
  // The wider net is only for what no claim has a name for.
  const claims = named.length > 0 ? named : [...AILMENTS, TOO_BUSY];
  for (const { blames, shownBy } of claims) {
    const claim = blamed(text, blames);
    if (claim !== null && !cited.some((line) => shownBy.test(line)))
      return [{ guard: 'exotic', verdict: 'told', args: { claim: claim.replace(/\s+/g, ' ').slice(0, 60) } }];
  }
  return [];
}

/** The words that blame, unless they deny it, or stand in a quotation. */
function blamed(text: string, pattern: RegExp): string | null {
  for (const found of text.matchAll(new RegExp(pattern.source, 'gi'))) {
    const before = text.slice(Math.max(0, found.index - 60), found.index);
    if (!DENIED.test(before)) return found[0];
  }
  return null;
}

/** The lines of captured output the text quotes, in quotation marks or as they stand. */
function citedLines(text: string, outputs: readonly string[]): readonly string[] {
  const flat = squeeze(text);
  const lines = outputs.flatMap((output) => output.split('\n')).map(squeeze);
  const quotes = [...text.matchAll(/`+([^`]{8,})`+|"([^"\n]{8,})"|“([^”\n]{8,})”|^\s*>\s?(.{8,})$/gm)].map((found) =>
    squeeze(found[1] ?? found[2] ?? found[3] ?? found[4] ?? ''),
  );
  return lines.filter(
    (line) =>
      line.length >= SHORTEST_QUOTE &&
      (flat.includes(line) || quotes.some((quote) => quote.length >= SHORTEST_QUOTE && line.includes(quote))),
  );
}

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();
