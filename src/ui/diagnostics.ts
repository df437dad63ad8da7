// Marks in the runbook's editor where a step is dangerous, cannot be read, or aims at the wrong place. Never on the typing path.
import type * as VSCode from 'vscode';
import type { Assessment, Finding } from '../core/assess/assessment.ts';
import { wordFailure } from '../core/failureWords.ts';
import { linesOf } from '../core/propose/lines.ts';
import { within } from '../core/propose/within.ts';
import type { Runbook, Span, Step } from '../core/step.ts';
import type { Say } from '../core/words.ts';
import type { Disposable } from '../ports.ts';
import type { AssessStep } from './assessor.ts';

/** After the last keystroke, before anything is marked. */
const SETTLE_MS = 400;
/** More marks than this help nobody. */
const MOST_MARKS = 500;

/** One mark, in offsets of the runbook's text; drawn by VS Code, tested without it. */
export interface Mark {
  readonly span: Span;
  readonly message: string;
  readonly severity: 'error' | 'warning';
  /** The rule, as policies name it. */
  readonly code: string;
}

export interface Assessed {
  readonly step: Step;
  readonly assessment: Assessment;
}

/** The marks of a runbook: what cannot run is an error, and so is a target that is not the one the runbook is for. */
export function marksOf(of: {
  readonly runbook: Runbook;
  readonly text: string;
  readonly steps: readonly Assessed[];
  readonly say: Say;
}): readonly Mark[] {
  const { runbook, text, steps, say } = of;
  const lines = linesOf(text);
  const marks: Mark[] = [];
  if (runbook.problem) marks.push({ ...problemMark(wordFailure(runbook.problem, say), [0, lines.end(0)]), code: runbook.problem.kind });
  for (const { step, assessment } of steps) {
    const opening: Span = [step.fence[0], lines.end(step.line)];
    if (step.problem) marks.push({ ...problemMark(wordFailure(step.problem, say), opening), code: step.problem.kind });
    const place = within(text, step, lines);
    for (const finding of assessment.findings) if (isMarked(finding)) marks.push(findingMark(finding, place(finding.span)));
  }
  return marks.slice(0, MOST_MARKS);
}

function problemMark({ sentence, action }: { readonly sentence: string; readonly action: string }, span: Span): Omit<Mark, 'code'> {
  return { span, message: `${sentence} ${action}`.trim(), severity: 'error' };
}

const isMarked = ({ level }: Finding): boolean => level === 'destructive' || level === 'critical';

function findingMark({ sentence, rule, via }: Finding, span: Span): Mark {
  const path = via.length > 1 ? ` (${via.join(' › ')})` : '';
  return {
    span,
    message: `${sentence}${path}`,
    severity: rule === 'target.mismatch' || rule === 'policy.forbid' ? 'error' : 'warning',
    code: rule,
  };
}

export interface DiagnosticsDeps {
  readonly vscode: typeof VSCode;
  readonly say: Say;
  readonly after: (ms: number, call: () => void) => Disposable;
  readonly assess: AssessStep;
  readonly runbookOf: (document: VSCode.TextDocument) => Runbook | null;
  readonly onError: (cause: unknown) => void;
}

/** Keeps the marks of the runbooks that can be seen. */
export function registerDiagnostics(deps: DiagnosticsDeps): Disposable & { refresh(): void } {
  const { vscode } = deps;
  const collection = vscode.languages.createDiagnosticCollection('countersign');
  const waiting = new Map<string, Disposable>();

  async function mark(document: VSCode.TextDocument): Promise<void> {
    const runbook = document.isClosed ? null : deps.runbookOf(document);
    // Markdown without a step is no runbook, whatever its front matter.
    if (!runbook || runbook.steps.length === 0) return collection.delete(document.uri);
    const { version } = document;
    const steps: Assessed[] = [];
    // One at a time: between them the editor gets its turn.
    for (const step of runbook.steps) steps.push({ step, assessment: await deps.assess(runbook, step) });
    if (document.isClosed || document.version !== version) return;
    collection.set(document.uri, draw(deps, document, marksOf({ runbook, steps, text: document.getText(), say: deps.say })));
  }

  function soon(document: VSCode.TextDocument, ms = SETTLE_MS): void {
    if (document.languageId !== 'markdown' || document.uri.scheme !== 'file') return;
    const key = document.uri.toString();
    waiting.get(key)?.dispose();
    waiting.set(
      key,
      deps.after(ms, () => {
        waiting.delete(key);
        mark(document).catch(deps.onError);
      }),
    );
  }

  function refresh(): void {
    for (const { document } of vscode.window.visibleTextEditors) soon(document);
  }

  const registrations = [
    collection,
    vscode.window.onDidChangeVisibleTextEditors(refresh),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => void (contentChanges.length > 0 && soon(document))),
    // The person may have been elsewhere, and changed what is current there; or saved the policy.
    vscode.window.onDidChangeWindowState(({ focused }) => void (focused && refresh())),
    vscode.workspace.onDidSaveTextDocument(refresh),
    vscode.workspace.onDidCloseTextDocument((document) => collection.delete(document.uri)),
  ];
  refresh();
  return {
    refresh,
    dispose() {
      for (const timer of waiting.values()) timer.dispose();
      for (const registration of registrations) registration.dispose();
    },
  };
}

function draw({ vscode }: DiagnosticsDeps, document: VSCode.TextDocument, marks: readonly Mark[]): VSCode.Diagnostic[] {
  const { Error: error, Warning: warning } = vscode.DiagnosticSeverity;
  return marks.map(({ span, message, severity, code }) => {
    const range = new vscode.Range(document.positionAt(span[0]), document.positionAt(span[1]));
    const diagnostic = new vscode.Diagnostic(range, message, severity === 'error' ? error : warning);
    diagnostic.source = 'Countersign';
    diagnostic.code = code;
    return diagnostic;
  });
}
