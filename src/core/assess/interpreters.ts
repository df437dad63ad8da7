// Interpreters of other languages: their code is not read, only proven harmless where it is as simple as a print.
import { type Option, parseArgs } from '../parse/args.ts';
import type { Invocation, Word } from '../parse/invocation.ts';
import { type Draft, draftOf } from './draft.ts';
import { WORDS } from './words.ts';

interface Interpreter {
  readonly names: RegExp;
  /** Options whose value is code, and other options with a value. */
  readonly code: string;
  readonly valued: string;
  /** Calls and modules that can only compute and print. */
  readonly harmless: string;
  /** Options that load or prepare other code, with their values (`-r x`, `-Mx`): then nothing is proven. */
  readonly loads?: RegExp;
  /** Modules run by `-m` that only observe, or only change the project's own things. */
  readonly modules?: RegExp;
}

const INTERPRETERS: readonly Interpreter[] = [
  {
    names: /^(?:python|pypy)[\d.]*$/,
    code: '-c',
    valued: '-c -m -W -X -Q --check-hash-based-pycs',
    harmless:
      'print len str int float bool list dict set tuple sorted sum min max abs round range enumerate zip any all repr type json math re sys datetime base64 hashlib string random itertools collections functools statistics textwrap platform uuid decimal fractions time import from as dumps loads load sqrt pow ceil floor pi join split strip format upper lower replace encode decode now today isoformat strftime b64encode b64decode sha256 md5 hexdigest digest version version_info platform argv stdin path executable read get keys values items uuid4 for in if else not and or is lambda None True False x i n k v d line s append choice randint token_hex token_urlsafe secrets indent e',
    loads: /^-[ix]\b/,
    modules: /^(?:json\.tool|platform|site|sysconfig|tokenize|this|calendar)$/,
  },
  {
    names: /^(?:node|nodejs|deno|bun)$/,
    code: '-e --eval -p --print -pe',
    loads: /^(?:-r|-C|--require|--import|--loader|--experimental-loader|--env-file|--inspect\S*) /,
    valued: '-e --eval -p --print -pe -r --require --import --loader --env-file -C',
    harmless:
      'console log error JSON stringify parse Math floor ceil round max min sqrt random PI String Number Boolean parseInt parseFloat Date now toISOString Object keys values entries Array from isArray map filter join split trim length process version versions arch platform Buffer toString new const let var true false null undefined typeof n x i v',
  },
  {
    names: /^perl[\d.]*$/,
    code: '-e -E',
    valued: '-e -E -I -M -m -x -C',
    loads:
      /^-(?:[Ix]|[Mm] ?-?(?!(?:strict|warnings|utf8|feature|bigint|POSIX|List::Util|Data::Dumper|Time::\w+|Digest::\w+|MIME::Base64|JSON(?:::PP)?)\b))/,
    harmless: 'print say printf join uc lc length reverse sort map sprintf my foreach for if n',
  },
  {
    names: /^ruby[\d.]*$/,
    code: '-e',
    valued: '-e -r -I -E -C',
    loads: /^-[rIC] ?(?!(?:json|yaml|date|time|set|digest|base64|securerandom)$)/,
    harmless:
      'puts print p pp join upcase downcase reverse size length map each sort sum to_s to_i inspect RUBY_VERSION true false nil n x',
  },
  {
    names: /^(?:php)[\d.]*$/,
    code: '-r',
    valued: '-r -d -c -S -t -B -R -E -F',
    loads: /^-(?:[cStBREF]|d (?!(?:memory_limit|display_errors|error_reporting|max_execution_time|date\.timezone)=))/,
    harmless: 'echo print json_encode phpversion strlen PHP_EOL PHP_VERSION',
  },
  { names: /^lua(?:jit)?[\d.]*$/, code: '-e', valued: '-e -l', loads: /^-l/, harmless: 'print string tostring' },
  {
    names: /^(?:osascript|tclsh|wish|expect|rscript|R|julia|octave|guile|racket|sbcl|groovy|scala|elixir|erl|ghci|ipython3?)$/,
    code: '-e -E -c --eval',
    valued: '-e -E -c -l --eval',
    harmless: '',
  },
  {
    names: /^(?:pwsh|powershell)$/,
    code: '-c -Command -command -EncodedCommand -ec',
    valued: '-c -Command -command -File -EncodedCommand -ExecutionPolicy -ec',
    harmless: 'Get-Process Get-Service Get-Date Get-ChildItem Write-Output Write-Host Get-Content Get-Location',
  },
];

