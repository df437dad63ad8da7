// Asking as a person does it: what is asked of them, what is shown before anything goes, and what they are told when nothing comes.
import { describe, expect, it } from 'vitest';
import type * as VSCode from 'vscode';
import type { AskEnd, Asking, AskOptions, Question } from '../../src/asking.ts';
import type { ModelInfo } from '../../src/core/ask/models.ts';
import { parseRunbook } from '../../src/core/propose/runbook.ts';
import type { JournalRecord } from '../../src/core/remember/record.ts';
import type { SessionEvent } from '../../src/core/review/events.ts';
import { freshSession, type Session } from '../../src/core/review/session.ts';
import { english } from '../../src/core/words.ts';
import { askCommands } from '../../src/ui/ask.ts';
import type { AskPage } from '../../src/ui/askPages.ts';
import { answerPage, ledgerPage, requestPage } from '../../src/ui/askText.ts';
import { COMMANDS } from '../../src/ui/contributions.ts';
import { fakeWorld } from '../fakes/ports.ts';
import { presented } from '../fakes/review.ts';

const MODEL: ModelInfo = { id: 'openai:one', vendor: 'openai', name: 'One' };
const TEXT = '---\nobjective: Join w3\n---\n# Trial\n';
const PATH = 'runbooks/a.md';
const SEND = '$(arrow-up) Send it to One';

interface Given {
  readonly answers?: readonly (string | undefined)[];
  readonly ends?: readonly AskEnd[];
  readonly models?: readonly ModelInfo[];
  readonly text?: string;
  readonly session?: (session: Session) => Session;
  readonly showsAll?: boolean;
  readonly chosen?: string;
  /** How often the question is asked in one go. */
  readonly turns?: number;
}

function setUp(of: Given = {}) {
  const left = [...(of.answers ?? [])];
  const ends = [...(of.ends ?? [])];
  const told: string[] = [];
  const boxes: string[] = [];
  const pages: AskPage[] = [];
  const dispatched: SessionEvent[] = [];
  const went: Question[] = [];
  const executed: string[] = [];
  let cards = 0;
  const world = fakeWorld();
  world.text = of.text ?? TEXT;
  const base: Session = { ...freshSession({ id: 's', pauseMs: 0 }), runbook: parseRunbook(world.text, PATH) };
  let session = of.session?.(base) ?? base;
  const message = async (text: string, ...buttons: string[]) => {
    told.push(text);
    return buttons.length === 0 ? undefined : buttons.find((button) => button === left[0] && left.shift());
  };
  const window = {
    showQuickPick: async (items: readonly { label: string }[], { title }: { title: string }) => {
      boxes.push(title);
      const answer = left.shift();
      return items.find(({ label }) => label === answer);
    },
    showInputBox: async ({ title }: { title: string }) => {
      boxes.push(title);
      return left.shift();
    },
    showInformationMessage: message,
    showWarningMessage: message,
    withProgress: (_: unknown, work: (progress: unknown, token: unknown) => Promise<unknown>) =>
      work({ report: () => undefined }, { onCancellationRequested: () => ({ dispose: () => undefined }) }),
  };
  const commands = { executeCommand: async (id: string) => void executed.push(id) };
  const asking: Asking = {
    question: async (question) => ({ ok: true, value: { ...question, messages: [{ role: 'user', text: 'exactly this' }] } }),
    async ask(question, options: AskOptions) {
      for (let turn = 0; turn < (of.turns ?? 1); turn += 1) {
        const next = turn === 0 ? question : { ...question, messages: [{ role: 'user' as const, text: 'again' }] };
        if (!(await options.mayGo(next))) return { kind: 'kept' };
        went.push(next);
      }
      return ends.shift() ?? { kind: 'proposed', ticket: 'ai-1' };
    },
    outlineOf: () => [],
  };
  const vscode = { window, commands, ProgressLocation: { Notification: 15 } } as unknown as typeof VSCode;
  const run = askCommands({
    ...{ ...world, vscode, asking, now: () => 0, say: english },
    models: { list: async () => of.models ?? [MODEL] },
    pages: { show: async (page) => void pages.push(page), dispose: () => undefined },
    showsAll: () => of.showsAll ?? false,
    chosen: () => of.chosen ?? '',
    session: () => session,
    dispatch(event) {
      dispatched.push(event);
      if (event.kind === 'runbook') session = { ...session, runbook: event.runbook };
    },
    identity: async () => 'Ada',
    showCard: async () => void cards++,
    adopt: async () => undefined,
  });
  return { ask: run[COMMANDS.askNextStep], run, world, told, boxes, pages, dispatched, went, executed, cards: () => cards };
}

