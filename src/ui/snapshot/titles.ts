// Titles of steps, for card and history.
import type { Ticket } from '../../core/remember/ticket.ts';
import type { Step } from '../../core/step.ts';
import type { Say } from '../../core/words.ts';

/** The step's own title; that of a dry run says that it is one. */
export const titleOf = (step: Pick<Step, 'title' | 'rehearses'>, say: Say): string =>
  step.rehearses ? say('Dry run: {title}', { title: step.title }) : step.title;

export const ticketTitle = (ticket: Ticket, say: Say): string =>
  ticket.rehearses ? say('Dry run: {title}', { title: ticket.stepTitle }) : ticket.stepTitle;
