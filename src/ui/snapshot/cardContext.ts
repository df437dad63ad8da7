import type { StepEdit } from '../../core/review/session.ts';
import type { Step } from '../../core/step.ts';
import type { Say } from '../../core/words.ts';

/** What every card is drawn with. */
export interface CardContext {
  readonly say: Say;
  readonly now: number;
  readonly pauseMs: number;
  /** Absolute path of the workspace folder, to show paths inside it as people know them. */
  readonly folder: string;
  readonly lang: string;
  /** Who made this command on the card, where somebody did. */
  readonly edit: (step: Step) => StepEdit | undefined;
}
