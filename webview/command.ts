// The command as drawn: every character of it, the risky spans underlined, hidden characters as named boxes.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { CommandPart } from '../src/protocol.ts';

/** Pieces are short, so that each is on screen as a whole or not at all (seen.ts watches them). */
const PIECE = 48;

export function commandBlock(of: {
  readonly parts: readonly CommandPart[];
  readonly label: string;
  readonly watched: boolean;
}): TemplateResult {
  return html`<pre class="command" tabindex="0" role="region" aria-label=${of.label}><code>${of.parts.map((part) => drawn(part, of.watched))}</code></pre>`;
}

function drawn(part: CommandPart, watched: boolean): TemplateResult {
  switch (part.kind) {
    case 'text':
      return html`${pieces(part.text, watched)}`;
    case 'risk':
      return html`<mark class=${`risk ${part.level}`} title=${part.why}>${pieces(part.text, watched)}<span class="offscreen"> (${part.why})</span></mark>`;
    case 'hidden':
      return html`<span class=${watched ? 'hidden piece' : 'hidden'} title=${part.name}>${part.name}</span>${part.text.includes('\n') ? '\n' : nothing}`;
  }
}

function pieces(text: string, watched: boolean): TemplateResult[] {
  if (!watched) return [html`${unbroken(text)}`];
  const found: TemplateResult[] = [];
  for (const line of text.split(/(?<=\n)/)) {
    for (let start = 0; start < line.length; start += PIECE)
      found.push(html`<span class="piece">${unbroken(line.slice(start, start + PIECE))}</span>`);
  }
  return found;
}

/** A line may end before a flag, not inside its dashes: "-" at one line's end and "noout" on the next reads as something else. */
export function unbroken(text: string): (string | TemplateResult)[] {
  return text.split(/((?<=^|\s)-{1,2}[^\s-])/).map((part, index) => (index % 2 === 1 ? html`<span class="flag">${part}</span>` : part));
}
