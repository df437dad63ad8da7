// Level and status as icon and word: never by colour alone.
import { html, type TemplateResult } from 'lit-html';
import type { Level } from '../src/core/step.ts';
import type { HistoryItem } from '../src/protocol.ts';

const ICONS: Readonly<Record<Level, string>> = { read: 'eye', change: 'edit', destructive: 'warning', critical: 'flame' };
const STATUS: Readonly<Record<HistoryItem['status'], string>> = {
  ok: 'pass',
  failed: 'error',
  rejected: 'circle-slash',
  skipped: 'debug-step-over',
  refused: 'shield',
  interrupted: 'question',
};

export const icon = (name: string): TemplateResult => html`<span class=${`codicon codicon-${name}`} aria-hidden="true"></span>`;
export const levelIcon = (level: Level): TemplateResult => icon(ICONS[level]);
export const statusIcon = (status: HistoryItem['status']): TemplateResult => icon(STATUS[status]);
