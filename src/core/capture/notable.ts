// Which lines of an output a person must not miss.

const BAD =
  /\b(?:errors?|err|fatal|fail(?:ed|ure|ures|ing|s)?|panic(?:ked)?|exceptions?|traceback|denied|forbidden|unauthorized|refused|unreachable|timed?[ -]?out|timeout|unable|cannot|can't|could not|couldn't|not found|no such|not ready|notready|invalid|aborted|killed|segmentation fault|core dumped|out of memory|oomkilled|crashloopbackoff|imagepullbackoff|errimagepull|evicted|pending|expired|mismatch|unhealthy|degraded|unknown host|no route|no space left|warn(?:ing|ings)?|deprecated|deprecation|unmet|unterminated|broken pipe|problems? prevent(?:s|ed)?)\b/i;
/** The names languages give what was thrown: "ModuleNotFoundError". */
const THROWN = /\b[A-Z]\w*(?:Error|Exception)\b/;
/** An exit code other than 0, in words: a pipe, a wrapper or a loop may have hidden it from the step's own. */
const EXIT =
  /\bexit(?:ed)?(?: (?:with|status|code|value))*[:= ]+[1-9]\d{0,2}\b|\breturned (?:[1-9]\d{0,2})\b(?! (?:rows?|results?|items?|records?))/i;
/** apt's and klog's own marks: "W: …", "E0102 15:04:05 …". */
const MARK = /^\s*(?:[WEF]: |[WEF]\d{4} \d\d:\d\d|E\/|!! |✗|✘|×)/;
/** None ready out of some: "0/3". */
const NONE_READY = /(?:^|[\s(])0\/[1-9]\d*(?=$|[\s),])/;
/** Counts of nothing: "0 errors", "no failures", "errors: 0", "failed=0". */
const NOTHING =
  /\b(?:0|no|without(?: any)?)\s+(?:errors?|fail(?:ed|ures?)?|warnings?|exceptions?|pending)\b|\b(?:errors?|fail(?:ed|ures?)?|warnings?|unreachable|pending)\s*[:=]\s*0\b/gi;

/** Whether a line looks like an error or a warning. */
export function isNotable(line: string): boolean {
  if (MARK.test(line) || NONE_READY.test(line) || EXIT.test(line) || THROWN.test(line)) return true;
  return BAD.test(line) && BAD.test(line.replace(NOTHING, ''));
}
