// Read-only pages about what goes to a model and what came back: plain text in a tab of its own, never mixed with the card.
import type * as VSCode from 'vscode';
import type { Disposable } from '../ports.ts';

const SCHEME = 'countersign-ask';

export interface AskPage {
  /** The tab's title. */
  readonly title: string;
  readonly text: string;
  /** Places that are marked. */
  readonly marks?: readonly (readonly [start: number, end: number])[];
}

export interface AskPages extends Disposable {
  show(page: AskPage): Promise<void>;
}

export function createAskPages(vscode: typeof VSCode): AskPages {
  // Registered with the first page: most windows never show one.
  let shelf: ReturnType<typeof openShelf> | null = null;
  return {
    show(page) {
      shelf ??= openShelf(vscode);
      return shelf.show(page);
    },
    dispose: () => shelf?.dispose(),
  };
}

function openShelf(vscode: typeof VSCode): AskPages {
  const pages = new Map<string, AskPage>();
  let count = 0;
  const marked = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.findMatchHighlightBackground'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.findMatchForeground'),
    fontWeight: 'bold',
  });
  const draw = (editors: readonly VSCode.TextEditor[]) => {
    for (const editor of editors) {
      const { document } = editor;
      const page = pages.get(document.uri.toString());
      const range = ([start, end]: readonly [number, number]) => new vscode.Range(document.positionAt(start), document.positionAt(end));
      if (page) editor.setDecorations(marked, (page.marks ?? []).map(range));
    }
  };
  const parts: readonly Disposable[] = [
    marked,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: (uri) => pages.get(uri.toString())?.text ?? '',
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void pages.delete(uri.toString())),
    vscode.window.onDidChangeVisibleTextEditors(draw),
  ];
  return {
    async show(page) {
      count += 1;
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${page.title.replace(/[/\\]/g, '-')}.txt`, query: String(count) });
      pages.set(uri.toString(), page);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
      draw([await vscode.window.showTextDocument(document, { preview: true })]);
      // All of it is to be read, so no line may lead out of sight.
      const isWrapped = vscode.workspace.getConfiguration('editor', { uri, languageId: 'plaintext' }).get('wordWrap') !== 'off';
      if (!isWrapped) await vscode.commands.executeCommand('editor.action.toggleWordWrap');
    },
    dispose: () => parts.forEach((part) => void part.dispose()),
  };
}
