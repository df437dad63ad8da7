// `countersign report`: the change report of one runbook, for whoever has to know afterwards.
import { access, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { gatherReport, workspaceOf } from '../../adapters/reportFile.ts';
import { renderHtml } from '../../core/report/html.ts';
import { renderMarkdown } from '../../core/report/markdown.ts';
import type { Report } from '../../core/report/report.ts';
import { renderTimeline } from '../../core/report/svg.ts';
import { english } from '../../core/words.ts';
import { type Command, type Ended, EXIT, type World } from '../command.ts';
import { readOptions } from '../options.ts';

export const reportCommand: Command = {
  usage: 'report [--format markdown|html] [--out FILE] RUNBOOK',
  help: `Writes the change report of RUNBOOK from its journals: objective, environment, approvers, where it
stands, timeline, each step with level, decision, result and evidence digests, and what was
rejected and why. The record is verified first, and what is wrong with it stands in the report.

  --format markdown   the default
  --format html       one file that loads nothing, with the timeline as a picture
  --out FILE          write to FILE instead of standard output; markdown then has the timeline
                      beside it as FILE.svg

The exit code is 0; 2 where there is no such runbook, or it has no record.`,
  async run(args, world) {
    const read = readOptions(args, { format: 'text', out: 'text' });
    if (!read.ok) return { error: read.error };
    const { operands, texts } = read.options;
    const [runbook, second] = operands;
    if (runbook === undefined || second !== undefined) return { error: 'Name one RUNBOOK.' };
    const format = texts.format ?? 'markdown';
    if (format !== 'markdown' && format !== 'html') return { error: '--format is markdown or html.' };
    const file = resolve(world.cwd, runbook);
    if (!(await access(file).then(yes, no))) return { error: `There is no file ${file}.` };
    const report = await gatherReport({ ...(await workspaceOf(file)), now: Date.now() });
    if (!report) return { error: `${file} has no record: none of its steps was decided in Countersign.` };
    const out = texts.out === undefined ? null : resolve(world.cwd, texts.out);
    return format === 'html' ? writeHtml(report, { out, world }) : writeMarkdown(report, { out, world });
  },
};

const yes = () => true;
const no = () => false;

interface Where {
  readonly out: string | null;
  readonly world: World;
}

async function writeHtml(report: Report, where: Where): Promise<Ended> {
  return put(renderHtml(report, { say: english, language: 'en' }), where);
}

async function writeMarkdown(report: Report, where: Where): Promise<Ended> {
  const timeline = where.out === null ? '' : renderTimeline(report.events, english);
  if (timeline !== '') await writeFile(`${where.out}.svg`, `${timeline}\n`);
  const link = timeline === '' ? null : encodeURIComponent(`${basename(where.out ?? '')}.svg`);
  return put(renderMarkdown(report, { say: english, timeline: link }), where);
}

async function put(text: string, { out, world }: Where): Promise<Ended> {
  if (out === null) await world.out(text);
  else await writeFile(out, text);
  return { exit: EXIT.done };
}
