// A step that runs, and a step that ended.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { OutcomeCard, RunningCard } from '../src/protocol.ts';
import { commandBlock } from './command.ts';
import { icon } from './levels.ts';
import { clock, type Ui } from './ui.ts';

export function runningCard(card: RunningCard, ui: Ui): TemplateResult {
  const { words } = ui.snapshot;
  return html`
    <h1 class="title" tabindex="-1">${card.title}</h1>
    <p class="level running">${icon(card.phase === 'waiting' ? 'comment' : 'loading codicon-modifier-spin')} <b>${card.phaseText}</b> <span class="dim elapsed">${clock(card.elapsedMs + ui.sinceMs)}</span></p>
    ${commandBlock({ parts: card.command, label: words.command, watched: false })}
    ${card.lastLine ? html`<pre class="last-line" aria-label=${words.output}>${card.lastLine}</pre>` : nothing}
    <div class="actions"><div class="row">
      <vscode-button appearance=${card.phase === 'waiting' ? 'primary' : 'secondary'} class="terminal" @click=${() => ui.post({ t: 'action', id: 'show-terminal' })}>${words.showTerminal}</vscode-button>
      <vscode-button appearance="secondary" class="cancel" ?disabled=${card.phase === 'cancelling'} @click=${() => ui.post({ t: 'cancel', run: card.run })}>${words.cancel}</vscode-button>
    </div></div>`;
}

export function outcomeCard(card: OutcomeCard, ui: Ui): TemplateResult {
  const { words } = ui.snapshot;
  if (card.reading) return readingCard(card);
  return html`
    <h1 class="title" tabindex="-1">${card.title}</h1>
    <p class=${`level ${card.ok ? 'ok' : 'bad'}`}>${icon(card.ok ? 'pass' : 'error')} <b class="status">${card.statusText}</b> <span class="dim">${card.detailText}</span></p>
    ${card.warnings.map((warning) => warningRow(warning, ui))}
    ${card.notable.length > 0 ? notableLines(card, ui) : nothing}
    <pre class="output" tabindex="0" role="region" aria-label=${words.output}>${card.output}<span class="output-end"></span></pre>
    ${card.omittedText ? html`<p class="dim omitted">${card.omittedText}</p>` : nothing}
    <div class="actions">
      ${card.seen ? nothing : html`<p class="hint" id="see">${words.seeOutput}</p>`}
      <div class="column">${card.next.map((next) => nextButton(card, next, ui))}</div>
      <div class="row"><vscode-button appearance="secondary" class="full-log" @click=${() => ui.post({ t: 'open-log', run: card.run })}>${words.fullLog}</vscode-button></div>
    </div>`;
}

/** For the moment between the end of the process and its exit code: no colour of an outcome, nothing to press. */
function readingCard(card: OutcomeCard): TemplateResult {
  return html`
    <h1 class="title" tabindex="-1">${card.title}</h1>
    <p class="level">${icon('loading codicon-modifier-spin')} <b class="status">${card.statusText}</b></p>`;
}

function nextButton(card: OutcomeCard, next: OutcomeCard['next'][number], ui: Ui): TemplateResult {
  return html`<vscode-button
    class=${`next ${next.how}`}
    appearance=${next.primary ? 'primary' : 'secondary'}
    ?disabled=${!card.seen}
    aria-describedby=${card.seen ? nothing : 'see'}
    @click=${() => ui.post({ t: 'next', run: card.run, how: next.how })}
  >${next.label}</vscode-button>`;
}

function warningRow({ text, action }: OutcomeCard['warnings'][number], ui: Ui): TemplateResult {
  const button = action
    ? html`<vscode-button appearance="secondary" @click=${() => ui.post({ t: 'action', id: action.id })}>${action.label}</vscode-button>`
    : nothing;
  return html`<div class="warning" role="note"><p>${icon('warning')} ${text}</p>${button}</div>`;
}

function notableLines(card: OutcomeCard, ui: Ui): TemplateResult {
  const { words } = ui.snapshot;
  const open = (line: number) => {
    const opened = new Set([...ui.page.opened, line]);
    ui.turn({ opened });
    ui.post({ t: 'open-log', run: card.run, line });
    if (card.notable.every((item) => opened.has(item.line))) ui.post({ t: 'output-seen', run: card.run });
  };
  return html`<section class="notable" aria-label=${words.notableTitle}>
    <h2>${words.notableTitle}</h2>
    <ul>${card.notable.map(
      ({ line, text }) =>
        html`<li><button class=${ui.page.opened.has(line) ? 'opened' : ''} @click=${() => open(line)}><span class="number">${line}</span><span class="text">${text}</span></button></li>`,
    )}</ul>
  </section>`;
}
