// The timeline as an SVG that stands by itself: readable in light and dark, without colour, and by a screen reader.
import { durationWords, timeWords } from '../annotate/words.ts';
import { cut } from '../checkpoint/oneLine.ts';
import type { Say } from '../words.ts';
import { html } from './escape.ts';
import { eventWords } from './facts.ts';
import type { ReportEvent, ReportOutcome } from './report.ts';
import { type Bar, CUT_WIDTH, layOut, type Timeline } from './timeline.ts';
import { REPORT_WORDS as WORDS } from './words.ts';

const LABEL_WIDTH = 210;
const PLOT_WIDTH = 520;
const END_WIDTH = 250;
const WIDTH = LABEL_WIDTH + PLOT_WIDTH + END_WIDTH;
const TOP = 34;
const ROW = 26;
const LABEL_LENGTH = 30;

/** What became of it, as a mark that needs no colour. */
const MARKS: Readonly<Record<ReportOutcome, string>> = {
  ok: '✓',
  failed: '✗',
  cancelled: '■',
  lost: '?',
  refused: '⊘',
  open: '?',
  rejected: '↩',
  skipped: '→',
};

const STYLE = `
.t{font:12px system-ui,sans-serif;fill:#1f2328}.m{fill:#57606a}.a{stroke:#d0d7de;stroke-width:1}.q{stroke:#8c959f;stroke-width:1;stroke-dasharray:2 3}
.read{fill:#8c959f}.change{fill:#0969da}.destructive{fill:#bc4c00}.critical{fill:#a40e26}.none{fill:none;stroke:#8c959f}
.failed,.lost,.open,.cancelled{stroke:#1f2328;stroke-width:1.5;stroke-dasharray:3 2}
@media (prefers-color-scheme:dark){.t{fill:#e6edf3}.m{fill:#9198a1}.a{stroke:#3d444d}.q{stroke:#6e7681}
.read{fill:#848d97}.change{fill:#4493f8}.destructive{fill:#db6d28}.critical{fill:#f85149}.failed,.lost,.open,.cancelled{stroke:#e6edf3}}`;

/** Empty where nothing happened. */
export function renderTimeline(events: readonly ReportEvent[], say: Say): string {
  const timeline = layOut(events, PLOT_WIDTH);
  if (timeline.rows === 0) return '';
  const height = TOP + timeline.rows * ROW + 12;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" role="img" aria-labelledby="timeline-title timeline-says">`,
    `<title id="timeline-title">${html(say(WORDS.timeline))}</title><desc id="timeline-says">${html(say(WORDS.timelineSays))}</desc>`,
    `<style>${STYLE}</style>`,
    ...axis(timeline, { height, say }),
    ...timeline.bars.map((bar) => row(bar, say)),
    '</svg>',
  ].join('\n');
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** When each stretch begins, and how long it was quiet between them. */
function axis({ stretches }: Timeline, { height, say }: { readonly height: number; readonly say: Say }): string[] {
  return stretches.flatMap(({ from, x }, at) => {
    const left = round(LABEL_WIDTH + x);
    const start = `<line class="a" x1="${left}" y1="${TOP - 4}" x2="${left}" y2="${height - 8}"/>`;
    const before = stretches[at - 1];
    if (!before) return [start, text({ x: left, y: 14, kind: 't m', words: timeWords(from) })];
    const middle = round(left - CUT_WIDTH / 2);
    const quiet = say(WORDS.later, { time: durationWords(from - before.to) });
    const y = at % 2 === 0 ? 14 : 28;
    return [
      start,
      `<line class="q" x1="${middle}" y1="${TOP - 4}" x2="${middle}" y2="${height - 8}"/>`,
      text({ x: middle, y, kind: 't m', words: quiet, anchor: 'middle' }),
    ];
  });
}

function row({ event, row: at, x, width }: Bar, say: Say): string {
  const y = TOP + at * ROW;
  const left = round(LABEL_WIDTH + x);
  const words = eventWords(event, say);
  const end = `${MARKS[event.outcome]} ${words.outcome}${event.end ? ` · ${words.duration}` : ''}`;
  return [
    `<g><title>${html(`${event.step}: ${words.level} · ${words.outcome} · ${words.when} · ${event.by}`)}</title>`,
    text({ x: LABEL_WIDTH - 10, y: y + 14, kind: 't', words: cut(event.step, LABEL_LENGTH), anchor: 'end' }),
    `<rect class="${event.level ?? 'none'} ${event.outcome}" x="${left}" y="${y + 3}" width="${round(width)}" height="14" rx="2"/>`,
    `${text({ x: LABEL_WIDTH + PLOT_WIDTH + 10, y: y + 14, kind: 't', words: `${words.level} ${end}` })}</g>`,
  ].join('');
}

function text(of: {
  readonly x: number;
  readonly y: number;
  readonly kind: string;
  readonly words: string;
  readonly anchor?: string;
}): string {
  const anchor = of.anchor === undefined ? '' : ` text-anchor="${of.anchor}"`;
  return `<text class="${of.kind}" x="${of.x}" y="${of.y}"${anchor}>${html(of.words)}</text>`;
}
