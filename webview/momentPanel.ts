// The velocity guard's question. Its answers open nothing: the step still has to be approved.
import { html, type TemplateResult } from 'lit-html';
import type { MomentView, ReviewCard } from '../src/protocol.ts';
import { icon } from './levels.ts';
import type { Ui } from './ui.ts';

export function momentPanel(card: ReviewCard, moment: MomentView, ui: Ui): TemplateResult {
  return html`<section class="moment" aria-labelledby="moment">
    <p id="moment">${icon('watch')} ${moment.sentence}</p>
    <div class="column">${moment.answers.map(
      ({ id, label }) =>
        html`<vscode-button appearance="secondary" data-answer=${id} ?disabled=${!moment.ready} @click=${() => ui.post({ t: 'answer', digest: card.digest, answer: id })}>${label}</vscode-button>`,
    )}</div>
  </section>`;
}
