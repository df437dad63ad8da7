// The report as one HTML file that loads nothing: it can be mailed, archived, printed, and read in light or dark.
import { wordFinding } from '../recall/words.ts';
import { redact } from '../redact/redact.ts';
import type { Say } from '../words.ts';
import { html } from './escape.ts';
import { eventLine, evidenceOf, guardLines, headOf, nameOf, otherLine, standingLines } from './facts.ts';
import type { Report, ReportEvent, ReportStep } from './report.ts';
import { renderTimeline } from './svg.ts';
import { MARK_WORDS, REPORT_WORDS as WORDS } from './words.ts';

const STYLE = `
:root{color-scheme:light dark;--line:#d0d7de;--soft:#57606a;--code:#f6f8fa;--paper:#fff;--ink:#1f2328}
@media (prefers-color-scheme:dark){:root{--line:#3d444d;--soft:#9198a1;--code:#161b22;--paper:#0d1117;--ink:#e6edf3}}
html{background:var(--paper);color:var(--ink)}body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;border-bottom:1px solid var(--line);margin-top:2rem}h3{font-size:1rem;margin:1.5rem 0 .25rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
pre{background:var(--code);padding:.6rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}code{font-family:ui-monospace,monospace;font-size:.9em}
.mark{border:1px solid var(--line);border-radius:1rem;padding:0 .5rem;font-size:.85rem;font-weight:normal}
.soft{color:var(--soft)}figure{margin:0;overflow-x:auto}svg{max-width:100%;height:auto}li{overflow-wrap:anywhere}
@media (max-width:40rem){li dl{grid-template-columns:1fr;gap:0}svg{max-width:none;width:44rem}}
@media print{body{margin:0;max-width:none}section.step{break-inside:avoid}}`;

/** `language`: the language the words are in, for screen readers. */
export function renderHtml(report: Report, of: { readonly say: Say; readonly language: string }): string {
  const { say, language } = of;
  const title = say(WORDS.title, { name: nameOf(report) });
  const timeline = renderTimeline(report.events, say);
  const parts = [
    `<h1>${html(title)}</h1>`,
    definitions(headOf(report, say)),
    section(say(WORDS.standing), list(standingLines(report, say))),
    section(say(WORDS.approvers), list(report.approvers.map((approver) => say(WORDS.approver, { ...approver })))),
    section(say(WORDS.record), list(report.findings.map((found) => `${found.path}:${found.line}: ${wordFinding(found, say)}`))),
    section(say(WORDS.timeline), timeline === '' ? '' : `<figure tabindex="0">${timeline}</figure>`),
    section(say(WORDS.steps), report.steps.map((step) => stepPart(step, { report, say })).join('\n')),
    section(say(WORDS.rejected), rejections(report, say)),
    section(say(WORDS.guards), list(guardLines(report, say))),
    section(say(WORDS.others), list(report.others.map((record) => otherLine(record, say)))),
  ];
  return [
    `<!doctype html>\n<html lang="${html(language)}">\n<head>\n<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${html(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n<main>`,
    ...parts.filter((part) => part !== ''),
    '</main>\n</body>\n</html>\n',
  ].join('\n');
}

const section = (title: string, body: string): string => (body === '' ? '' : `<section>\n<h2>${html(title)}</h2>\n${body}\n</section>`);

const list = (lines: readonly string[]): string =>
  lines.length === 0 ? '' : `<ul>${lines.map((line) => `<li>${html(line)}</li>`).join('')}</ul>`;

const definitions = (rows: readonly (readonly [string, string])[]): string =>
  rows.length === 0 ? '' : `<dl>${rows.map(([name, value]) => `<dt>${html(name)}</dt><dd>${html(value)}</dd>`).join('')}</dl>`;

function stepPart(
  { id, title, step, events, output }: ReportStep,
  { report, say }: { readonly report: Report; readonly say: Say },
): string {
  const mark = report.standing.steps.find((standing) => standing.step.id === id)?.mark;
  const state = step ? say(MARK_WORDS[mark ?? 'open']) : say(WORDS.gone);
  const command = step ? redact(step.text) : (events.at(-1)?.command ?? '');
  const body =
    events.length === 0
      ? `<p class="soft">${html(say(WORDS.notRun))}</p>`
      : `<ul>${events.map((event) => eventPart(event, { command, say })).join('')}</ul>`;
  const code = command === '' ? '' : `<pre tabindex="0"><code>${html(command.trimEnd())}</code></pre>`;
  return `<section class="step">\n<h3>${html(title)} <span class="mark">${html(state)}</span> <span class="soft">${html(id)}</span></h3>\n${code}\n${body}\n${output ? outputPart(output.text, say) : ''}\n</section>`;
}

function outputPart(text: string, say: Say): string {
  const summary = say(WORDS.output, { lines: text.split('\n').length });
  return `<details><summary>${html(summary)}</summary><pre tabindex="0"><code>${html(text)}</code></pre></details>`;
}

function eventPart(event: ReportEvent, { command, say }: { readonly command: string; readonly say: Say }): string {
  const reason = event.reason === '' ? '' : `<p>${html(say(WORDS.because, { reason: event.reason }))}</p>`;
  // What was decided is shown where it is not what stands above.
  const other =
    event.command === '' || event.command === command ? '' : `<pre tabindex="0"><code>${html(event.command.trimEnd())}</code></pre>`;
  return `<li>${html(eventLine(event, say))}${reason}${other}${definitions(evidenceOf(event, say))}</li>`;
}

function rejections({ events }: Report, say: Say): string {
  const rejected = events.filter(({ outcome }) => outcome === 'rejected');
  if (rejected.length === 0) return `<p class="soft">${html(say(WORDS.nothingRejected))}</p>`;
  const items = rejected.map(
    (event) => `<li>${html(`${event.step} · ${eventLine(event, say)}`)}<p>${html(say(WORDS.because, { reason: event.reason }))}</p></li>`,
  );
  return `<ul>${items.join('')}</ul>`;
}
