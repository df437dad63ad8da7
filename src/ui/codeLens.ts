// CodeLens over every step: review it, approve it where the card allows, and what its last run said.
import type * as VSCode from 'vscode';
import { assess } from '../core/assess/assess.ts';
import type { Assessment } from '../core/assess/assessment.ts';
import { gateOf } from '../core/review/gate.ts';
import type { Session } from '../core/review/session.ts';
import type { Runbook, Step } from '../core/step.ts';
import type { Say } from '../core/words.ts';
import type { Clock, Disposable } from '../ports.ts';
import type { AssessStep } from './assessor.ts';
import { COMMANDS } from './contributions.ts';
import { deedLabel } from './snapshot/deed.ts';
import { levelName } from './snapshot/levels.ts';
import { stepOf } from './snapshot/snapshot.ts';

export interface CodeLensDeps {
  readonly vscode: typeof VSCode;
  readonly say: Say;
  readonly now: () => number;
  readonly session: () => Session;
  readonly after: Clock['after'];
  readonly assess: AssessStep;
  /** The runbook in this document, or null where it is none of ours (outside the workspace folder). */
  readonly runbookOf: (document: VSCode.TextDocument) => Runbook | null;
}

/** What a lens says and does; drawn by VS Code, tested without it. */
export interface LensView {
  readonly title: string;
  readonly command: string;
  readonly arguments: readonly unknown[];
}

export interface LensContext {
  readonly session: Session;
  readonly say: Say;
  readonly now: number;
  /** What is known of the step from here; absent: by its text alone. */
  readonly assessment?: Assessment;
}

/** The lenses over one step. The level is assessed when VS Code asks for the lens, so only for what is on screen. */
export function lensesOf(runbook: Runbook, step: Step, context: LensContext): readonly LensView[] {
  const { say } = context;
  const review = { command: COMMANDS.reviewStep, arguments: [runbook.path, step.id] };
  if (step.problem || runbook.problem) return [{ ...review, title: say('$(warning) Cannot run: see why') }];
  const plain = { command: step.text, shell: step.shell, environment: runbook.frontMatter.environment ?? null };
  const { level } = context.assessment ?? assess(plain, say);
  return [mainLens(runbook, step, { ...context, level: levelName(level, say) }), ...lastLens(step, say)];
}

function mainLens(runbook: Runbook, step: Step, context: { session: Session; say: Say; now: number; level: string }): LensView {
  const { session, say, now, level } = context;
  const review = { command: COMMANDS.reviewStep, arguments: [runbook.path, step.id] };
  const current = session.runbook?.path === runbook.path && stepOf(session.review) === step.id;
  if (current && session.review.kind === 'running')
    return { command: COMMANDS.showTerminal, arguments: [], title: say('$(loading~spin) Running') };
  if (current && session.review.kind === 'presented') {
    // A dry run in review is not this step: its approval is on the card.
    if (session.review.step.rehearses) return { ...review, title: say('$(beaker) Dry run in review') };
    const mild = session.review.assessment.level === 'read' || session.review.assessment.level === 'change';
    const open = gateOf(session.review, { pauseMs: session.pauseMs, now }).kind === 'open';
    const title = say('$(check) Approve: {deed}', { deed: deedLabel(session.review.assessment, say) });
    if (mild && open) return { command: COMMANDS.approveNextStep, arguments: [session.review.digest], title };
  }
  return {
    ...review,
    title: step.last ? say('$(shield) Review again ({level})', { level }) : say('$(shield) Review ({level})', { level }),
  };
}

function lastLens(step: Step, say: Say): LensView[] {
  if (!step.last) return [];
  const { exit, run } = step.last;
  const title =
    exit === 0 ? say('$(pass) exit 0') : exit === null ? say('$(question) exit unknown') : say('$(error) exit {exit}', { exit });
  return [{ title, command: COMMANDS.showLog, arguments: [run] }];
}

interface StepLens extends VSCode.CodeLens {
  readonly place?: { readonly runbook: Runbook; readonly step: Step; readonly index: number };
}

/**
 * Once more after a change, in milliseconds. Changes that follow one another closely can leave VS Code drawing lenses whose commands
 * it has let go of already ("Actual command not found"): a press of them does nothing until they are drawn anew.
 */
const SETTLED_MS = 1000;

/** Registers the provider. `refresh` makes VS Code ask again. */
export function registerCodeLens(deps: CodeLensDeps): Disposable & { refresh(): void } {
  const { vscode } = deps;
  const changed = new vscode.EventEmitter<void>();
  const provider: VSCode.CodeLensProvider<StepLens> = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const runbook = deps.runbookOf(document);
      if (!runbook) return [];
      return runbook.steps.flatMap((step) => {
        const line = new vscode.Range(step.line, 0, step.line, 0);
        return (step.last ? [0, 1] : [0]).map((index) => Object.assign(new vscode.CodeLens(line), { place: { runbook, step, index } }));
      });
    },
    async resolveCodeLens(lens) {
      const { place } = lens;
      if (!place) return lens;
      const assessment = await deps.assess(place.runbook, place.step);
      const view = lensesOf(place.runbook, place.step, { session: deps.session(), say: deps.say, now: deps.now(), assessment })[
        place.index
      ];
      lens.command = view ? { title: view.title, command: view.command, arguments: [...view.arguments] } : { title: '', command: '' };
      return lens;
    },
  };
  const registration = vscode.languages.registerCodeLensProvider({ language: 'markdown', scheme: 'file' }, provider);
  let settled: Disposable | undefined;
  return {
    refresh: () => {
      changed.fire();
      settled?.dispose();
      settled = deps.after(SETTLED_MS, () => changed.fire());
    },
    dispose: () => {
      settled?.dispose();
      registration.dispose();
      changed.dispose();
    },
  };
}
