// The rules of the house: who may import whom, what the core may not touch, and where the two branded types are made.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const PURE = /^(?:@noble\/hashes\/.+|jsonc-parser|mdast|mdast-util-from-markdown|shell-quote|unbash|yaml|zod)$/;
const UNCLEAN =
  /\bDate\.now\b|\bDate\(\)|\bnew Date\b(?!\([^)])|\bMath\.random\b|\b(?:process|Buffer|performance|crypto|globalThis)\b\s*[.([]|\b(?:setTimeout|setInterval|setImmediate|queueMicrotask|fetch|require|import)\s*\(/;

interface Source {
  readonly path: string;
  readonly text: string;
}
interface Import {
  /** Path from the root for files, else the package's name as written. */
  readonly of: string;
  readonly typeOnly: boolean;
}
type Rule = (source: Source, imports: readonly Import[]) => readonly string[];

const inside = (path: string, ...places: readonly string[]) => places.some((place) => path === place || path.startsWith(`${place}/`));
const isPackage = (name: string) => !inside(name, 'src', 'webview', 'test');
const bad = (imports: readonly Import[], wrong: (found: Import) => boolean) => imports.filter(wrong).map((found) => `imports ${found.of}`);
const said = (yes: boolean, what: string) => (yes ? [what] : []);

const RULES: Readonly<Record<string, Rule>> = {
  'the core imports the core and pure packages only': ({ path }, imports) =>
    inside(path, 'src/core') ? bad(imports, ({ of }) => (isPackage(of) ? !PURE.test(of) : !inside(of, 'src/core'))) : [],
  'the core knows no clock, no chance, no process': ({ path, text }) =>
    said(inside(path, 'src/core') && UNCLEAN.test(codeOf(text)), 'is not pure'),
  'only the front door imports vscode, everyone else its types': ({ path }, imports) =>
    bad(imports, ({ of, typeOnly }) => of === 'vscode' && !(typeOnly || path === 'src/extension.ts')),
  'runner and command line never see vscode, not even its types': ({ path }, imports) =>
    inside(path, 'src/runner', 'src/cli')
      ? bad(imports, ({ of }) => of === 'vscode' || inside(of, 'src/ui', 'src/house.ts', 'src/extension.ts'))
      : [],
  'adapters do not call one another through the ui or the house': ({ path }, imports) =>
    inside(path, 'src/adapters') ? bad(imports, ({ of }) => inside(of, 'src/ui', 'src/house.ts', 'src/conductor.ts', 'src/stages.ts')) : [],
  'the webview takes only types from the rest, those of the protocol and its words': ({ path }, imports) =>
    inside(path, 'webview')
      ? bad(imports, ({ of, typeOnly }) =>
          isPackage(of)
            ? /^(?:vscode$|node:)/.test(of)
            : !inside(of, 'webview') && !(typeOnly && inside(of, 'src/protocol.ts', 'src/core/step.ts')),
        )
      : [],
  'one file knows the component library': ({ path }, imports) =>
    bad(imports, ({ of }) => of.startsWith('@vscode/webview-ui-toolkit') && path !== 'webview/controls.ts'),
  'Redacted is made in one file': ({ path, text }) =>
    said(/\bas Redacted\b|<Redacted>/.test(codeOf(text)) && path !== 'src/core/redact/redact.ts', 'makes Redacted'),
  'Approved is made in the review room': ({ path, text }) =>
    said(/\bas (?:unknown as )?Approved\b|<Approved>/.test(codeOf(text)) && !inside(path, 'src/core/review'), 'makes Approved'),
  'imports name the file': (_source, imports) => bad(imports, ({ of }) => !isPackage(of) && !/\.(?:ts|mts|css|json)$/.test(of)),
  'no enum, no namespace': ({ text }) => said(/^\s*(?:export )?(?:const )?(?:enum|namespace) \w/m.test(codeOf(text)), 'uses one of them'),
  'no file of the webview is long': ({ path, text }) =>
    said(inside(path, 'webview') && text.split('\n').length > 401, 'has over 400 lines'),
};

/** The source without comments and quoted strings; templates stay, they hold code. */
function codeOf(text: string): string {
  return text.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?\*\/|(^|\s)\/\/[^\n]*/g, '$1""');
}

function importsOf({ path, text }: Source): Import[] {
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\b(import|require)\(\s*['"]([^'"]+)['"]/gm,
  );
  return [...statements].map(([, type, named, , called]) => {
    const of = named ?? called ?? '';
    return { of: of.startsWith('.') ? posix.join(posix.dirname(path), of) : of, typeOnly: type !== undefined };
  });
}

const breaches = (rule: Rule, sources: readonly Source[]) =>
  sources.flatMap((source) => rule(source, importsOf(source)).map((what) => `${source.path} ${what}`));

const sources = ['src', 'webview'].flatMap((top) =>
  readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ path: `${top}/${name.replaceAll('\\', '/')}`, text: readFileSync(join(ROOT, top, name), 'utf8') })),
);

