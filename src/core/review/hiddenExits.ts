// Which parts of a step can fail without its exit code saying so: exit 0 is then no proof that all went well.
import { forEachChild, parse, type SyntaxNode } from 'unbash';
import type { Shell } from '../step.ts';

/** How the exit code of a program gets lost. */
export type HiddenBy = 'pipe' | 'or' | 'background' | 'sequence';

export interface HiddenExit {
  readonly program: string;
  readonly by: HiddenBy;
}

/** What hardly fails by itself; naming it would be noise. */
const HARMLESS = /^(?:echo|printf|cat|true|:|yes|set|cd|export|sleep|read|exit|return|local|declare|trap)$/;
/** Behind `||` these turn a failure into a success. */
const EXCUSES = /^(?:true|:|echo|printf)$/;
const READ_LIMIT = 20_000;

/** Each program once, in the order they stand; none for shells that are not read. */
export function hiddenExits(of: { readonly command: string; readonly shell: Shell }): readonly HiddenExit[] {
  const { command, shell } = of;
  if (shell === 'fish' || shell === 'pwsh' || command.length > READ_LIMIT) return [];
  const found: HiddenExit[] = [];
  const script = parse(command);
  const options = {
    pipefail: /\bset\s+[^\n;]*-[a-z]*o\s+pipefail\b/.test(command),
    errexit: /\bset\s+-[a-zA-Z]*e|\berrexit\b/.test(command),
  };
  const note = (node: SyntaxNode, by: HiddenBy) => {
    for (const program of programsOf(node))
      if (!HARMLESS.test(program) && !found.some((known) => known.program === program)) found.push({ program, by });
  };
  for (const statement of script.commands) visit(statement, { ...options, note });
  if (!options.errexit) for (const statement of script.commands.slice(0, -1)) note(statement, 'sequence');
  return found;
}

interface Visit {
  readonly pipefail: boolean;
  readonly note: (node: SyntaxNode, by: HiddenBy) => void;
}

function visit(node: SyntaxNode, of: Visit): void {
  if (node.type === 'Pipeline' && !of.pipefail) for (const part of node.commands.slice(0, -1)) of.note(part, 'pipe');
  if (node.type === 'AndOr')
    node.commands.forEach((part, index) => {
      const next = node.commands[index + 1];
      if (next && node.operators[index] === '||' && programsOf(next).every((program) => EXCUSES.test(program))) of.note(part, 'or');
    });
  if (node.type === 'Statement' && node.background === true) of.note(node.command, 'background');
  forEachChild(node, (child) => visit(child, of));
}

/** The program whose exit code a node has: the last of a pipe or a list, the name of a command. */
function programsOf(node: SyntaxNode): readonly string[] {
  switch (node.type) {
    case 'Command':
      return node.name ? [node.name.text] : [];
    case 'Statement':
      return programsOf(node.command);
    case 'Pipeline':
      return node.commands.slice(-1).flatMap(programsOf);
    case 'AndOr':
      return node.commands.flatMap(programsOf);
    case 'Redirected':
      return programsOf(node.command);
    case 'Subshell':
    case 'BraceGroup':
      return node.body.commands.slice(-1).flatMap(programsOf);
    default:
      return [];
  }
}