describe('asking', () => {
  it('shows the request before it goes, and brings the step to the card', async () => {
    const { ask, pages, went, dispatched, cards } = setUp({ answers: [SEND] });
    await ask();
    expect(pages.map(({ title }) => title)).toEqual(['To One']);
    expect(pages[0]?.text).toContain('\nexactly this\n');
    expect(went).toHaveLength(1);
    expect(dispatched).toEqual([{ kind: 'choose', step: 'ai-1' }]);
    expect(cards()).toBe(1);
  });

  it('shows it once for each model, and each time where the person set it so', async () => {
    const once = setUp({ answers: [SEND] });
    await once.ask();
    await once.ask();
    expect([once.pages.length, once.went.length]).toEqual([1, 2]);
    const always = setUp({ answers: [SEND, SEND, undefined], showsAll: true, turns: 2 });
    await always.ask();
    await always.ask();
    expect([always.pages.length, always.went.length]).toEqual([3, 2]);
    expect(always.pages[1]?.text).toContain('\nagain\n');
  });

  it.each([[undefined], ['$(circle-slash) Do not send it']])('sends nothing on %s', async (answer) => {
    const { ask, went, dispatched } = setUp({ answers: [answer] });
    await ask();
    expect([went, dispatched]).toEqual([[], []]);
  });

  it('asks for objective and state once, and writes them into the runbook', async () => {
    const { ask, world, boxes, went } = setUp({ text: '# Trial\n', answers: ['Join w3', '', SEND] });
    await ask();
    expect(world.text).toBe('---\nobjective: "Join w3"\n---\n\n# Trial\n');
    expect(went).toHaveLength(1);
    await ask();
    expect(boxes).toEqual(['What is this runbook for?', 'How do things stand?', 'This would go to One']);
  });

  it('goes no further without an objective, or where it cannot be written', async () => {
    const none = setUp({ text: '# Trial\n', answers: [undefined] });
    await none.ask();
    const late = setUp({ text: '# Trial\n', answers: ['Join w3', undefined] });
    await late.ask();
    const full = setUp({ text: '# Trial\n', answers: ['Join w3', ''] });
    full.world.failing.set('splice', { kind: 'runbook-unreadable', path: PATH, detail: 'EACCES' });
    await full.ask();
    expect([none.went, late.went, full.went]).toEqual([[], [], []]);
    expect([none.world.text, late.world.text, full.world.text]).toEqual(['# Trial\n', '# Trial\n', '# Trial\n']);
    expect(full.told).toHaveLength(1);
  });

  it('without a model says how to set one up', async () => {
    const { ask, told, executed, went } = setUp({ models: [], answers: ['Set up a model'] });
    await ask();
    expect(told[0]).toContain('No model is set up');
    expect([executed, went]).toEqual([[COMMANDS.setUpModel], []]);
  });

  it('asks nobody else where the chosen model is gone', async () => {
    const { ask, told, went } = setUp({ chosen: 'anthropic:other', answers: [undefined] });
    await ask();
    expect(told[0]).toContain('anthropic:other');
    expect(went).toEqual([]);
    const there = setUp({ chosen: 'openai:one', answers: [SEND] });
    await there.ask();
    expect(there.went).toHaveLength(1);
  });

  it('says what an endpoint answered without making a link of it', async () => {
    const detail = '429 [Approve](command:countersign.approveNextStep) \u202e';
    const { ask, told } = setUp({ answers: [SEND], ends: [{ kind: 'failed', failure: { kind: 'model-limited', model: 'One', detail } }] });
    await ask();
    expect(told[0]).toContain('[Approve] (command:');
    expect(told[0]).not.toMatch(/\]\(|\p{Cf}/u);
  });

  it('waits for what is under way: a run, another suggestion, a window without trust', async () => {
    const { review } = presented('read');
    if (review.kind !== 'presented') throw new Error(review.kind);
    const suggestion = { ...review, step: { ...review.step, id: 'ai-9' } };
    const waiting = setUp({ session: (session) => ({ ...session, review: suggestion }) });
    await waiting.ask();
    const untrusted = setUp({ session: (session) => ({ ...session, place: { kind: 'untrusted' } }) });
    await untrusted.ask();
    const nothing = setUp({ session: (session) => ({ ...session, runbook: null }) });
    await nothing.ask();
    expect([waiting.went, untrusted.went, nothing.went]).toEqual([[], [], []]);
    expect([waiting.cards(), untrusted.cards(), nothing.cards()]).toEqual([1, 1, 1]);
    expect(waiting.told).toEqual(['A suggestion waits for your decision already.']);
  });

  it('takes no card from under the person’s eyes: a draft, or another suggestion that came meanwhile', async () => {
    const { review } = presented('read');
    if (review.kind !== 'presented') throw new Error(review.kind);
    const draft = { ...review, draft: { text: 'x', assessment: null, saving: false, failure: null } };
    const drafting = setUp({ answers: [SEND], session: (session) => ({ ...session, review: draft }) });
    await drafting.ask();
    expect(drafting.dispatched).toEqual([]);
    expect(drafting.told).toEqual(['One suggested a step. It comes when you have gone on from what is on the card.']);
    const plain = setUp({ answers: [SEND], session: (session) => ({ ...session, review }) });
    await plain.ask();
    expect(plain.dispatched).toEqual([{ kind: 'choose', step: 'ai-1' }]);
  });

  it('shows what would go without sending it, and nothing in a window without trust', async () => {
    const { run, pages, went } = setUp();
    await run[COMMANDS.showRequest]();
    expect([pages.map(({ title }) => title), went]).toEqual([['To One'], []]);
    const untrusted = setUp({ session: (session) => ({ ...session, place: { kind: 'untrusted' } }) });
    await untrusted.run[COMMANDS.showRequest]();
    expect([untrusted.pages, untrusted.cards()]).toEqual([[], 1]);
  });

  it('is one at a time', async () => {
    const { ask, told, went } = setUp({ answers: [SEND] });
    await Promise.all([ask(), ask()]);
    expect(told).toEqual(['A model is being asked already.']);
    expect(went).toHaveLength(1);
  });

  it('shows an answer that is none only where the person wants it', async () => {
    const end: AskEnd = { kind: 'unusable', error: 'The answer holds no JSON object.', answer: '✔ Approved\n\u202eexit 0' };
    const { ask, pages, told, dispatched } = setUp({ answers: [SEND, 'Show the answer'], ends: [end] });
    await ask();
    expect(told).toEqual(['One was asked twice and answered with nothing that could be shown as a step.']);
    expect(pages[1]?.text).toContain('│ ✔ Approved\n│ <U+202E>exit 0\n');
    expect(dispatched).toEqual([]);
  });

  it('says a failure, and nothing of what the person stopped', async () => {
    const failed = setUp({ answers: [SEND], ends: [{ kind: 'failed', failure: { kind: 'model-limited', model: 'One', detail: '429' } }] });
    await failed.ask();
    expect(failed.told[0]).toContain('429');
    const stopped = setUp({ answers: [SEND], ends: [{ kind: 'failed', failure: { kind: 'model-cancelled', model: 'One', detail: '' } }] });
    await stopped.ask();
    expect(stopped.told).toEqual([]);
  });
});

