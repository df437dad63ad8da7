// Options and inputs by which ordinary tools run code of somebody's choosing. They are written down here together rather than tool by tool,
// because what they do is the same for all: the rest of the call no longer says what runs.
import type { Invocation } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import { type Draft, draftOf } from './draft.ts';
import { WORDS } from './words.ts';

interface Escape {
  /** Separated by `|`. */
  readonly names: string;
  /** Tried on every word together with the one after it ("-f -"), so that an option is seen with its value. */
  readonly words?: RegExp;
  /** Tried on what it is fed. */
  readonly input?: RegExp;
}

/** Lines that begin with `!` go to a shell. */
const BANG = /^[ \t]*!\s*\S/m;

const ESCAPES: readonly Escape[] = [
  {
    names: 'make|gmake',
    words: /^(?:--eval\b|-f ?(?:-(?= |$)|\/dev\/|<\()|--(?:make)?file[= ](?:-(?= |$)|\/dev\/|<\()|(?:SHELL|\.SHELLFLAGS|MAKEFLAGS)=)/,
  },
  { names: 'just|task|invoke', words: /^(?:-f|-t|--justfile|--taskfile)[= ](?:-(?= |$)|\/dev\/|<\()/ },
  { names: 'gcc|g++|cc|c++|clang', words: /^-(?:wrapper|fplugin=|specs=)/ },
  { names: 'go', words: /^--?(?:toolexec|exec|vettool)[= ]/ },
  { names: 'rpm', words: /^--pipe\b|%\(|%\{lua:/ },
  { names: 'apt|apt-get|aptitude', words: /^(?:-o ?|--option[= ])\S*(?:Invoke|Dir::|Methods::|Proxy-Auto-Detect|Solver)/i },
  { names: 'openssl', words: /^-(?:engine|provider|provider-path) / },
  { names: 'tcpdump', words: /^-\w*z / },
  { names: 'zip', words: /^(?:-TT|--unzip-command)\b/ },
  { names: 'tar|gtar|bsdtar|cpio', words: /^--(?:rsh|rmt)-command\b/ },
  { names: 'strace', words: /^(?:-o ?|--output[= ])[|!]/ },
  { names: 'mysql|mariadb', words: /^--pager[= ](?!(?:less|more|cat)\b)/ },
  { names: 'psql', words: /\\(?:o|out|g|gx|w|write)\s*\|/, input: /\\(?:o|out|g|gx|w|write)\s*\|/ },
  { names: 'sqlite3', words: /\.(?:output|once|import|read)\s+['"]?\|/, input: /^\.(?:output|once|import|read)\s+['"]?\|/m },
  { names: 'gpg|gpg2', words: /^--(?:photo-viewer|exec-path|agent-program|dirmngr-program)\b/ },
  { names: 'awk|gawk|mawk|nawk', words: /(?:^|[\s;}])@(?:load|include)\b|>\s*"\/(?:etc|s?bin|usr|boot|lib|dev\/(?!std|null|tty|fd))/ },
  { names: 'bun', words: /^(?:-e|-p|-pe|--eval|--print)[= ]/ },
  { names: 'kubectl|oc', words: /^--overrides[= ].*(?:command|args|privileged|host(?:path|pid|network))/is },
  { names: 'compgen|complete', words: /^-W .*(?:\$\(|`)/s },
  { names: 'mapfile|readarray', words: /^-\w*C(?! $)/ },
  { names: 'docker|docker-compose|podman|nerdctl', words: /^--entrypoint \S+ \S/ },
  { names: 'enable|zmodload', words: /^-\w*f / },
  { names: 'nmap', words: /^--script[= ]\S*\// },
  {
    names: 'sed|gsed',
    words: /(?:^|[\d;{}/$pgI])\s*w ?\/(?:etc|s?bin|usr|boot|lib|dev\/(?!std|null))|^(?:-\w*f ?|--file[= ])(?:-(?= |$)|\/dev\/|<\()/,
  },
  { names: 'systemd-run', words: /^(?:-p ?|--property[= ])Exec\w*=/ },
  { names: 'vault', words: /^--?exec[= ]/ },
  { names: 'ts', words: /^[a-z][\w-]* -/ },
  { names: 'lftp', words: /(?:^|[;\s])!\s*\w/, input: BANG },
  { names: 'ed|ex|vi|vim|nvim|ftp|sftp|telnet|mail|mailx|gnuplot|octave|bc', input: BANG },
];

const GIT_EXECUTES: Readonly<Record<string, RegExp>> = {
  difftool: /^(?:-x|--extcmd)/,
  clone: /^(?:-u|--upload-pack)/,
  push: /^--(?:receive-pack|exec)\b/,
  'send-pack': /^--(?:receive-pack|exec)\b/,
};

let table: ReadonlyMap<string, Escape> | undefined;

/** Built at the first use, so that loading costs nothing. */
function escapeOf(name: string): Escape | undefined {
  table ??= new Map(ESCAPES.flatMap((entry) => entry.names.split('|').map((one) => [one, entry] as const)));
  return table.get(name);
}

/** A call that names, in an option or on its input, code to be run; null for all others. */
export function judgeEscape(invocation: Invocation): Draft | null {
  const [head, ...words] = invocation.words;
  if (head === undefined || invocation.call === 'defined') return null;
  const name = programName(head.text);
  const found = name === 'git' ? gitEscape(words) : escapeOf(name);
  if (found === undefined || !(inWords(words, found) || inInput(invocation, found))) return null;
  return draftOf(invocation, 'flow.escape', {
    level: 'destructive',
    says: WORDS.escape,
    args: { tool: name },
    deed: WORDS.deedUnseen,
    unverifiable: true,
  });
}

function gitEscape(words: Invocation['words']): Escape | undefined {
  const verb = words.find(({ text }) => Object.hasOwn(GIT_EXECUTES, text));
  const pattern = verb === undefined ? undefined : GIT_EXECUTES[verb.text];
  return pattern === undefined ? undefined : { names: 'git', words: pattern };
}

const inWords = (words: Invocation['words'], { words: pattern }: Escape): boolean =>
  pattern !== undefined && words.some(({ text }, i) => pattern.test(`${text} ${words[i + 1]?.text.slice(0, 512) ?? ''}`.slice(0, 4096)));

const inInput = ({ input }: Invocation, { input: pattern }: Escape): boolean =>
  pattern !== undefined && input.text !== undefined && pattern.test(input.text.value.slice(0, 16 * 1024));
