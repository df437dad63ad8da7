// What a dangerous piece of a step does, explained where it stands: from the command specs, offline.
import type * as VSCode from 'vscode';
import type { Finding } from '../core/assess/assessment.ts';
import { linesOf } from '../core/propose/lines.ts';
import { within } from '../core/propose/within.ts';
import type { Level, Runbook, Span } from '../core/step.ts';
import type { Say } from '../core/words.ts';
import type { Disposable } from '../ports.ts';
import type { AssessStep } from './assessor.ts';
import type { Assessed } from './diagnostics.ts';
import { levelMeaning, levelName } from './snapshot/levels.ts';

/** A hover before VS Code draws it: paragraphs of plain text, of which some are commands. */
export interface Explanation {
  readonly span: Span;
  readonly parts: readonly { readonly text: string; readonly code?: true }[];
}

/** As many findings as fit where a pointer rests. */
const MOST = 4;

/** What is to be said at an offset of the runbook's text; null where nothing is. */
export function explain(of: {
  readonly text: string;
  readonly offset: number;
  readonly assessed: Assessed;
  readonly say: Say;
}): Explanation | null {
  const { text, offset, assessed, say } = of;
  const place = within(text, assessed.step, linesOf(text));
  const found = assessed.assessment.findings
    .map((finding) => ({ finding, span: place(finding.span) }))
    .filter(({ span, finding }) => finding.level !== 'read' && span[0] <= offset && offset <= span[1])
    .sort((a, b) => a.span[1] - a.span[0] - (b.span[1] - b.span[0]));
  const [narrowest] = found;
  if (narrowest === undefined) return null;
  return { span: narrowest.span, parts: found.slice(0, MOST).flatMap(({ finding }) => partsOf(finding, say)) };
}

function partsOf(finding: Finding, say: Say): Explanation['parts'] {
  const { level, sentence, via, undo, preview, safer, reversible } = finding;
  const path = via.join(' › ');
  return [
    { text: say('{level}: {meaning}', { level: levelName(level, say), meaning: levelMeaning(level, say) }) },
    { text: sentence },
    ...(via.length > 0 ? [{ text: say('Through {path}', { path }) }] : []),
    ...(undo === undefined ? noWayBack({ level, reversible }, say) : [{ text: say('Undo: {undo}', { undo }) }]),
    ...(preview === undefined ? [] : [{ text: say('See what it would do:') }, { text: preview, code: true as const }]),
    ...(safer === undefined ? [] : [{ text: say('Safer: {safer}', { safer }) }]),
  ];
}

function noWayBack(
  { level, reversible }: { readonly level: Level; readonly reversible: Finding['reversible'] },
  say: Say,
): Explanation['parts'] {
  const matters = level === 'destructive' || level === 'critical';
  return matters && reversible === 'no' ? [{ text: say('There is no undo.') }] : [];
}

export interface HoverDeps {
  readonly vscode: typeof VSCode;
  readonly say: Say;
  readonly assess: AssessStep;
  readonly runbookOf: (document: VSCode.TextDocument) => Runbook | null;
}

/** Registers the hovers of runbooks. Nothing a step says is taken for markdown. */
export function registerHovers({ vscode, say, assess, runbookOf }: HoverDeps): Disposable {
  return vscode.languages.registerHoverProvider(
    { language: 'markdown', scheme: 'file' },
    {
      async provideHover(document, position) {
        const runbook = runbookOf(document);
        const offset = document.offsetAt(position);
        const step = runbook?.steps.find(({ fence }) => fence[0] <= offset && offset <= fence[1]);
        if (!runbook || !step) return null;
        const text = document.getText();
        const explanation = explain({ text, offset, say, assessed: { step, assessment: await assess(runbook, step) } });
        return explanation && draw(vscode, document, explanation);
      },
    },
  );
}

function draw(vscode: typeof VSCode, document: VSCode.TextDocument, { span, parts }: Explanation): VSCode.Hover {
  const content = new vscode.MarkdownString();
  for (const { text, code } of parts) {
    if (code) content.appendCodeblock(text, 'sh');
    else content.appendText(text).appendMarkdown('\n\n');
  }
  return new vscode.Hover(content, new vscode.Range(document.positionAt(span[0]), document.positionAt(span[1])));
}
