// The page: where we are, the card, what happened so far.
import { html, nothing, type TemplateResult } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import type { Card, MessageCard, Snapshot } from '../src/protocol.ts';
import { icon, levelIcon, statusIcon } from './levels.ts';
import { reviewCard } from './reviewCard.ts';
import { outcomeCard, runningCard } from './runCards.ts';
import { cardKey, type Ui } from './ui.ts';

export function view(ui: Ui): TemplateResult {
  const { snapshot } = ui;
  const { environment } = snapshot;
  return html`
    <header class="where">
      ${snapshot.place ? html`<button class="place" title=${snapshot.words.editInRunbook} @click=${() => ui.post({ t: 'action', id: 'show-step' })}>${snapshot.place}</button>` : html`<span></span>`}
      ${environment ? html`<span class=${environment.prod ? 'env prod' : 'env'}>${environment.name}</span>` : nothing}
    </header>
    <main>${keyed(cardKey(snapshot), html`<article class=${`card ${snapshot.card.kind}`}>${card(snapshot.card, ui)}</article>`)}</main>
    ${ui.page.help ? helpPanel(ui) : nothing}
    ${historyList(snapshot)}`;
}

function card(drawn: Card, ui: Ui): TemplateResult {
  switch (drawn.kind) {
    case 'review':
      return reviewCard(drawn, ui);
    case 'running':
      return runningCard(drawn, ui);
    case 'outcome':
      return outcomeCard(drawn, ui);
    case 'message':
      return messageCard(drawn, ui);
  }
}

const TONES: Readonly<Record<MessageCard['tone'], string>> = { info: 'info', error: 'warning', done: 'pass-filled' };

function messageCard(message: MessageCard, ui: Ui): TemplateResult {
  return html`
    <h1 class="title" tabindex="-1">${message.title}</h1>
    <p class=${`message ${message.tone}`}>${icon(TONES[message.tone])} ${message.sentence}</p>
    ${message.action ? html`<p class="what-to-do">${message.action}</p>` : nothing}
    <div class="actions column">
      ${message.buttons.map(
        (button) =>
          html`<vscode-button data-action=${button.id} appearance=${button.primary ? 'primary' : 'secondary'} @click=${() => ui.post({ t: 'action', id: button.id })}>${button.label}</vscode-button>`,
      )}
    </div>`;
}

function historyList({ history, words }: Snapshot): TemplateResult | typeof nothing {
  if (history.length === 0) return nothing;
  return html`<section class="history" aria-label=${words.history}>
    <h2>${words.history}</h2>
    <ol>${history.map(
      (item) =>
        html`<li class=${item.status}>${statusIcon(item.status)}<span class="name">${levelIcon(item.level)} ${item.title}</span><span class="dim">${item.text}</span></li>`,
    )}</ol>
  </section>`;
}

function helpPanel({ snapshot: { words, card: drawn } }: Ui): TemplateResult {
  const approve = drawn.kind === 'review' ? drawn.approve.label : drawn.kind === 'outcome' ? (drawn.next[0]?.label ?? '') : '';
  const rows = [
    ['a', approve],
    ['e', drawn.kind === 'review' ? words.edit : ''],
    ['d', drawn.kind === 'review' && drawn.findings.some((finding) => finding.dryRun !== undefined) ? words.dryRun : ''],
    ['r', drawn.kind === 'review' ? words.reject : ''],
    ['s', drawn.kind === 'review' ? words.skip : ''],
    ['c', drawn.kind === 'running' ? words.cancel : ''],
    ['t', drawn.kind === 'running' ? words.showTerminal : ''],
    ['l', drawn.kind === 'outcome' ? words.fullLog : ''],
    ['j k ↑ ↓', words.scroll],
    ['?', words.keys],
  ];
  return html`<section class="help" aria-label=${words.keys}>
    <h2>${words.keys}</h2>
    <dl>${rows.filter(([, text]) => text).map(([key, text]) => html`<dt><kbd>${key}</kbd></dt><dd>${text}</dd>`)}</dl>
  </section>`;
}
