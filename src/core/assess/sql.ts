// SQL as far as a reviewer needs it: which statements a text holds, and the worst each of them can do. Strings and comments are no statements.
import type { Level } from '../step.ts';

/** What one statement does; `says` and `deed` are templates. */
export interface SqlEffect {
  readonly level: Level;
  readonly says: string;
  readonly deed: string;
  /** What it names: "table orders". */
  readonly target?: string;
}

// l10n
const SAYS = {
  drop: 'Drops {target}. Cannot be undone.',
  dropAll: 'Drops {target} and everything in it. Cannot be undone.',
  truncate: 'Empties {target}. Cannot be undone.',
  deletes: 'Deletes rows: {target}. Cannot be undone once committed.',
  deletesAll: 'Deletes every row: {target}. Cannot be undone once committed.',
  updatesAll: 'Changes every row: {target}. The old values are lost.',
  rights: 'Changes who may do what: {target}.',
  ends: 'Ends sessions, stops the server or takes locks: {target}.',
  program: 'Runs a program or writes a file on the server: {target}.',
  unseen: 'Runs SQL that is not shown: {target}.',
  change: 'Changes the database: {target}.',
  replaces: 'Overwrites what is there: {target}.',
  dropDeed: 'Drop {target}',
  changeDeed: 'Change the database',
  deleteDeed: 'Delete rows',
  runDeed: 'Run unseen code',
} as const;

const END = 'destructive';
const effect = (level: Level, says: string, deed: string, target: string): SqlEffect => ({ level, says, deed, target: shortened(target) });
const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

const OBJECTS = /^(?:if\s+exists\s+)?([\w.$*]+)/i;
const READS =
  /^(?:select|show|describe|desc|values|table|use|help|begin|start\s+transaction|commit|end|rollback|abort|savepoint|release|declare|fetch|close|explain|pragma|set\s+(?:session\s+|local\s+)?(?!global|password|role|persist)\w|list|status|go|exit|quit|print|checksum)\b/i;
const CHANGES =
  /^(?:insert|create|comment|upsert|merge|analyze|analyse|reindex|refresh|import|load|alter|rename|update|copy|vacuum|optimize|checkpoint|set|attach|detach|flush|start|grant|export|unload|notify|listen|prepare|repair|check|install|security|cluster|reset)\b/i;
