// The difference between two commands: struck out and underlined, and said in words for those who cannot see it.
import { html, type TemplateResult } from 'lit-html';
import type { DiffView } from '../src/protocol.ts';
import { unbroken } from './command.ts';
import type { Ui } from './ui.ts';

export function diffBlock(diff: readonly DiffView[], { snapshot: { words } }: Ui): TemplateResult {
  return html`<pre class="diff" tabindex="0" role="region" aria-label=${words.editDiff}><code>${diff.map((part) => drawn(part, words))}</code></pre>`;
}

function drawn({ kind, parts }: DiffView, words: Ui['snapshot']['words']): TemplateResult {
  const text = parts.map((part) => (part.kind === 'hidden' ? html`<span class="hidden">${part.name}</span>` : unbroken(part.text)));
  if (kind === 'added') return html`<ins><span class="offscreen">${words.added}: </span>${text}</ins>`;
  return kind === 'removed' ? html`<del><span class="offscreen">${words.removed}: </span>${text}</del>` : html`${text}`;
}
