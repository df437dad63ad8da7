// Prompt injection in outputs: what speaks to a model, to a terminal or in our own voice. Flagged for the person, marked for the model as data.
import { undisguised } from './disguise.ts';
import type { GuardFinding } from './story.ts';

/** What of an output is not just output. */
export const SIGNS = ['instructions', 'role-marks', 'tool-calls', 'fake-approval', 'terminal-control', 'hidden-text', 'markup'] as const;
export type Sign = (typeof SIGNS)[number];

/** A line that should not be taken at its word. */
export interface Sighting {
  readonly sign: Sign;
  /** One-based, in the text that was given. */
  readonly line: number;
}

const HEAD =
  '(?:previous|prior|above|earlier|preceding|foregoing|former|existing|all|any|your|the|these|those|system|initial|original|other)';
const BODY =
  '(?:instructions?|prompts?|rules?|directions?|directives?|guidelines?|guidance|constraints?|polic(?:y|ies)|messages?|context|commands?|training|safety|programming)';

const INSTRUCTIONS: readonly RegExp[] = [
  new RegExp(
    `\\b(?:ignore|disregard|forget|override|overrule|bypass|skip|drop|discard|do not follow|don't follow|stop following|cancel)\\s+(?:\\w+\\s+){0,2}?${HEAD}(?:\\s+\\w+){0,3}?\\s+${BODY}\\b`,
    'i',
  ),
  /\b(?:ignore|disregard|forget|set aside|put aside|abandon)\s+(?:everything|anything|all|what(?:ever)?)\s+(?:\w+\s+){0,4}?(?:above|before|said|told|earlier|previously|wrote|written)\b/i,
  /\b(?:ignore|disregard|forget|abandon|set aside)\s+(?:the|your|this|that|its)\s+(?:\w+ )?(?:objective|goal|task|user|person|operator|reviewer|human)\b/i,
  /\b(?:objective|goal|task|mission) is now\b|\bsystem override\b|\boverride (?:mode|code)\b|\b(?:do|act|follow|obey) (?:as|what) (?:the |this )?(?:following|next|line|text|message)\b/i,
  new RegExp(`\\bnew\\s+(?:system\\s+)?${BODY}\\s*(?::|are|is|follow)`, 'i'),
  new RegExp(`\\byour (?:\\w+ )?${BODY} (?:no longer|do(?:es)? not|don't|cease|are (?:void|suspended|lifted))`, 'i'),
  new RegExp(
    `\\b(?:supersedes?|replaces?|overrides?|revokes?|cancels?) (?:all |any )?(?:your|previous|prior|earlier) (?:\\w+ )?${BODY}`,
    'i',
  ),
  /\b(?:language model|llm|claude|chat ?gpt|gpt|ai (?:assistant|agent|model)|coding agent|autonomous agent|robots?|die ki)s?\b\s*[,:]|\b(?:robots?|bots?|language models?|llms?) (?:\w+ ){0,3}(?:should|must|shall|need to|have to)\b/i,
  /\b(?:ignore|disregard|forget)\s+(?:all |everything |about )?(?:the )?(?:previous|above|prior|foregoing|ticket|runbook)\b|\b(?:do not|don't|no need to) ask (?:again|the (?:user|human|person|operator|reviewer)|for (?:approval|confirmation|permission))\b/i,
  /\b(?:autonomous|unattended|developer|god|jailbreak) mode (?:is )?(?:enabled|on|active)\b|\b(?:approvals?|reviews?|confirmations?) (?:are|is) (?:now )?(?:off|disabled|suspended|not (?:needed|required))\b|\bsafety (?:measures|rules|checks|rails) (?:are |is |have been )(?:\w+ )?(?:lifted|off|disabled|suspended)\b|\byour (?:only|sole|real|new|true) (?:aim|duty|purpose|task|goal)\b|\b(?:next )?(?:command|step) to propose\b/i,
  /\bfrom (?:now|here|this point) on(?:wards?)?,? you\b|\b(?:i|we) (?:hereby )?(?:authori[sz]e|allow|permit|order|instruct|command) you\b|\b(?:continue|proceed|go ahead|go on|carry on)\b.{0,30}\bwithout (?:asking|approval|review|confirmation|waiting)\b/i,
  /\b(?:ai|llm|language model|assistant|agent|bot)s?\b(?: (?:agent|assistant|model)s?)?,? (?:that (?:is|are) |who (?:is|are) )?(?:reading|seeing|processing|parsing|consuming) (?:this|these|it)\b/i,
  /\b(?:copy|put|place|write|paste|embed|insert|add)\b.{0,40}\b(?:tokens?|secrets?|passwords?|keys?|credentials?)\b.{0,40}\b(?:proposal|reason|hypothesis|reply|answer|response|next message|comment)\b/i,
  /\b(?:you are|you're) (?:now |no longer |actually )(?:an? |in |bound |restricted |running |free |the |operating )/i,
  /\byou are (?:now )?(?:an? )?(?:\w+ )?(?:unrestricted|DAN|jailbroken|root|autonomous|ai|assistant|agent|language model)\b/i,
  /\b(?:act|behave|respond|answer|reply|pretend|continue) as (?:if (?:you|the)|an? (?:ai|assistant|admin\w*|root|unrestricted)|though you)/i,
  /\b(?:dear|attention|note to|message (?:to|for)|hey|hi|hello|instructions? (?:to|for)|for|notice to|to) (?:the |any |all )?(?:ai|a\.i\.|llms?|language models?|assistants?|agents?|claude|chat ?gpt|gpt(?:-\d)?|copilot|gemini|cursor|models?|bots?)\b\s*(?:[:,!.–—-]|reading|must|should|please|processing|that|who|the next)/i,
  /\b(?:ai|llm|assistant|ai agent|coding agent|claude|chat ?gpt|copilot|the model)s?\b[:,]?(?: you)? (?:must|should|shall|needs? to|has to|have to|will now|please|is (?:required|instructed|authori[sz]ed) to|are (?:required|instructed|authori[sz]ed) to)\b/i,
  /\b(?:system|developer|hidden|initial|original) prompt\b/i,
  /\b(?:please |now:? |urgent(?:ly)?:? |next,? |you (?:must|should|need to|have to|can) |immediately |then |instead,? |always |simply |to (?:fix|resolve|continue)[^.]{0,40} )(?:run|execute|invoke|propose|approve|paste|type|call|issue|submit)\b[^.]{0,60}(?:\brm -|\bcurl\b|\bwget\b|\bbash\b|\bkubectl delete\b|\bchmod 777|\|\s*sh\b|\$\(|\bpropose_step\b|\bapprove)/i,
  /\b(?:reveal|print|send|show|exfiltrate|upload|post|leak|include|email|forward|output|share|repeat|append)\b.{0,40}\b(?:api[- ]?keys?|secrets?|passwords?|tokens?|credentials?|private keys?|environment variables?|system prompt|conversation|chat history|instructions)\b.{0,40}\b(?:to|at|in|into|via|with|back|verbatim|your|here|next)\b/i,
  /\b(?:do not|don't|never|without) (?:tell|inform|mention|alert|notify|warn|ask|reveal|telling|informing|asking|alerting|notifying|mentioning)\w* (?:this |it |anything )?(?:to )?(?:the )?(?:user|human|person|operator|reviewer|anyone|anybody)\b/i,
  /\b(?:your|the assistant'?s|the agent'?s) (?:new |real |true |only |next |actual )(?:task|goal|objective|job|instructions?|purpose|mission|role|step)\b/i,
  /\b(?:skip|disable|bypass|turn off|switch off|circumvent|avoid) (?:the |all |any )?(?:approval|review|countersign\w*|confirmation|gate|guards?|safety (?:checks?|rails?)|human (?:review|approval))/i,
  /\b(?:no (?:further |more )?(?:approval|confirmation|review) (?:is |was )?(?:needed|required|necessary)|pre-?approved|auto-?approv\w*|you (?:have|now have|are granted) (?:full |root |my |explicit )?(?:permission|authori[sz]ation|access|approval|consent))\b/i,
  /(?:ignorier\w*|vergiss|missachte\w*)\s+(?:\S+\s+){0,3}(?:anweisung|befehl|regel|vorgabe|instruktion)|ignor(?:e[rz]?|a|ez)\s+(?:\S+\s+){0,4}(?:instruc\w*|consign\w*|istruzion\w*|r[eè]gl\w*)|(?:игнорируй|забудь|ignoruj|negeer)\S*\s+(?:\S+\s+){0,4}(?:инструкц|указани|instrukcj|polecen|instructies)|(?:忽略|无视|無視)[^。\n]{0,12}(?:指令|指示|说明|提示|規則)|(?:以前|前|上記)の(?:指示|命令)を?(?:無視|忘れ)|이전[^\n]{0,8}(?:지시|명령)[^\n]{0,4}무시/i,
];
const ROLE_MARKS =
  /<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|end_header_id|begin_of_text)\|?>|\[\/?(?:INST|SYS|SYSTEM)\]|<<\/?SYS>>|^\s*(?:#{1,6}\s*|\*\*|>{1,3}\s*)?(?:assistant|human|developer|system (?:message|prompt|instruction)s?)(?:\*\*)?\s*:\s*\S.{12,}|^\s*(?:#{1,6}\s*|\*\*)?system(?:\*\*)?\s*:.{0,120}\b(?:you|your|user|assistant|ignore|instructions?|approved?|must)\b|^\s*\[(?:assistant|system|human)\]|\b(?:user|human): .{0,200}\b(?:assistant|ai|model): |"role"\s*:\s*"(?:system|assistant|user|developer|tool)"\s*,\s*"content"|^(?:ticket: ai-|what you expected: )|\boutput-[0-9a-f]{4,} (?:begins|ends|marks)\b|<\/?(?:system|assistant|human|user|instructions?|system[-_]?(?:prompt|reminder|message)|important|thinking|antml:\w+|untrusted\w*|output|data)\b[^>\n]{0,80}>|^(?:Human|Assistant): |\bBEGIN (?:SYSTEM|NEW|TRUSTED) (?:PROMPT|MESSAGE|INSTRUCTIONS?)\b|\bEND OF (?:OUTPUT|DATA|LOG|TOOL RESULT|DOCUMENT|UNTRUSTED)\b/i;
const TOOL_CALLS =
  /"tool_input"\s*:|\btool_(?:use|call|result|response)\b\s*[:({]|<\/?(?:function_calls?|invoke|tool_(?:use|call|result|response)|function_results?|parameter)\b|"method"\s*:\s*"(?:tools|resources|prompts|sampling|elicitation|notifications|initialize)[/"]|"jsonrpc"\s*:\s*"2\.0"|"type"\s*:\s*"tool_(?:use|result|call)"|"tool_calls"\s*:|"(?:name|tool)"\s*:\s*"(?:propose_step|assess_risk|list_pending|get_result|get_output|get_constraints|withdraw|approve\w*|bash|computer|execute_command)"|\bpropose_step\s*\(|"function_call"\s*:/i;
const FAKE_APPROVAL =
  /^\s*(?:reviewer|approver|operator|user|human)\b.{0,30}\bapproved?\b|^[\s[({*_]+approved[\s\])}*_.!]*$|\b(?:already|been) (?:confirmed|approved|authori[sz]ed) by (?:an? |the )?(?:human|user|person|operator|reviewer|admin\w*)\b|\b(?:i|we),? (?:the )?(?:operator|user|owner|admin\w*|reviewer),? (?:approve|authori[sz]e|confirm|allow)\b|\bcountersign\b.{0,60}\b(?:approv\w*|allow\w*|accept\w*|grant\w*|checked|safe)\b|\b(?:checked|approved|verified) by countersign\b|<countersign|\b(?:step|proposal|command|run)s? (?:\S+ )?approved by\b|\b(?:user|human|operator|reviewer|person|admin\w*|approver) (?:has |had )?(?:said|says) (?:yes|ok(?:ay)?|go)\b|<!--\s*\/?countersign|\bcountersign\w*(?: \w+){0,3}?[: -]+(?:\w+ ){0,4}(?:approved|approval|ok|granted|accepted|countersigned)\b|\b(?:the |this )?(?:user|human|operator|person|reviewer|admin\w*|security team|owner|maintainer|on-?call)(?: \w+)? (?:has |have |had |already |just |hereby |pre-?)+(?:approved|authori[sz]ed|countersigned|confirmed|consented|agreed|allowed|granted|signed off)\b|\b(?:step|command|proposal|request|action|change|run|plan)s? (?:\w+ )?(?:was|is|has been|have been|are|were) (?:already |now |pre-?|hereby |automatically )?(?:approved|countersigned|authori[sz]ed)\b|\bapproval[ _-]?(?:token|code|id|status|granted|received|digest)\b|^\s*(?:\[?[✓✔☑✅]\]?\s*)?APPROVED\b|"approved"\s*:\s*true|"decision"\s*:\s*"(?:approve|allow|accept)\w*"|"permissionDecision"|^\s*Approved-by:/i;
const MARKUP =
  /^\s*(?:`{3,}|~{3,})|<!--|(?:^|\w)\s*-->(?=\s*(?:[#<`~[!|]|$))|!\[[^\]]*\]\(\s*(?:https?:|data:|\/\/)|\]\(\s*(?:command|vscode|javascript|data|file):|<(?:script|iframe|img|svg|object|embed|style|link|meta|form|base|details|summary|button|input|!doctype)\b|<a\s+href|\bvscode:\/\/|\bjavascript:/i;

/** Control strings, and control sequences that do more than colour: titles, clipboard, links, shell marks, moving, erasing, reports, modes. */
const CONTROL =
  /\u001b[\]PX^_]|[\u0090\u0098\u009d\u009e\u009f]|\u001b(?:\[(?![\d;:]*m)[0-?]*[ -/]*[@-~]|[78c=>DEHMNOZ]|[#()*+%][\dA-Za-z])|\u009b|\u0008{3,}|\u007f|[\u0000\u0005\u000e\u000f]/;
/** Text that is there and not seen, or seen elsewhere: bidi, zero-width, tag letters, fillers; `\u200d` and variation selectors belong to emoji. */
const HIDDEN =
  /[\u034f\u061c\u17b4\u17b5\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u00ad\u115f\u1160\u180e\u3164\uffa0\u2028\u2029\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?!^)\ufeff|[^\r\n]\r(?![\r\n])(?=\S)|\u001b\[(?:[\d;]*;)?(?:8|30;40|37;47|97;107)m/u;

/** How many lines are read together, for a sentence that was broken. */
const TOGETHER = 3;
const LINE_LIMIT = 4000;
/** More sightings than this are the same story. */
const SIGHTING_LIMIT = 200;

/** Watches the lines of an output, of any length, in bounded memory. */
export interface InjectionWatch {
  /** One line, with its escapes, without its line end. */
  line(text: string): void;
  sightings(): readonly Sighting[];
}

export function createInjectionWatch(): InjectionWatch {
  const seen: Sighting[] = [];
  const recent: string[] = [];
  let count = 0;
  return {
    line(text) {
      count++;
      const note = (sign: Sign) => {
        if (seen.length < SIGHTING_LIMIT) seen.push({ sign, line: count });
      };
      const cut = text.slice(0, LINE_LIMIT);
      if (CONTROL.test(cut)) note('terminal-control');
      if (HIDDEN.test(cut)) note('hidden-text');
      const bare = cut.replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, '');
      const read = undisguised(bare);
      recent.push(bare.trim());
      if (recent.length > TOGETHER) recent.shift();
      for (const sign of signsOf(read)) note(sign);
      if (
        recent.length > 1 &&
        isInstruction(latinWords(recent.join(' '))) &&
        !recent.slice(0, -1).some((line) => isInstruction(undisguised(line))) &&
        !isInstruction(read)
      )
        note('instructions');
    },
    sightings: () => seen,
  };
}

const latinWords = (text: string): string => undisguised(text.replace(/[\s#>*|/\\_"'-]+/g, ' '));

function isInstruction(read: string): boolean {
  return read.split('\n').some((line) => INSTRUCTIONS.some((pattern) => pattern.test(line)));
}

function signsOf(read: string): readonly Sign[] {
  const lines = read.split('\n');
  const has = (pattern: RegExp) => lines.some((line) => pattern.test(line));
  const found: Sign[] = [];
  if (isInstruction(read)) found.push('instructions');
  if (has(ROLE_MARKS)) found.push('role-marks');
  if (has(TOOL_CALLS)) found.push('tool-calls');
  if (has(FAKE_APPROVAL)) found.push('fake-approval');
  if (has(MARKUP)) found.push('markup');
  return found;
}

/** The sightings of a whole text. */
export function sightingsIn(text: string): readonly Sighting[] {
  const watch = createInjectionWatch();
  for (const line of text.split(/\r?\n/)) watch.line(line);
  return watch.sightings();
}

/** The finding for card and model: which signs were seen, each once, in a fixed order. */
export function guardOutput(sightings: readonly Sighting[]): readonly GuardFinding[] {
  const signs = SIGNS.filter((sign) => sightings.some((sighting) => sighting.sign === sign));
  return signs.length === 0 ? [] : [{ guard: 'injection', verdict: 'told', args: { what: signs.join(', ') } }];
}
