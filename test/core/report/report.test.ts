import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { audit } from '../../../src/core/recall/audit.ts';
import { redact } from '../../../src/core/redact/redact.ts';
import { code, fenced, html, inline } from '../../../src/core/report/escape.ts';
import { renderHtml } from '../../../src/core/report/html.ts';
import { renderMarkdown } from '../../../src/core/report/markdown.ts';
import { type Report, reportOf } from '../../../src/core/report/report.ts';
import { renderTimeline } from '../../../src/core/report/svg.ts';
import { english } from '../../../src/core/words.ts';
import { anyText } from '../../fakes/text.ts';
import { append, approve, atHand, fresh, ran, START, session, TEXT, type Written } from '../recall/world.ts';

const report = (world: Written): Report => {
  const record = atHand(world);
  const [file] = record.runbooks;
  if (!file) throw new Error('no runbook');
  return reportOf({ file, journals: record.journals, findings: audit(record).findings, at: START + 3_600_000, commit: 'abcdef0123456789' });
};
const markdown = (world: Written) => renderMarkdown(report(world), { say: english, timeline: 'report.md.svg' });
const page = (world: Written) => renderHtml(report(world), { say: english, language: 'en' });

/** Two sessions, then a third a day later: everything a report can tell. */
function full(): Written {
  const world = session();
  ran(world, { run: 'run-7', session: 's-3', step: 'join', at: START + 86_400_000, level: 'destructive' });
  approve(world, { run: 'run-8', session: 's-3', step: 'last', at: START + 86_460_000 });
  append(world, 's-3', {
    kind: 'refused',
    step: 'last',
    run: 'run-8',
    at: START + 86_460_500,
    by: 'Ada',
    failure: 'no-git',
    detail: redact('{}'),
  });
  approve(world, { run: 'run-9', session: 's-3', step: 'last', at: START + 86_470_000 });
  append(world, 's-3', { kind: 'restored', at: START + 86_480_000, by: 'Grace', commit: 'a'.repeat(40), paths: ['k8s', 'ops/*.yaml'] });
  append(world, 's-3', {
    kind: 'proposed',
    step: 'drain',
    at: START + 86_490_000,
    by: 'a model',
    source: 'mcp',
    why: redact('w3 is full'),
    command: redact('x'),
  });
  append(world, 's-3', { kind: 'edited', step: 'drain', at: START + 86_491_000, by: 'Ada', was: redact('x'), command: redact('y') });
  world.text = world.text.replace('w1 True', 'w1 <b>Fine</b>');
  return world;
}

function golden(name: string, text: string): void {
  const path = `test/golden/report/${name}`;
  if (process.env.GOLDEN) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(readFileSync(path, 'utf8'));
}

describe('a report', () => {
  it('counts how often each guard spoke, of proposals and of outputs', () => {
    const world = session();
    const proposal = { step: 'ai-1', by: 'a model', source: 'mcp', why: redact('wait'), command: redact('sleep 90') };
    append(world, 's-3', { ...proposal, kind: 'proposed', at: START + 86_400_000, guards: ['scope', 'repetition'] });
    append(world, 's-3', { ...proposal, kind: 'held', at: START + 86_401_000, guards: ['spiral', 'repetition', 'unknown'] });
    const { guards } = report(world);
    expect(guards).toEqual({ spiral: 1, refuted: 0, repetition: 2, exotic: 0, scope: 1, 'pile-up': 0, injection: 0 });
    const text = markdown(world);
    expect(text).toContain('## What the guards saw\n\n- Repetitions after a failure: 2\n- Growing waits: 1\n- Outside the objective: 1');
    expect(text).toContain('was held back and shown to nobody');
    expect(page(world)).toContain('<li>Repetitions after a failure: 2</li>');
    expect(markdown(session())).not.toContain('What the guards saw');
  });

  it('tells everything: as markdown, as a page, and as a picture', () => {
    golden('k3s.md', markdown(full()));
    golden('k3s.html', page(full()));
    golden('k3s.svg', `${renderTimeline(report(full()).events, english)}\n`);
  });

  it('counts who approved and who said no, and puts events in the order they happened', () => {
    const { approvers, events, sessions } = report(session());
    expect(approvers).toEqual([
      { name: 'Ada Lovelace <ada@example.org>', approved: 3, rejected: 0 },
      { name: 'Ada', approved: 0, rejected: 1 },
    ]);
    expect(events.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'look ok',
      'join rejected',
      'join failed',
      'join ok',
      'last skipped',
    ]);
    expect(sessions).toEqual(['s-1', 's-2']);
  });

  it('says that nothing is recorded, and that a step is gone', () => {
    expect(markdown(fresh())).toContain('There is no record of this runbook yet.');
    expect(renderTimeline([], english)).toBe('');
    const gone = { ...session(), text: TEXT.replace('{id=last}', '{id=other}').replace('echo done', 'echo else') };
    expect(markdown(gone)).toContain('**no longer in the runbook** · `last`');
  });

  it('shows the output of the last run as it was written, and none that was edited since', () => {
    expect(markdown(session())).toContain('<details><summary>Output of the last run, 20 lines</summary>\n\n```text\npod 0\n');
    expect(report(session()).steps.map(({ output }) => output?.text.split('\n')[0])).toEqual(['NAME READY', 'pod 0', undefined]);
    expect(report(full()).steps[0]?.output).toBeNull();
    expect(page(session())).toContain('w1 True</code></pre></details>');
  });

  it('shows no secret that a runbook holds in the open', () => {
    const world = fresh(TEXT.replace('echo done', 'echo ghp_abcdefghijklmnopqrstuvwxyz0123'));
    expect(markdown(world) + page(world)).not.toContain('ghp_abc');
  });
});

