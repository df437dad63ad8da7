// Everything by keyboard. Only a read step can be approved by its key; for the others the key moves to the button.
import type { Ui } from './ui.ts';

export function onKey(event: KeyboardEvent, ui: Ui): void {
  if (event.key === 'Escape') ui.turn({ rejecting: false, help: false });
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event)) return;
  const act = keyTable(event, ui)[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

const isTyping = (event: KeyboardEvent): boolean =>
  event.composedPath().some((node) => node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement);

function keyTable(event: KeyboardEvent, ui: Ui): Record<string, (() => void) | undefined> {
  const { card } = ui.snapshot;
  const scroll = (lines: number) => () => scrollBy({ top: lines * 40 });
  const common = { j: scroll(1), k: scroll(-1), '?': () => ui.turn({ help: !ui.page.help }) };
  switch (card.kind) {
    case 'review':
      return {
        ...common,
        a: () => (card.level === 'read' ? ui.approve(event) : focusApproval()),
        e: () => ui.post({ t: 'action', id: 'show-step' }),
        r: () => ui.turn({ rejecting: true }),
        s: () => ui.post({ t: 'skip', digest: card.digest }),
      };
    case 'running':
      return { ...common, c: () => ui.post({ t: 'cancel', run: card.run }), t: () => ui.post({ t: 'action', id: 'show-terminal' }) };
    case 'outcome':
      return {
        ...common,
        l: () => ui.post({ t: 'open-log', run: card.run }),
        a: () => document.querySelector<HTMLElement>('.next:not([disabled])')?.focus(),
      };
    case 'message':
      return common;
  }
}

/** To what is missing first: the field to type into, else the button. */
function focusApproval(): void {
  const button = document.querySelector<HTMLElement>('.approve:not([disabled])');
  (button ?? document.querySelector<HTMLElement>('.confirm') ?? document.querySelector<HTMLElement>('.command'))?.focus();
}
