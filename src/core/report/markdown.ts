// The report as markdown: for a pull request, a ticket, a wiki.
import { wordFinding } from '../recall/words.ts';
import { redact } from '../redact/redact.ts';
import type { Say } from '../words.ts';
import { code, fenced, html, inline } from './escape.ts';
import { eventLine, evidenceOf, guardLines, headOf, nameOf, otherLine, standingLines } from './facts.ts';
import type { Report, ReportEvent, ReportStep } from './report.ts';
import { MARK_WORDS, REPORT_WORDS as WORDS } from './words.ts';

/** `timeline`: link target of the timeline's SVG; null leaves the picture out. */
export function renderMarkdown(report: Report, of: { readonly say: Say; readonly timeline: string | null }): string {
  const { say, timeline } = of;
  const parts = [
    `# ${inline(say(WORDS.title, { name: nameOf(report) }))}`,
    headOf(report, say)
      .map(([name, value]) => `- **${inline(name)}:** ${inline(value)}`)
      .join('\n'),
    ...section(say(WORDS.standing), list(standingLines(report, say))),
    ...section(say(WORDS.approvers), list(report.approvers.map((approver) => say(WORDS.approver, { ...approver })))),
    ...section(say(WORDS.record), list(report.findings.map((found) => `${found.path}:${found.line}: ${wordFinding(found, say)}`))),
    ...(timeline === null || report.events.length === 0
      ? []
      : section(say(WORDS.timeline), `![${inline(say(WORDS.timeline))}](${timeline})`)),
    `## ${inline(say(WORDS.steps))}`,
    ...report.steps.map((step) => stepPart(step, { report, say })),
    ...section(say(WORDS.rejected), rejections(report, say)),
    ...section(say(WORDS.guards), list(guardLines(report, say))),
    ...section(say(WORDS.others), list(report.others.map((record) => otherLine(record, say)))),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, body: string): readonly string[] {
  return body === '' ? [] : [`## ${inline(title)}`, body];
}

const list = (lines: readonly string[]): string => lines.map((line) => `- ${inline(line)}`).join('\n');

function stepPart(
  { id, title, step, events, output }: ReportStep,
  { report, say }: { readonly report: Report; readonly say: Say },
): string {
  const mark = report.standing.steps.find((standing) => standing.step.id === id)?.mark;
  const state = step ? say(MARK_WORDS[mark ?? 'open']) : say(WORDS.gone);
  const command = step ? redact(step.text) : (events.at(-1)?.command ?? '');
  return [
    `### ${inline(title)}`,
    `**${inline(state)}** · ${code(id)}`,
    ...(command === '' ? [] : [fenced(command, step?.shell ?? 'text')]),
    events.length === 0 ? inline(say(WORDS.notRun)) : events.map((event) => eventPart(event, { command, say })).join('\n'),
    ...(output ? outputPart(output.text, say) : []),
  ].join('\n\n');
}

function outputPart(text: string, say: Say): readonly string[] {
  const summary = html(say(WORDS.output, { lines: text.split('\n').length }));
  return [`<details><summary>${summary}</summary>`, fenced(text, 'text'), '</details>'];
}

function eventPart(event: ReportEvent, { command, say }: { readonly command: string; readonly say: Say }): string {
  const reason = event.reason === '' ? [] : [`  - ${inline(say(WORDS.because, { reason: event.reason }))}`];
  const evidence = evidenceOf(event, say).map(([name, value]) => `  - ${inline(name)}: ${code(value)}`);
  // What was decided is shown where it is not what stands above.
  const other = event.command === '' || event.command === command ? [] : [`  - ${inline(say(WORDS.command))}: ${code(event.command)}`];
  return [`- ${inline(eventLine(event, say))}`, ...reason, ...other, ...evidence].join('\n');
}

function rejections({ events }: Report, say: Say): string {
  const rejected = events.filter(({ outcome }) => outcome === 'rejected');
  if (rejected.length === 0) return inline(say(WORDS.nothingRejected));
  return rejected
    .map((event) => `- ${inline(`${event.step} · ${eventLine(event, say)}`)}\n  - ${inline(say(WORDS.because, { reason: event.reason }))}`)
    .join('\n');
}
