// Why a command has its level: one sentence each, worst first.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { FindingView } from '../src/protocol.ts';
import type { Ui } from './ui.ts';

/** `digest`: of the card whose previews can be run dry; null where they cannot. */
export function findingList(findings: readonly FindingView[], digest: string | null, ui: Ui): TemplateResult | typeof nothing {
  if (findings.length === 0) return nothing;
  return html`<ul class="findings">${findings.map((finding) => findingItem(finding, digest, ui))}</ul>`;
}

function findingItem(finding: FindingView, digest: string | null, ui: Ui): TemplateResult {
  const { words } = ui.snapshot;
  const row = (label: string, text: string | undefined) =>
    text ? html`<span class="dim">${label}: ${isSentence(text) ? text : html`<code>${text}</code>`}</span>` : nothing;
  return html`<li class=${finding.level}>
    <span class="sentence">${finding.sentence}</span>
    ${finding.path ? html`<span class="dim path">${finding.path}</span>` : nothing}
    ${row(words.undo, finding.undo)}${row(words.preview, finding.preview)}${dryRun(finding, digest, ui)}${row(words.safer, finding.safer)}${putRight(finding, digest, ui)}
  </li>`;
}

/** "Look first, with -n." is advice, `mv old /tmp/` a command. */
const isSentence = (text: string): boolean => /^\p{Lu}\p{L}*[ ,]/u.test(text);

/** Opens the editor with the command put right; nothing is written or approved by that. */
function putRight({ fix }: FindingView, digest: string | null, ui: Ui): TemplateResult | typeof nothing {
  if (digest === null || fix === undefined) return nothing;
  return html`<vscode-button appearance="secondary" class="fix" @click=${() => ui.post({ t: 'edit', digest, text: fix })}>${ui.snapshot.words.fix}</vscode-button>`;
}

function dryRun({ dryRun: number }: FindingView, digest: string | null, ui: Ui): TemplateResult | typeof nothing {
  if (digest === null || number === undefined) return nothing;
  const post = () => ui.post({ t: 'dry-run', digest, finding: number });
  return html`<vscode-button appearance="secondary" class="dry-run" @click=${post}>${ui.snapshot.words.dryRun}</vscode-button>`;
}
