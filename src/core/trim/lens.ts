// Which lines of an output decide something: by the words every tool uses, and by those of the tool that printed it.
import { isNotable } from '../capture/notable.ts';
import { callsOf } from '../guard/calls.ts';
import type { Shell } from '../step.ts';

type Weighing = readonly (readonly [weight: number, pattern: RegExp])[];

/** Tools whose outputs are trimmed by their form. */
export const TOOLS = ['kubectl', 'terraform', 'helm', 'systemctl', 'journalctl', 'git'] as const;
export type Tool = (typeof TOOLS)[number];

/** What a line has to hold to be weighed at all. One scan over the whole text, so only letters. */
export const CANDIDATE =
  /err[ :!]|error|fail|fatal|denied|panic|exception|traceback|refused|timed out|timeout|unable|annot|could not|can't|not found|not-found|no such|killed|oom|backoff|warn|expired|unauthori|forbidden|invalid|exit(?:ed|ing)? |exit-code|code=|pending|not ?ready|conflict|reset by|unreachable|no route|no space|mismatch|unhealthy|degraded|unavail|faulted|abort|core dumped|out of memory|caused by|deprecat|exceeded|overflow|deadlock|corrupt|evicted|rejected|rollback|plan: |no changes|complete|status|passed|summary|recap|build|success|finished|created|configured|deleted|restarted|changed|active: |will be|must be|has been|terminat|unknown|too quickly|blocked for|modified|diverged|segfault|bug:|call trace|reason: |message: |\b0\/\d|segmentation|giving up|unresolved|undefined|does not|is not|did not|stuck|down\b|crash|faulty|stalled|partially|incomplete|\bbad |\[emerg\]|\[alert\]|crit|required|sealed|nxdomain|illegal|unexpected|syntax|quota|insufficient|impossible|replac|delet|lost|dropped|broken|✗|✖|×|^e |✘|╷|❌|⚠|!!!/gim;

/** The same for the many megabytes of an output that goes on and on: fewer words, a quicker scan. */
export const STRONG =
  /error|fail|fatal|denied|panic|exception|refused|timed out|unable|cannot|not found|no such|killed|expired|forbidden|conflict|no space|corrupt|caused by/gi;

/** In a storm of errors only what is worse than most errors is still looked for. */
export const SEVERE =
  /panic|fatal|out of memory|oom-?kill|no space left|segfault|segmentation|core dumped|deadlock|caused by|traceback|corrupt|i\/o error|build fail|unrecoverable|aborted/gi;