/** Code that deletes, overwrites, or starts programs, in any of these languages. */
const SINKS =
  /rmtree|\bunlink|os\.(?:remove|rmdir|system|popen|exec|kill)|subprocess|shutil|child_process|exec(?:Sync|File)?\b|spawn|rmSync|rmdirSync|FileUtils|\brm\b|system\s*\(|system\s+['"`]|`|delete|\beval\b|truncate|writeFile|open\s*\([^)]*['"][wax]|socket|Remove-Item|Stop-|Format-|Invoke-/i;

/** A call of an interpreter; undefined when the program is none. */
export function judgeInterpreter(invocation: Invocation, name: string): Draft | undefined {
  const interpreter = INTERPRETERS.find(({ names }) => names.test(name));
  if (interpreter === undefined) return undefined;
  const words = invocation.words.slice(1);
  const split = (text: string): ReadonlySet<string> => new Set(text.split(' '));
  const args = parseArgs(words, {
    valued: split(interpreter.valued),
    flags: new Set(),
    dashes: name.startsWith('p') && name.includes('w') ? 'single' : 'gnu',
    until: 'first',
  });
  if (args.options.some((option) => /^(?:--version|--help|-V)$/.test(option.name))) return harmlessDraft(invocation);
  if (words.length === 1 && /^-[vV]$/.test(words[0]?.text ?? '')) return harmlessDraft(invocation);
  const module = interpreter.modules === undefined ? undefined : moduleOf(args.options, words);
  const code = module !== undefined ? undefined : args.options.find((option) => split(interpreter.code).has(option.name));
  if (args.options.some(({ name: option, value }) => interpreter.loads?.test(`${option} ${value?.text ?? ''}`) === true))
    return unseen(invocation, name);
  if (code !== undefined)
    return code.value === null ? unseen(invocation, name) : judgeCode(invocation, { name, interpreter, code: code.value });
  if (module !== undefined && interpreter.modules !== undefined) return judgeModule(invocation, { module, interpreter });
  const [file] = args.operands;
  if (file !== undefined && file.text !== '-') return fileDraft(invocation, { name, file });
  const { input } = invocation;
  if (input.kind === 'text' && input.text?.literal === true) return judgeText(invocation, { name, interpreter, text: input.text.value });
  return unseen(invocation, name);
}

/** Marks a call as looked at and found to only observe. */
const harmlessDraft = (invocation: Invocation): Draft => draftOf(invocation, 'interpreter.print', { level: 'read', says: '' });

/** Python stops at the first of `-m` and `-c`: what follows belongs to the module. */
function moduleOf(options: readonly Option[], words: readonly Word[]): Word | undefined {
  const first = options.find(({ name }) => name === '-m' || name === '-c');
  return first?.name === '-m' ? (first.value ?? words.at(-1)) : undefined;
}

/** Modules that run other code, or whatever is typed into them. */
const RUNNING_MODULES = /^(?:pdb|cProfile|profile|trace|runpy|code|timeit|doctest|zipapp|pickle)$/;

function judgeModule(invocation: Invocation, { module, interpreter }: { module: Word; interpreter: Interpreter }): Draft {
  const writes = invocation.words.length > 4;
  if (!writes && module.kind === 'literal' && interpreter.modules?.test(module.text) === true) return harmlessDraft(invocation);
  if (module.kind === 'literal' && RUNNING_MODULES.test(module.text)) return unseen(invocation, module.text);
  const args = { tool: module.text, what: module.text };
  const tags = ['runs-project-code'] as const;
  if (module.kind === 'literal')
    return draftOf(invocation, 'interpreter.module', {
      level: 'change',
      says: WORDS.unknownCommand,
      args,
      deed: WORDS.runChange,
      tags: [...tags, 'unknown-command'],
    });
  return draftOf(invocation, 'interpreter.module', {
    level: 'destructive',
    says: WORDS.dynamicCommand,
    args: { detail: module.source },
    deed: WORDS.deedUnseen,
    tags,
    unverifiable: true,
  });
}

function fileDraft(invocation: Invocation, { name, file }: { name: string; file: Word }): Draft {
  const args = { tool: name, target: file.text, what: file.text };
  return draftOf(invocation, 'interpreter.file', {
    level: 'destructive',
    says: WORDS.interpreterFile,
    args,
    deed: WORDS.runChange,
    target: file.text,
    tags: ['runs-project-code'],
    unverifiable: true,
  });
}

function unseen(invocation: Invocation, name: string): Draft {
  return draftOf(invocation, 'interpreter.input', {
    level: 'destructive',
    says: WORDS.interpreter,
    args: { tool: name },
    deed: WORDS.deedUnseen,
    unverifiable: true,
  });
}

function judgeCode(invocation: Invocation, { name, interpreter, code }: { name: string; interpreter: Interpreter; code: Word }): Draft {
  if (code.kind !== 'literal') return unseen(invocation, name);
  return judgeText(invocation, { name, interpreter, text: code.text });
}

function judgeText(invocation: Invocation, { name, interpreter, text }: { name: string; interpreter: Interpreter; text: string }): Draft {
  if (isHarmless(text, interpreter.harmless)) return harmlessDraft(invocation);
  if (!SINKS.test(text)) return unseen(invocation, name);
  return draftOf(invocation, 'interpreter.deletes', {
    level: 'destructive',
    says: WORDS.interpreterDeletes,
    args: { tool: name },
    deed: WORDS.deedUnseen,
    unverifiable: true,
  });
}

/** Whether code outside of plain strings uses only known names and no operator that could reach further. */
function isHarmless(text: string, harmless: string): boolean {
  const allowed = new Set(harmless.split(' '));
  const bare = text.replace(/'(?:[^'\\`$#{}|]|\\[nrt\\'"])*'|"(?:[^"\\`$#{}|]|\\[nrt\\'"])*"/g, '0');
  if (/[`$@\\|]|<<|__|>\s*['"0]/.test(bare) || /['"]/.test(bare)) return false;
  return (bare.match(/[A-Za-z_]\w*/g) ?? []).every((word) => allowed.has(word));
}
