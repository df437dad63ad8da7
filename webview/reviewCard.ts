// The card of a step to decide.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { FactView, ReviewCard } from '../src/protocol.ts';
import { commandBlock } from './command.ts';
import { diffBlock } from './diff.ts';
import { editPanel } from './editPanel.ts';
import { findingList } from './findings.ts';
import { icon, levelIcon } from './levels.ts';
import { momentPanel } from './momentPanel.ts';
import { rejectPanel } from './rejectPanel.ts';
import { fill, type Ui } from './ui.ts';

export function reviewCard(card: ReviewCard, ui: Ui): TemplateResult {
  const { words } = ui.snapshot;
  if (card.draft) return html`<h1 class="title" tabindex="-1">${card.title}</h1>${editPanel(card, card.draft, ui)}`;
  return html`
    <h1 class="title" tabindex="-1">${card.title}</h1>
    <p class=${`level ${card.level}`}>${levelIcon(card.level)} <b>${card.levelName}</b> <span class="dim">${card.levelMeaning}</span></p>
    ${card.tags.length > 0 ? html`<ul class="tags">${card.tags.map((tag) => html`<li title=${tag.why}>${tag.name}<span class="offscreen">: ${tag.why}</span></li>`)}</ul>` : nothing}
    ${origin(card, ui)}
    ${commandBlock({ parts: card.command, label: words.command, watched: true })}
    ${card.warnings.map((text) => html`<p class="warning" role="note">${icon('warning')} ${text}</p>`)}
    ${findingList(card.findings, card.digest, ui)}
    <dl class="facts">${card.facts.map(factRow)}</dl>
    ${ui.page.rejecting ? rejectPanel(card, ui) : actions(card, ui)}`;
}

/** Where the command comes from, when it is not the proposal itself. */
function origin({ origin: from }: ReviewCard, ui: Ui): TemplateResult | typeof nothing {
  if (!from) return nothing;
  return html`<p class="origin">${icon('person')} ${from.text}</p>${from.diff.length > 0 ? diffBlock(from.diff, ui) : nothing}`;
}

function factRow(fact: FactView): TemplateResult {
  const part = (piece: FactView['parts'][number]) => {
    const kind = piece.warn ? 'warn' : '';
    return piece.code ? html`<code class=${kind}>${piece.text}</code> ` : html`<span class=${kind}>${piece.text}</span> `;
  };
  return html`<dt>${fact.label}</dt><dd>${fact.parts.map(part)}</dd>`;
}

function actions(card: ReviewCard, ui: Ui): TemplateResult {
  const { words } = ui.snapshot;
  const { confirm } = card.approve;
  return html`<div class="actions">
    ${card.moment ? momentPanel(card, card.moment, ui) : nothing}
    ${confirm ? confirmField(card, confirm.prompt, ui) : nothing}
    ${approveButton(card, ui)}
    ${card.approve.gate.kind === 'forbidden' ? html`<p class="warning forbidden" id="gate">${icon('circle-slash')} ${card.approve.gate.sentence}</p>` : html`<p class="hint" id="gate">${gateHint(card, ui)}</p>`}
    <div class="row">
      <vscode-button appearance="secondary" class="edit" @click=${() => startEdit(card, ui)}>${words.edit}</vscode-button>
      <vscode-button appearance="secondary" class="reject" @click=${() => ui.turn({ rejecting: true })}>${words.reject}</vscode-button>
      <vscode-button appearance="secondary" class="skip" @click=${() => ui.post({ t: 'skip', digest: card.digest })}>${words.skip}</vscode-button>
    </div>
  </div>`;
}

/** On the card where that can be done, else in the runbook. */
export function startEdit(card: ReviewCard, ui: Ui): void {
  if (card.editable === undefined) ui.post({ t: 'action', id: 'show-step' });
  else ui.post({ t: 'edit', digest: card.digest, text: card.editable });
}

function confirmField(card: ReviewCard, prompt: string, ui: Ui): TemplateResult {
  const onInput = (event: Event) =>
    ui.post({ t: 'typed', digest: card.digest, text: (event.target as HTMLInputElement).value.slice(0, 500) });
  return html`<vscode-text-field class="confirm" autocomplete="off" spellcheck="false" @input=${onInput}>${prompt}</vscode-text-field>`;
}

/** Milliseconds of the pause still to go, as of now. */
function remaining(card: ReviewCard, ui: Ui): number {
  const { gate } = card.approve;
  return gate.kind === 'pause' ? Math.max(0, gate.remainingMs - (gate.runs ? ui.sinceMs : 0)) : 0;
}

function approveButton(card: ReviewCard, ui: Ui): TemplateResult {
  const { gate, label } = card.approve;
  const open = gate.kind === 'open';
  const seconds = Math.ceil(remaining(card, ui) / 1000);
  const text = gate.kind === 'pause' && seconds > 0 ? fill(ui.snapshot.words.pauseLabel, { label, seconds }) : label;
  const done = gate.kind === 'pause' ? 1 - remaining(card, ui) / Math.max(1, gate.totalMs) : open ? 1 : 0;
  return html`<div class="approving">
    ${gate.kind === 'pause' ? html`<progress class="pause" max="1" .value=${done} aria-hidden="true"></progress>` : nothing}
    <vscode-button class=${`approve ${card.level}`} ?disabled=${!open} aria-describedby="gate" @click=${ui.approve}>${text}</vscode-button>
  </div>`;
}

function gateHint(card: ReviewCard, { snapshot: { words } }: Ui): string {
  const { gate } = card.approve;
  if (gate.kind === 'unseen') return words.unseen;
  return gate.kind === 'pause' && !gate.runs ? words.pauseHeld : '';
}
