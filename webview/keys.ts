// Everything by keyboard. Only a read step can be approved by its key; for the others the key moves to the button.
import type { ReviewCard } from '../src/protocol.ts';
import { startEdit } from './reviewCard.ts';
import type { Ui } from './ui.ts';

export function onKey(event: KeyboardEvent, ui: Ui): void {
  if (event.key === 'Escape') leave(ui);
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event)) return;
  const act = keyTable(event, ui)[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** Closes what is open, except an edit that would be lost. */
function leave(ui: Ui): void {
  const { card } = ui.snapshot;
  ui.turn({ rejecting: false, help: false });
  if (card.kind === 'review' && card.draft && (ui.page.typed ?? card.draft.text) === card.editable)
    ui.post({ t: 'edit-close', digest: card.digest });
}

const isTyping = (event: KeyboardEvent): boolean =>
  event.composedPath().some((node) => node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement);

function keyTable(event: KeyboardEvent, ui: Ui): Record<string, (() => void) | undefined> {
  const { card } = ui.snapshot;
  const scroll = (lines: number) => () => scrollable(lines).scrollBy({ top: lines * 40 });
  const common = { j: scroll(1), k: scroll(-1), ...arrows(event, scroll), '?': () => ui.turn({ help: !ui.page.help }) };
  switch (card.kind) {
    case 'review':
      if (card.draft) return common;
      return {
        ...common,
        ...numbers(card, ui),
        a: () => (card.level === 'read' ? ui.approve(event) : focusApproval()),
        e: () => startEdit(card, ui),
        d: () => dryRun(card, ui),
        r: () => ui.turn({ rejecting: true }),
        s: () => ui.post({ t: 'skip', digest: card.digest }),
      };
    case 'running':
      return { ...common, c: () => ui.post({ t: 'cancel', run: card.run }), t: () => ui.post({ t: 'action', id: 'show-terminal' }) };
    case 'outcome':
      return {
        ...common,
        l: () => ui.post({ t: 'open-log', run: card.run }),
        a: () => focusOn(document.querySelector<HTMLElement>('.next:not([disabled])')),
      };
    case 'message':
      return common;
  }
}

/** The output as long as it has more to show in that direction and is on screen, else the page: one key reads both to their end. */
function scrollable(lines: number): Pick<Element, 'scrollBy'> {
  const output = document.querySelector('.output');
  if (!output) return window;
  const { top, bottom } = output.getBoundingClientRect();
  const isShown = lines > 0 ? bottom <= innerHeight + 1 || top <= 0 : top >= 0 || bottom >= innerHeight;
  const left = lines > 0 ? output.scrollHeight - output.clientHeight - output.scrollTop : output.scrollTop;
  return isShown && left > 1 ? output : window;
}

/** Arrows scroll the page, unless the keyboard is in something that scrolls by itself. */
function arrows(event: KeyboardEvent, scroll: (lines: number) => () => void): Record<string, () => void> {
  const inside = event
    .composedPath()
    .some((node) => node instanceof HTMLElement && node.scrollHeight > node.clientHeight + 1 && node.matches('pre'));
  return inside ? {} : { ArrowDown: scroll(1), ArrowUp: scroll(-1) };
}

/** Numbers are the reasons of a rejection, or the answers to the velocity guard. */
function numbers(card: ReviewCard, ui: Ui): Record<string, () => void> {
  const { rejecting } = ui.page;
  const buttons = rejecting ? '.reject-panel [data-reason]' : card.moment?.ready ? '.moment [data-answer]' : null;
  if (!buttons) return {};
  const found = [...document.querySelectorAll<HTMLElement>(buttons)];
  return Object.fromEntries(found.map((button, index) => [String(index + 1), () => button.click()]));
}

/** The first finding that has a dry run. */
function dryRun(card: ReviewCard, ui: Ui): void {
  const finding = card.findings.find(({ dryRun: number }) => number !== undefined)?.dryRun;
  if (finding !== undefined) ui.post({ t: 'dry-run', digest: card.digest, finding });
}

/** To what is missing first: the field to type into, else the button. */
function focusApproval(): void {
  const button = document.querySelector<HTMLElement>('.approve:not([disabled])');
  focusOn(button ?? document.querySelector<HTMLElement>('.confirm') ?? document.querySelector<HTMLElement>('.command'));
}

/** A control of the toolkit that was enabled in this very frame takes the keyboard only with the next one. */
function focusOn(element: HTMLElement | null): void {
  element?.focus();
  if (element && document.activeElement !== element) requestAnimationFrame(() => element.focus());
}
