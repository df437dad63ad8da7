// What groups of commands print, from what their parts print.
import type { Redirected, SyntaxNode } from 'unbash';

/** The output of a node whose parts were read; undefined where it is not known. */
export function printedOf(node: SyntaxNode, printed: WeakMap<object, string>): string | undefined {
  switch (node.type) {
    case 'Script':
    case 'CompoundList':
      return joined(node.commands, printed);
    case 'Statement':
      return node.background === true ? undefined : printed.get(node.command);
    case 'Subshell':
    case 'BraceGroup':
      return printed.get(node.body);
    case 'Pipeline':
      return printed.get(node.commands.at(-1) ?? node);
    case 'AndOr':
      // Everything whose output is known also succeeds.
      return node.operators.every((operator) => operator === '&&') ? joined(node.commands, printed) : undefined;
    case 'Redirected':
      return keepsOutput(node) ? printed.get(node.command) : undefined;
    default:
      return printed.get(node);
  }
}

const keepsOutput = ({ redirects }: Redirected): boolean => redirects.every(({ operator }) => operator.startsWith('<'));

function joined(nodes: readonly SyntaxNode[], printed: WeakMap<object, string>): string | undefined {
  let text = '';
  for (const node of nodes) {
    const part = printed.get(node);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}
