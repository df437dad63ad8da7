// Completion in runbooks: VS Code asks, completionItems.ts answers.
import type * as VSCode from 'vscode';
import type { Say } from '../core/words.ts';
import type { Disposable } from '../ports.ts';
import { completionsAt } from './completionItems.ts';

/** Lines above the cursor that are looked at: a cursor further down is in no front matter, and fences open and close in pairs. */
const ABOVE_LIMIT = 5000;

export function registerCompletions(vscode: typeof VSCode, say: Say): Disposable {
  const provider: VSCode.CompletionItemProvider = {
    provideCompletionItems(document, position) {
      if (position.line > ABOVE_LIMIT) return [];
      const above = Array.from({ length: position.line }, (_, line) => document.lineAt(line).text);
      const line = document.lineAt(position.line).text.slice(0, position.character);
      return completionsAt({ above, line }, say).map(({ label, insert, detail }) => {
        const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Property);
        item.insertText = new vscode.SnippetString(insert);
        item.detail = detail;
        // A word with a hyphen in it is one name here, whatever the editor takes for a word.
        const typed = /[\w-]*$/.exec(line)?.[0].length ?? 0;
        item.range = new vscode.Range(position.translate(0, -typed), position);
        return item;
      });
    },
  };
  return vscode.languages.registerCompletionItemProvider({ language: 'markdown', scheme: 'file' }, provider, '{', ' ', ':', '`', '~');
}