describe('the house', () => {
  it('is all looked at', () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(sources.flatMap(importsOf).length).toBeGreaterThan(200);
  });

  it.each(Object.entries(RULES))('%s', (_name, rule) => {
    expect(breaches(rule, sources)).toEqual([]);
  });
});

/** What each rule has to find, so that none of them can be a rule in name only. */
const WRONG: Readonly<Record<keyof typeof RULES, readonly (readonly [path: string, text: string])[]>> = {
  'the core imports the core and pure packages only': [
    ['src/core/a.ts', "import { join } from 'node:path';"],
    ['src/core/a.ts', "import type * as VSCode from 'vscode';"],
    ['src/core/a.ts', "import type { Git } from '../ports.ts';"],
    ['src/core/a/b.ts', "export { x } from '../../adapters/git.ts';"],
    ['src/core/a.ts', "import {\n  a,\n  b,\n} from 'execa';"],
    ['src/core/a.ts', "const x = await import('simple-git');"],
  ],
  'the core knows no clock, no chance, no process': [
    ['src/core/a.ts', 'const now = Date.now();'],
    ['src/core/a.ts', 'const now = new Date();'],
    ['src/core/a.ts', 'const now = new Date;'],
    ['src/core/a.ts', 'const x = Math.random();'],
    ['src/core/a.ts', 'const x = process.env;'],
    ['src/core/a.ts', "const x = Buffer.from('x');"],
    ['src/core/a.ts', 'const x = performance.now();'],
    ['src/core/a.ts', 'setTimeout(f, 1);'],
  ],
  'only the front door imports vscode, everyone else its types': [['src/ui/a.ts', "import * as vscode from 'vscode';"]],
  'runner and command line never see vscode, not even its types': [
    ['src/runner/a.ts', "import type * as VSCode from 'vscode';"],
    ['src/cli/a.ts', "import { x } from '../ui/desk.ts';"],
  ],
  'adapters do not call one another through the ui or the house': [['src/adapters/a.ts', "import { x } from '../ui/desk.ts';"]],
  'the webview takes only types from the rest, those of the protocol and its words': [
    ['webview/a.ts', "import { intentSchema } from '../src/protocol.ts';"],
    ['webview/a.ts', "import type { Session } from '../src/core/review/session.ts';"],
    ['webview/a.ts', "import { x } from 'node:fs';"],
  ],
  'one file knows the component library': [['webview/a.ts', "import { vsCodeButton } from '@vscode/webview-ui-toolkit';"]],
  'Redacted is made in one file': [['src/core/capture/a.ts', 'return text as Redacted;']],
  'Approved is made in the review room': [['src/stages.ts', 'run(facts as unknown as Approved);']],
  'imports name the file': [['src/a.ts', "import { x } from './core/step';"]],
  'no enum, no namespace': [
    ['src/a.ts', 'export enum A { B }'],
    ['src/a.ts', 'namespace A {}'],
  ],
  'no file of the webview is long': [['webview/a.ts', '\n'.repeat(500)]],
};

describe('a breach is found', () => {
  it.each(Object.entries(RULES))('%s', (name, rule) => {
    const wrong = WRONG[name] ?? [];
    expect(wrong.length).toBeGreaterThan(0);
    for (const [path, text] of wrong) expect(breaches(rule, [{ path, text }]), text).toHaveLength(1);
  });

  it('and what only looks like one is not', () => {
    const text =
      "// process.env, Date.now()\nconst say = 'A process (any) is new Date()';\nconst at = new Date(ms).toISOString();\nconst a = { company: 1 };\n";
    for (const rule of Object.values(RULES)) expect(breaches(rule, [{ path: 'src/core/a.ts', text }])).toEqual([]);
  });
});