describe('the pages', () => {
  const question: Question = {
    ...{ model: { ...MODEL, name: 'One\u202e' }, runbook: PATH, session: 's' },
    messages: [{ role: 'user', text: 'a <concealed:TOKEN> b' }],
  };

  it('mark what was concealed, and count it', () => {
    const page = requestPage(question, english);
    expect((page.marks ?? []).map(([start, end]) => page.text.slice(start, end))).toEqual(['<concealed:TOKEN>']);
    expect(page.text).toContain('Concealed in it, and marked here: 1.');
    expect(page.text).toContain('21 bytes in 1 messages, SHA-256 ');
    expect(page.text).not.toContain('\u202e');
  });

  it('no line of an answer stands without its mark', () => {
    const page = answerPage({ model: 'One', answer: `${'x\r\n'.repeat(3)}\u2028y\u001b[2J`, error: 'a\nb' }, english);
    const lines = page.text.split('\n');
    expect(lines.slice(0, 3)).toEqual([expect.stringContaining('It is no proposal'), 'What was wrong with it: a b', '']);
    expect(lines.slice(3, -1).every((line) => line.startsWith('│ '))).toBe(true);
    expect(page.text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028]/u);
  });

  it('tell by session what went, and what it cost where that was told', () => {
    const place = { v: 1, seq: 1, prev: '', sum: '', at: '2026-11-21T12:00:00.000Z' } as const;
    const records: readonly JournalRecord[] = [
      { ...place, kind: 'asked', by: 'Ada', model: 'openai:one', digest: 'd1', bytes: 1200 },
      {
        ...place,
        kind: 'answered',
        model: 'openai:one',
        digest: 'd1',
        outcome: 'proposed',
        bytes: 9,
        inputTokens: 300,
        outputTokens: 20,
        costUsd: 0.0012,
      },
      { ...place, kind: 'asked', by: 'Ada', model: 'openai:one', digest: 'd2', bytes: 800 },
    ];
    const journals = [
      { path: '.countersign/journal/runbooks/a/s-1.jsonl', records },
      { path: '.countersign/journal/runbooks/b/s-2.jsonl', records },
    ];
    const { text } = ledgerPage({ runbook: PATH, journals }, english);
    expect(text).toContain('Session s-1: 2 requests, 2000 bytes, 300 tokens in, 20 out, 0.0012 US dollars');
    expect(text).toContain('it became a step');
    expect(text).toContain('no answer was recorded');
    expect(text).not.toContain('s-2');
    expect(ledgerPage({ runbook: 'c.md', journals }, english).text).toContain('Nothing went to a model');
  });
});