/** Functions with effects of their own, in a statement that otherwise only reads. */
const ENDING_CALLS =
  /\b(?:pg_terminate_backend|pg_cancel_backend|pg_promote|pg_drop_replication_slot|pg_rotate_logfile|xp_cmdshell|sp_oacreate|sys_exec|sys_eval|lo_unlink|pg_wal_replay_pause|dblink_exec)\s*\(|\bxp_cmdshell\b/i;
const CHANGING_CALLS =
  /\b(?:setval|nextval|lo_import|lo_export|lo_create|pg_switch_wal|pg_reload_conf|pg_create_\w+|pg_read_file|pg_read_binary_file|pg_ls_dir|pg_file_\w+|dblink\w*|load_file|readfile|writefile|load_extension|set_config|pg_advisory_\w*lock\w*|get_lock|sleep|pg_sleep|benchmark|query_to_xml|pg_logical_emit_message|edit)\s*\(/i;
const WRITING_SELECT = /\binto\s+(?:outfile|dumpfile)\b/i;

/** The worst of all statements of a text; null when every one only observes. */
export function judgeSql(text: string): SqlEffect | null {
  let worst: SqlEffect | null = null;
  for (const statement of statementsOf(text)) {
    const found = judgeStatement(statement);
    if (found !== null && rank(found.level) > rank(worst?.level ?? 'read')) worst = found;
  }
  return worst;
}

const rank = (level: Level): number => ['read', 'change', 'destructive', 'critical'].indexOf(level);

function judgeStatement(statement: string): SqlEffect | null {
  const text = statement.replace(/^[\s(]+/, '');
  if (text === '') return null;
  if (text.startsWith('\\') || text.startsWith('.')) return judgeMeta(text);
  if (ENDING_CALLS.test(text)) return effect(END, SAYS.ends, SAYS.changeDeed, text);
  if (/^with\b/i.test(text)) return judgeWith(text);
  if (/^explain\b/i.test(text))
    return /\banaly[sz]e\b/i.test(text) ? judgeStatement(text.replace(/^explain\s*(?:\([^)]*\)|analy[sz]e|verbose|\s)*/i, '')) : null;
  if (/^do\b/i.test(text)) return effect(END, SAYS.unseen, SAYS.runDeed, text);
  if (READS.test(text)) return judgeRead(text);
  return judgeEnd(text) ?? (CHANGES.test(text) ? judgeChange(text) : effect(END, SAYS.unseen, SAYS.runDeed, text));
}

function judgeRead(text: string): SqlEffect | null {
  if (WRITING_SELECT.test(text)) return effect(END, SAYS.program, SAYS.changeDeed, text);
  if (/^pragma\b/i.test(text))
    return /=|\b(?:wal_checkpoint|optimize|incremental_vacuum|writable_schema)\b/i.test(text)
      ? effect('change', SAYS.change, SAYS.changeDeed, text)
      : null;
  const writes = CHANGING_CALLS.test(text) || (/^(?:select|table|values)\b/i.test(text) && /\binto\s+(?!@)/i.test(text));
  return writes ? effect('change', SAYS.change, SAYS.changeDeed, text) : null;
}

/** The main statement of a WITH, and the data-changing ones in it. */
function judgeWith(text: string): SqlEffect | null {
  const inner = [...text.matchAll(/\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate)\b[\s\S]*/gi)].map(([part]) =>
    judgeStatement(part),
  );
  const found = inner.filter((one) => one !== null);
  return found.find((one) => one.level !== 'change') ?? found[0] ?? judgeRead(text.replace(/^with\b/i, 'select'));
}

function judgeEnd(text: string): SqlEffect | null {
  const drop = /^drop\s+(\w+)\s+(.*)/is.exec(text);
  if (drop !== null) return judgeDrop(drop[1] ?? '', drop[2] ?? '');
  const named = (pattern: RegExp): string | null => pattern.exec(text)?.[1] ?? null;
  const table = named(/^truncate\s+(?:table\s+)?(?:only\s+)?([\w.$]+)/i);
  if (table !== null) return effect(END, SAYS.truncate, SAYS.deleteDeed, table);
  if (/^delete\b/i.test(text)) return effect(END, /\bwhere\b/i.test(text) ? SAYS.deletes : SAYS.deletesAll, SAYS.deleteDeed, text);
  if (/^update\b/i.test(text) && !/\bwhere\b/i.test(text)) return effect(END, SAYS.updatesAll, SAYS.changeDeed, text);
  if (/^replace\s+(?:into\b|\w+\s*(?:\(|values|select))/i.test(text)) return effect(END, SAYS.replaces, SAYS.changeDeed, text);
  if (/^insert\s+overwrite\b/i.test(text)) return effect(END, SAYS.replaces, SAYS.changeDeed, text);
  if (/^(?:revoke|reassign\s+owned|set\s+password|deny)\b/i.test(text)) return effect(END, SAYS.rights, SAYS.changeDeed, text);
  if (/^grant\b/i.test(text) && /\ball\b[\s\S]*\bon\s+\*\.\*|\bsuper(?:user)?\b|with\s+(?:grant|admin)\s+option/i.test(text))
    return effect(END, SAYS.rights, SAYS.changeDeed, text);
  if (/^alter\s+(?:user|role|login)\b[\s\S]*\b(?:password|identified|nologin|account\s+lock|superuser|disable)\b/i.test(text))
    return effect(END, SAYS.rights, SAYS.changeDeed, text);
  if (/^alter\s+table\s+\S+\s+(?:on\s+cluster\s+\S+\s+)?(?:delete|clear)\b/i.test(text))
    return effect(END, SAYS.deletes, SAYS.deleteDeed, text);
  if (
    /^alter\b[\s\S]*\b(?:drop|disable\s+(?:trigger|rule|row)|truncate\s+partition|discard\s+tablespace|remove\s+partitioning|detach\s+partition)\b/i.test(
      text,
    )
  )
    return effect(END, SAYS.drop, SAYS.changeDeed, text);
  if (
    /^(?:kill|shutdown|lock|stop|purge|restart|system|backup|restore|undrop|flush\s+(?:tables|hosts)|reset\s+(?:master|slave|replica|persist|binary)|change\s+(?:master|replication)|vacuum\s*\(?\s*full|discard)\b/i.test(
      text,
    )
  )
    return effect(END, SAYS.ends, SAYS.changeDeed, text);
  if (
    /^copy\b[\s\S]*\bprogram\b|^load\s+(?:file|extension)|^create\s+(?:or\s+replace\s+)?(?:extension|language|server)\b[\s\S]*\b(?:plpython|plperlu|dblink|file_fdw)/i.test(
      text,
    )
  )
    return effect(END, SAYS.program, SAYS.runDeed, text);
  return /^(?:call|exec|execute)\b/i.test(text) ? effect(END, SAYS.unseen, SAYS.runDeed, text) : null;
}

function judgeDrop(kind: string, rest: string): SqlEffect {
  const target = `${kind.toLowerCase()} ${OBJECTS.exec(rest)?.[1] ?? rest}`;
  const whole = /^(?:database|schema|tablespace|keyspace|owned|pluggable|warehouse|catalog|account)$/i.test(kind);
  return whole ? effect('critical', SAYS.dropAll, SAYS.dropDeed, target) : effect(END, SAYS.drop, SAYS.dropDeed, target);
}

function judgeChange(text: string): SqlEffect | null {
  if (/^copy\b[\s\S]*\bto\s+stdout\b/i.test(text)) return null;
  return effect('change', SAYS.change, SAYS.changeDeed, text);
}

/** psql's `\` and sqlite's `.` commands. */
function judgeMeta(text: string): SqlEffect | null {
  if (
    /^\\(?:d\w*\+?S?|l\+?|z|conninfo|timing|x|a|t|pset|echo|qecho|q|h|\?|encoding|c|connect|set|unset|errverbose|g|gx|watch|sf|sv|dt\S*)(?:\s|$|\*)/.test(
      text,
    ) &&
    !/[|>`]/.test(text)
  )
    return null;
  if (
    /^\.(?:tables|schema|databases|indexes|indices|mode|headers?|width|show|help|stats|timer|quit|exit|fullschema|dbinfo|explain|nullvalue|separator|print|echo|version|eqp|changes|bail)\b/.test(
      text,
    )
  )
    return null;
  if (/^(?:\\(?:e|ef|w|o|out|s)\b|\.(?:output|once|backup|save|dump|excel|open|clone|recover)\b)/.test(text))
    return effect('change', SAYS.change, SAYS.changeDeed, text);
  return effect(END, /^(?:\\(?:i|ir|include|gexec)|\.read)/.test(text) ? SAYS.unseen : SAYS.program, SAYS.runDeed, text);
}

const SKIPPED =
  /'(?:[^'\\]|''|\\[\s\S])*'|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[([\w .]+)\]|--[^\n]*|#[^\n]*(?=\n)|\/\*!\d*([\s\S]*?)\*\/|\/\*[\s\S]*?\*\/|\$(\w*)\$([\s\S]*?)\$\5\$/g;

/** The statements of a text, without strings and comments. The code of a dollar-quoted body and of MySQL's `/*! … *\/` counts. */
export function statementsOf(text: string): readonly string[] {
  const plain = text.replace(
    SKIPPED,
    (match, double?: string, tick?: string, bracket?: string, versioned?: string, _tag?: string, body?: string) => {
      const name = double ?? tick ?? bracket;
      if (name !== undefined) return name.replace(/\W+/g, '_') || '_';
      if (versioned !== undefined) return ` ${versioned} `;
      if (body !== undefined) return ` _ ; ${body.replace(/\b(?:begin|declare|loop|then|else)\b/gi, ';')} ; `;
      return match.startsWith("'") ? '0' : ' ';
    },
  );
  return plain
    .split(/;|\\(?=g(?:exec)?\b)|\n(?=\s*[\\.]\w)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