const hostile = fc.oneof(
  anyText(60),
  fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      "'",
      '`',
      '~',
      '#',
      '-',
      '*',
      '_',
      '[',
      ']',
      '(',
      ')',
      '!',
      '|',
      '\\',
      '\n',
      '\r',
      ' ',
      'a',
      '1',
      '.',
      ':',
      '\u202e',
      '\u001b',
    ),
    maxLength: 40,
  }),
  fc.constantFrom(
    '</script><script>alert(1)</script>',
    '--> <img src=x onerror=alert(1)>',
    '```\n# x',
    '1. x',
    '- x',
    '[a](javascript:x)',
    ']]>',
    '&lt;',
    '<!--',
    'www.x.org http://x.org',
  ),
);

describe('nothing in a record acts in its report', () => {
  const KNOWN =
    /<\/?(?:html|head|meta|title|style|body|main|section|h1|h2|h3|span|dl|dt|dd|ul|li|p|pre|code|details|summary|figure|svg|desc|line|text|rect|g)(?: [a-z0-9-]+="[^"<>]*")*\/?>|<!doctype html>/gi;

  it('as a page: every tag is one of ours, whatever names, reasons and commands hold', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (by, reason, command) => {
        const world = session();
        const said = { reason, text: redact(reason), command: redact(command) };
        append(world, 's-1', { kind: 'rejected', step: command, at: START, by, level: 'critical', ...said });
        const text = page(world);
        expect(text.replace(/<style>[\s\S]*?<\/style>/g, '').replace(KNOWN, '')).not.toMatch(/[<>]/);
        expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 40 },
    );
  });

  it('as markdown: text stays text in one paragraph, code stays code', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { children } = fromMarkdown(`- a: ${inline(text)}\n`);
        expect(children).toHaveLength(1);
        const [item] = children[0]?.type === 'list' ? children[0].children : [];
        const [paragraph, more] = item?.children ?? [];
        expect(more).toBeUndefined();
        expect(paragraph?.type === 'paragraph' && paragraph.children.map(({ type }) => type)).toEqual(['text']);
        const alone = fromMarkdown(`${inline(text)}\n`).children;
        expect(alone.every(({ type }) => type === 'paragraph')).toBe(true);
        const block = fromMarkdown(`${fenced(text, 'bash')}\n\nafter`).children;
        expect(block.map(({ type }) => type)).toEqual(['code', 'paragraph']);
        const span = fromMarkdown(`a ${code(text)} b`).children;
        expect(span).toHaveLength(1);
        const kinds = span[0]?.type === 'paragraph' ? span[0].children.map(({ type }) => type) : [];
        expect(kinds).toEqual(code(text) === '' ? ['text'] : ['text', 'inlineCode', 'text']);
      }),
      { numRuns: 200 },
    );
  });

  it('in an attribute or a text of HTML', () => {
    expect(html(`<a href="x" onclick='y'>&\`\u202e`)).toBe('&#60;a href=&#34;x&#34; onclick=&#39;y&#39;&#62;&#38;&#96;&#60;U+202E&#62;');
  });
});