const GENERAL: Weighing = [
  [
    100,
    /\b(?:fatal|panic|segmentation fault|core dumped|oomkilled|out of memory|no space left|caused by|root cause|segmentation|giving up|panicked|is sealed|corruption|unrecoverable|aborted|deadlock|corrupted|unavail|faulted|degraded)\b/i,
  ],
  [
    96,
    /^\s*(?:✗|✖|✘|×)?\s*(?:error|err|e|fatal|failed|failure)\b\s*[:[(!]|^E\s|^E\d{4} |\b(?:ERROR|FATAL|CRITICAL|PANIC|SEVERE|EMERG)\b|\blevel=(?:error|fatal|panic)\b|"level":\s*"(?:error|fatal)"|^\s*\w*(?:Error|Exception)\b:|^Traceback\b|^npm (?:ERR!|error)|^fatal: /,
  ],
  [
    92,
    /\b(?:command not found|permission denied|access denied|no such file|no such host|connection refused|not permitted|cannot find|does not exist|already in use|already exists|timed out waiting|deadline exceeded|unauthorized|certificate (?:has )?expired|x509:)/i,
  ],
  [90, /\bexit(?:ed)?(?: (?:with|status|code|value))*[:= ]+[1-9]\d{0,2}\b|\breturned a non-zero\b|\*\*\* \[.*\] Error \d+/i],
  [
    89,
    /❌|!!!|\[(?:emerg|alert|crit|critical)\]|\bcrit(?:ical)?\b|\bcrash(?:ed|es)?\b|\bfaulty\b|\bstalled\b|\bPartiallyFailed\b|\bgiving up\b|\bNXDOMAIN\b|\bunresolved\b|\b(?:is|are|link is) down\b|\bis stuck\b|\b(?:does|did) not (?:match|support|exist|satisfy|run|validate)\b|\bimpossible\b|\bsyntax error\b|\bbad (?:substitution|magic|interpreter|request|gateway)\b|\bquota\b|\binsufficient\b|\bincomplete\b/i,
  ],
  [
    88,
    /^(?:={2,}|-{2,}).*\b(?:fail|error|passed)\b|^\s*(?:Tests?|Test Suites|Ran|Failures?|Errors?)\b.*\d|\b\d+ (?:failed|failures?|errors?)\b|\bBUILD (?:FAILED|FAILURE|SUCCESS\w*)\b|^\s*PLAY RECAP|\b(?:failed|unreachable)=[1-9]/i,
  ],
  [
    60,
    /^\s*(?:Plan: |No changes|Apply complete|Destroy complete|Summary|Total|Result|Finished|Done\b|Success\w*|STATUS\b|Active: )|\bsuccessfully\b|\b\d+ passed\b/i,
  ],
  [40, /\bwarn(?:ing)?s?\b|\bdeprecat/i],
  [30, /\b(?:created|configured|deleted|restarted|installed|upgraded|removed|patched|scaled|rolled back)\b|^changed:/i],
];

const QUIET = /\b(?:level=(?:info|debug|trace)|DEBUG|TRACE|INFO)\b|^[ID]\d{4} |"level":\s*"(?:info|debug|trace)"/;

const OF_TOOL: Readonly<Record<Tool, Weighing>> = {
  kubectl: [
    [
      98,
      /\b(?:CrashLoopBackOff|ImagePullBackOff|ErrImagePull|CreateContainer\w*Error|OOMKilled|Evicted|FailedScheduling|FailedMount|FailedAttachVolume|NotReady|Unhealthy|BackOff|InvalidImageName|RunContainerError|Init:Error|FailedCreate\w*)\b/,
    ],
    [
      94,
      /^Error from server|^error:|\bis (?:forbidden|invalid)\b|\bReason:\s+(?!Completed)\w+|\bExit Code:\s+[1-9]|\bLast State:\s+Terminated|\bMessage:\s+\S/,
    ],
    [
      86,
      /\b0\/[1-9]\d*\b|\b(?:Pending|Terminating|Unknown|Error|Failed)\b|\s(?:Ready|Available|Initialized|\w+Pressure)\s+(?:False|Unknown)\b|\bWarning\s/,
    ],
    [35, /^(?:NAME|NAMESPACE|LAST SEEN|TYPE)\s/],
  ],
  terraform: [
    [
      98,
      /^[│╷╵\s]*Error:|^\s*│ .*\b(?:error|failed|denied|invalid|missing|unsupported|conflict|already exists)\b|# forces replacement|\bmust be (?:replaced|destroyed)\b/i,
    ],
    [
      94,
      /^\s*# .* (?:will be|must be|has been|is tainted)|^Plan: |^Apply complete|^Destroy complete|^No changes|Error acquiring the state lock|Releasing state lock/,
    ],
    [50, /: (?:Creation|Modifications|Destruction) complete|^Outputs:|^\s*│ on .* line \d+|^Changes to Outputs/],
  ],
  helm: [
    [
      98,
      /^Error: |UPGRADE FAILED|INSTALLATION FAILED|\bfailed\b.*\bstatus\b|pending-(?:install|upgrade|rollback)|another operation .* in progress|has no deployed releases/i,
    ],
    [90, /^(?:STATUS|REVISION|NAME|NAMESPACE|LAST DEPLOYED): |^coalesce\.go|^NAME\s+NAMESPACE/],
  ],
  systemctl: [
    [
      98,
      /\bActive: (?:failed|activating|inactive|deactivating)|\bcode=(?:exited, status=[1-9]|killed|dumped)|\bfailed\b|Main process exited|Failed with result|Start request repeated too quickly|\bnot-found\b|Unit \S+ (?:not found|could not be found)/i,
    ],
    [80, /\bActive: |^[●×*]\s|\bLoaded: |\bMain PID: |\bProcess: |\bStatus: /],
    [35, /^\s*UNIT\s+LOAD|loaded units listed/],
  ],
  journalctl: [
    [
      97,
      /\b(?:Main process exited|Failed with result|Failed to start|Start request repeated|segfault at|Out of memory: Killed|oom-kill|I\/O error|Call Trace|hung_task|blocked for more than|BUG:|Kernel panic)\b/,
    ],
    [45, /\b(?:Started|Stopped|Starting|Stopping|Reloaded|Scheduled restart job)\b/],
  ],
  git: [
    [
      98,
      /^(?:fatal|error): |^CONFLICT |\[rejected\]|\[remote rejected\]|^hint: .*(?:fetch first|non-fast-forward)|Automatic merge failed|needs merge|^remote: (?:error|fatal)|both modified:|would be overwritten/i,
    ],
    [
      80,
      /^On branch|^HEAD detached|Your branch (?:is|and)|^diff --git|^\s*\d+ files? changed|^(?:\s*(?:modified|deleted|new file|renamed):)|^commit [0-9a-f]{7,}|^ ! |^Already up to date|^Everything up-to-date|Fast-forward|^To |^@@ /,
    ],
  ],
};

const PROGRAMS: Readonly<Record<string, Tool>> = {
  kubectl: 'kubectl',
  oc: 'kubectl',
  terraform: 'terraform',
  tofu: 'terraform',
  terragrunt: 'terraform',
  helm: 'helm',
  systemctl: 'systemctl',
  journalctl: 'journalctl',
  git: 'git',
};

/** The tool whose output a command shows: the last one known in it. Null where none is. */
export function toolOf(of: { readonly command: string; readonly shell: Shell }): Tool | null {
  for (const { program, operands } of [...callsOf(of)].reverse()) {
    const name = program === 'k3s' ? (operands[0] ?? '') : program;
    const tool = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined;
    if (tool) return tool;
  }
  return null;
}

/** How much a line decides: 0 for nothing, up to 100. */
export function weightOf(line: string, tool: Tool | null): number {
  const found = Math.max(heaviest(line, GENERAL), tool === null ? ofAnyTool(line) : heaviest(line, OF_TOOL[tool]));
  const weight = found > 80 && GENERAL_ERRORS.test(line) && !isNotable(line) ? 20 : Math.max(found, isNotable(line) ? 70 : 0);
  return QUIET.test(line) ? Math.min(weight, 65) : weight;
}

/** Counts of nothing ("0 errors") are no errors. */
const GENERAL_ERRORS = /\b(?:0|no) (?:errors?|failures?|failed)\b/i;

/** A script may call any of them; a little less sure. */
const ofAnyTool = (line: string): number => Math.max(...TOOLS.map((tool) => heaviest(line, OF_TOOL[tool]) - 5));

function heaviest(line: string, weighing: Weighing): number {
  for (const [weight, pattern] of weighing) if (pattern.test(line)) return weight;
  return 0;
}
