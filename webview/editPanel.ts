// The command being edited: the text, what it changes against the proposal, and what it would do. It approves nothing.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { DraftView, ReviewCard } from '../src/protocol.ts';
import { diffBlock } from './diff.ts';
import { findingList } from './findings.ts';
import { icon, levelIcon } from './levels.ts';
import type { Ui } from './ui.ts';

export function editPanel(card: ReviewCard, draft: DraftView, ui: Ui): TemplateResult {
  const { words } = ui.snapshot;
  const text = ui.page.typed ?? draft.text;
  const onInput = (event: Event) => ui.type((event.target as HTMLTextAreaElement).value);
  return html`<section class="edit-panel" aria-label=${words.editTitle}>
    <vscode-text-area class="edit-text" rows=${Math.min(14, text.split('\n').length + 2)} resize="vertical" spellcheck="false" ?readonly=${draft.saving} .value=${text} @input=${onInput}>${words.editTitle}</vscode-text-area>
    ${verdict(draft, ui)}
    <h2>${words.editDiff}</h2>
    ${draft.diff.length > 0 ? diffBlock(draft.diff, ui) : html`<p class="dim">${words.editSame}</p>`}
    ${draft.problem ? html`<p class="warning" role="alert">${icon('warning')} ${draft.problem}</p>` : nothing}
    <vscode-button class="edit-done" ?disabled=${draft.saving || (ui.page.typed ?? draft.text) === card.editable} @click=${() => ui.rewrite()}>${words.editDone}</vscode-button>
    <div class="row">
      <vscode-button appearance="secondary" class="edit-open" @click=${() => ui.post({ t: 'action', id: 'show-step' })}>${words.editInRunbook}</vscode-button>
      <vscode-button appearance="secondary" class="edit-back" ?disabled=${draft.saving} @click=${() => ui.post({ t: 'edit-close', digest: card.digest })}>${words.rejectBack}</vscode-button>
    </div>
  </section>`;
}

/** Of the text that was assessed last; while the next answer is on its way, that it is. */
function verdict(draft: DraftView, ui: Ui): TemplateResult {
  const found = draft.verdict;
  if (!found || (ui.page.typed !== null && ui.page.typed !== draft.text))
    return html`<p class="level draft-level">${icon('loading codicon-modifier-spin')} ${ui.snapshot.words.assessing}</p>`;
  return html`<p class=${`level draft-level ${found.level}`}>${levelIcon(found.level)} <b>${found.levelName}</b> <span class="dim">${found.levelMeaning}</span></p>
    ${findingList(found.findings, null, ui)}`;
}
