// The status bar item while a session is live.
import type * as VSCode from 'vscode';
import { isSettled, succeeded } from '../core/review/recording.ts';
import type { Session } from '../core/review/session.ts';
import type { Say } from '../core/words.ts';
import type { Disposable } from '../ports.ts';
import { COMMANDS } from './contributions.ts';
import { short } from './snapshot/format.ts';

/** Text of the item, or null where there is nothing to say. */
export function statusText(session: Session, say: Say): string | null {
  const { review } = session;
  switch (review.kind) {
    case 'presented':
      return say('$(shield) Review: {title}', { title: short(review.step.title, 30) });
    case 'launching':
      return say('$(loading~spin) Starting: {title}', { title: short(review.ticket.stepTitle, 30) });
    case 'running':
      return say('$(loading~spin) Running: {title}', { title: short(review.ticket.stepTitle, 30) });
    case 'ended':
      if (!isSettled(review)) return say('$(sync~spin) Recording: {title}', { title: short(review.ticket.stepTitle, 30) });
      return succeeded(review)
        ? say('$(pass) Ended: {title}', { title: short(review.ticket.stepTitle, 30) })
        : say('$(error) Failed: {title}', { title: short(review.ticket.stepTitle, 30) });
    case 'blocked':
      return say('$(warning) Countersign needs you');
    case 'idle':
    case 'preparing':
    case 'stopped':
      return null;
  }
}

export function registerStatusBar(vscode: typeof VSCode, say: Say): Disposable & { show(session: Session): void } {
  const item = vscode.window.createStatusBarItem('countersign.status', vscode.StatusBarAlignment.Left, 50);
  item.name = 'Countersign';
  item.command = COMMANDS.showCard;
  return {
    show(session) {
      const text = statusText(session, say);
      if (text === null) return item.hide();
      item.text = text;
      item.tooltip = say('Show the Countersign card');
      item.show();
    },
    dispose: () => item.dispose(),
  };
}
