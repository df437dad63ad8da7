// What counts as an act of approval: one trusted press of the button, made after the card was there to be read.
import type { Snapshot } from '../src/protocol.ts';

/** A click that was on its way when the card changed under the pointer does not count. */
const SETTLE_MS = 400;
/** A second click of a double click does not count. */
const AGAIN_MS = 1000;

export interface ApproveGuard {
  /** A snapshot was drawn. */
  shown(snapshot: Snapshot): void;
  /** The digest this act approves, or null where it does not count. */
  accept(event: Event): string | null;
}

export function createApproveGuard(now: () => number = () => performance.now()): ApproveGuard {
  let digest = '';
  let open = false;
  let shownAt = 0;
  let sentAt = Number.NEGATIVE_INFINITY;
  return {
    shown({ card }) {
      const next = card.kind === 'review' ? card.digest : '';
      if (next !== digest) {
        digest = next;
        shownAt = now();
        sentAt = Number.NEGATIVE_INFINITY;
      }
      open = card.kind === 'review' && card.approve.gate.kind === 'open';
    },
    accept(event) {
      if (!event.isTrusted || !open || digest === '') return null;
      if (event instanceof KeyboardEvent && event.repeat) return null;
      if (now() - shownAt < SETTLE_MS || now() - sentAt < AGAIN_MS) return null;
      sentAt = now();
      return digest;
    },
  };
}

/** Enter never approves: neither on the button nor anywhere else on the card. Space and the pointer do. */
export function refuseEnter(root: HTMLElement): void {
  root.addEventListener(
    'keydown',
    (event) => {
      const onApprove = event.composedPath().some((node) => node instanceof HTMLElement && node.classList.contains('approve'));
      if (onApprove && (event.key === 'Enter' || event.repeat)) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    { capture: true },
  );
}
