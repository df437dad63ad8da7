// Reject with a reason: one tap, or in one's own words.
import { html, type TemplateResult } from 'lit-html';
import type { RejectReason, ReviewCard } from '../src/protocol.ts';
import type { Ui } from './ui.ts';

export function rejectPanel(card: ReviewCard, ui: Ui): TemplateResult {
  const { words } = ui.snapshot;
  const text = () => (document.querySelector<HTMLInputElement>('.reason-text')?.value ?? '').slice(0, 2000);
  const send = (reason?: RejectReason) => ui.post({ t: 'reject', digest: card.digest, text: text(), ...(reason ? { reason } : {}) });
  const reasons = Object.entries(words.reasons) as [RejectReason, string][];
  return html`<section class="reject-panel" aria-label=${words.rejectTitle}>
    <h2 tabindex="-1">${words.rejectTitle}</h2>
    <vscode-text-field class="reason-text" autocomplete="off">${words.rejectFreeText}</vscode-text-field>
    <div class="reasons">
      ${reasons.map(([id, label], index) => html`<vscode-button appearance="secondary" data-reason=${id} @click=${() => send(id)}>${label} <kbd aria-hidden="true">${index + 1}</kbd></vscode-button>`)}
    </div>
    <div class="row">
      <vscode-button class="reject-send" @click=${() => send()}>${words.rejectSend}</vscode-button>
      <vscode-button appearance="secondary" @click=${() => ui.turn({ rejecting: false })}>${words.rejectBack}</vscode-button>
    </div>
  </section>`;
}
