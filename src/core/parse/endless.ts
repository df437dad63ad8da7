// Loops that never end and start processes in the background: the machine fills up.
import { type CommandNode, forEachChild, type SyntaxNode } from 'unbash';

type Loop = Extract<CommandNode, { type: 'While' | 'For' | 'Select' | 'ArithmeticFor' }>;

/** Whether a loop goes on for ever and starts something in the background each time round. */
export function spawnsWithoutEnd(node: Loop, source: string): boolean {
  return isEndless(node, source) && hasBackground(node.body);
}

function isEndless(node: Loop, source: string): boolean {
  if (node.type === 'ArithmeticFor') return node.test === undefined;
  if (node.type !== 'While') return false;
  const clause = source.slice(node.clause.pos, node.clause.end).trim().replace(/;$/, '').trim();
  return node.kind === 'until'
    ? /^(?:false|! (?:true|:)|\(\( ?0 ?\)\))$/.test(clause)
    : /^(?:true|:|! false|\[\[? 1 \]?\]|\(\( ?1 ?\)\)|test 1)$/.test(clause);
}

function hasBackground(node: SyntaxNode): boolean {
  if (node.type === 'Statement' && node.background === true) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= hasBackground(child);
  });
  return found;
}
