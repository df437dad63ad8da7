import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { critical, DIGEST, destructive, failed, outcome, review, running, snapshot } from './fixtures.ts';
import { nextIntent, openStage, openView, type Stage, type View } from './harness.ts';

let stage: Stage;
const views: View[] = [];
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(async () => {
  const open = views.splice(0);
  for (const view of open) await view.page.close();
  // Whatever a test did: no script error, no violation of the content security policy.
  expect(open.flatMap((view) => view.faults)).toEqual([]);
});

async function show(card: Parameters<typeof snapshot>[0], of: { theme?: string; width?: number; height?: number } = {}): Promise<View> {
  const view = await openView(stage, { ...of, first: snapshot(card) });
  views.push(view);
  return view;
}

const sentOf = async (view: View, kind: string) => (await view.sent()).filter((message) => message.t === kind);
const settle = (view: View) => view.page.waitForTimeout(450);

describe('approving', () => {
  it('takes one press of the button', async () => {
    const view = await show(review());
    await settle(view);
    await view.page.click('.approve');
    expect(await nextIntent(view, 'approve')).toEqual({ t: 'approve', digest: DIGEST });
  });

  it('a double click approves once', async () => {
    const view = await show(review());
    await settle(view);
    await view.page.dblclick('.approve');
    await view.page.waitForTimeout(200);
    expect(await sentOf(view, 'approve')).toHaveLength(1);
  });

  it('a click that was on its way when the card changed does not count', async () => {
    const view = await show(review());
    await view.page.click('.approve');
    expect(await sentOf(view, 'approve')).toHaveLength(0);
  });

  it('Enter never approves, Space does', async () => {
    const view = await show(review({ level: 'change' }));
    await settle(view);
    await view.page.focus('.approve');
    await view.page.keyboard.press('Enter');
    await view.page.keyboard.press('NumpadEnter');
    expect(await sentOf(view, 'approve')).toHaveLength(0);
    await view.page.keyboard.press('Space');
    expect(await nextIntent(view, 'approve')).toBeTruthy();
  });

  it('a held key approves nothing more than its first press', async () => {
    const view = await show(review());
    await settle(view);
    for (let count = 0; count < 5; count += 1) await view.page.keyboard.down('a');
    await view.page.waitForTimeout(1200);
    for (let count = 0; count < 5; count += 1) await view.page.keyboard.down('a');
    expect(await sentOf(view, 'approve')).toHaveLength(1);
  });

  it('the key a approves a read step only; for others it moves to the button', async () => {
    const view = await show(destructive({ kind: 'open' }));
    await settle(view);
    await view.page.keyboard.press('a');
    expect(await sentOf(view, 'approve')).toHaveLength(0);
    expect(await view.page.evaluate(() => document.activeElement?.classList.contains('approve'))).toBe(true);
  });

  it('script cannot press the button', async () => {
    const view = await show(review());
    await settle(view);
    await view.page.evaluate(() => document.querySelector<HTMLElement>('.approve')?.click());
    await view.page.evaluate(() => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true })));
    expect(await sentOf(view, 'approve')).toHaveLength(0);
  });

  it('is shut while the pause runs, counts down, and says what will be done', async () => {
    const view = await show(destructive({ kind: 'pause', remainingMs: 4000, totalMs: 5000, runs: true }));
    expect(await view.page.textContent('.approve')).toBe('Delete pod authentik-worker-7d9f6b in 4 s');
    await view.page.waitForFunction(() => document.querySelector('.approve')?.textContent?.includes('in 3 s'));
    await view.page.click('.approve', { force: true });
    expect(await sentOf(view, 'approve')).toHaveLength(0);
    expect(await view.page.evaluate(() => document.activeElement?.classList.contains('approve'))).toBe(false);
  });

  it('of a critical step offers the field, sends what is typed, and opens when the host says so', async () => {
    const view = await show(critical({ kind: 'typing', expected: 'authentik-prd' }));
    await view.page.click('.confirm input');
    await view.page.keyboard.type('authentik-prd');
    await view.page.waitForFunction(() => window.sent.some((message) => message.t === 'typed' && message.text === 'authentik-prd'));
    await view.show(snapshot(critical({ kind: 'open' }), { seq: 2 }));
    await view.page.waitForSelector('.approve:not([disabled])');
    expect(await view.page.evaluate(() => (document.querySelector('.confirm') as HTMLInputElement).value)).toBe('authentik-prd');
    await view.page.keyboard.press('Enter');
    expect(await sentOf(view, 'approve')).toHaveLength(0);
    await settle(view);
    await view.page.click('.approve');
    expect(await nextIntent(view, 'approve')).toBeTruthy();
  });
});

describe('what was seen', () => {
  it('a short command counts at once', async () => {
    const view = await show(review());
    await view.page.waitForFunction(() => window.sent.some((message) => message.t === 'seen' && message.whole));
  });

  it('a command longer than the view counts when each part of it has been on screen', async () => {
    const long = Array.from({ length: 120 }, (_, index) => `echo line ${index}`).join('\n');
    const view = await show(review({ command: [{ kind: 'text', text: long }] }), { height: 500 });
    await view.page.waitForFunction(() => window.sent.some((message) => message.t === 'seen'));
    const whole = () => view.page.evaluate(() => window.sent.some((message) => message.t === 'seen' && message.whole));
    expect(await whole()).toBe(false);
    // Jumping to the end shows the end, not the middle.
    await view.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await view.page.waitForTimeout(200);
    expect(await whole()).toBe(false);
    for (let top = 0; top < 4000; top += 250) {
      await view.page.evaluate((y) => scrollTo(0, y), top);
      await view.page.waitForTimeout(40);
    }
    await view.page.waitForFunction(() => window.sent.some((message) => message.t === 'seen' && message.whole));
  });

  it('an output counts when its end was on screen, or all its notable lines were opened', async () => {
    const scrolled = await show(outcome());
    await scrolled.page.waitForTimeout(500);
    expect(await sentOf(scrolled, 'output-seen')).toHaveLength(0);
    await scrolled.page.evaluate(() => document.querySelector('.output')?.scrollTo(0, 1e6));
    expect(await nextIntent(scrolled, 'output-seen')).toEqual({ t: 'output-seen', run: 'run-1' });

    const opened = await show(outcome());
    const buttons = opened.page.locator('.notable button');
    await buttons.nth(0).click();
    expect(await sentOf(opened, 'output-seen')).toHaveLength(0);
    await buttons.nth(1).click();
    expect(await nextIntent(opened, 'output-seen')).toBeTruthy();
    expect(await sentOf(opened, 'open-log')).toHaveLength(2);
  });

  it('an output that arrives after the card is not taken as seen before', async () => {
    const view = await show(
      outcome({ reading: true, ok: false, output: '', notable: [], next: [], statusText: 'Ended; reading its output' }),
    );
    await view.page.waitForTimeout(500);
    // While it is being read there is nothing that could be seen, pressed, or taken for a failure.
    expect(await view.page.locator('.output, .next, .full-log, .bad').count()).toBe(0);
    await view.show(snapshot(outcome({ notable: [] }), { seq: 2 }));
    await view.page.waitForFunction(() => document.querySelector('[aria-live]')?.textContent?.includes('Exit 0'));
    await view.page.waitForTimeout(500);
    expect(await sentOf(view, 'output-seen')).toHaveLength(0);
    await view.page.evaluate(() => document.querySelector('.output')?.scrollTo(0, 1e6));
    expect(await nextIntent(view, 'output-seen')).toEqual({ t: 'output-seen', run: 'run-1' });
  });
});

describe('the other acts', () => {
  it('reject with a reason and words of one’s own', async () => {
    const view = await show(review());
    await view.page.keyboard.press('r');
    await view.page.click('.reason-text input');
    await view.page.keyboard.type('not on a Friday');
    await view.page.click('[data-reason=not-now]');
    expect(await nextIntent(view, 'reject')).toEqual({ t: 'reject', digest: DIGEST, reason: 'not-now', text: 'not on a Friday' });
  });

  it('cancel, go on, retry, stop', async () => {
    const view = await show(running());
    await view.page.keyboard.press('c');
    expect(await nextIntent(view, 'cancel')).toEqual({ t: 'cancel', run: 'run-1' });
    await view.show(snapshot({ ...failed(), seen: true }, { seq: 2 }));
    await view.page.click('.next.retry');
    expect(await nextIntent(view, 'next')).toEqual({ t: 'next', run: 'run-1', how: 'retry' });
  });

  it('the next step waits until the output was seen', async () => {
    const view = await show(failed());
    await view.page.click('.next.retry', { force: true });
    expect(await sentOf(view, 'next')).toHaveLength(0);
  });

  it('the place leads to the step in its runbook', async () => {
    const view = await show(review());
    await view.page.click('.place');
    expect(await nextIntent(view, 'action')).toEqual({ t: 'action', id: 'show-step' });
  });

  it('? shows the keys, Escape hides them', async () => {
    const view = await show(review());
    await view.page.keyboard.press('?');
    await view.page.waitForSelector('.help');
    await view.page.keyboard.press('Escape');
    expect(await view.page.locator('.help').count()).toBe(0);
  });
});

describe('the command', () => {
  it('is copied as it is, and no line of it ends inside the dashes of a flag', async () => {
    const text = 'openssl x509 -in ca/root.crt --noout -subject -enddate -- -x\nx=1-2';
    const view = await show(review({ command: [{ kind: 'text', text }] }), { width: 200 });
    const found = await view.page.evaluate(() => {
      const flags = [...document.querySelectorAll('.flag')];
      return { text: document.querySelector('.command')?.textContent, lines: flags.map((flag) => flag.getClientRects().length) };
    });
    expect(found).toEqual({ text, lines: [1, 1, 1, 1, 1] });
  });

  it('stands in one line with what is no code, whatever VS Code gives code of its own', async () => {
    const view = await show(review());
    const lefts = await view.page.evaluate(() => {
      const text = (dd: Element) => {
        const range = document.createRange();
        range.selectNodeContents(dd.querySelector('code, span') ?? dd);
        return Math.round(range.getBoundingClientRect().left);
      };
      return [...document.querySelectorAll('.facts dd')].map(text);
    });
    expect(lefts.length).toBeGreaterThan(1);
    expect(new Set(lefts).size).toBe(1);
  });

  it('of advice and of commands: each in its own letters', async () => {
    const finding = {
      level: 'destructive' as const,
      sentence: 'x',
      path: '',
      undo: 'KUBECONFIG=a kubectl apply -f b',
      safer: 'Look first, with -n.',
    };
    const view = await show(review({ findings: [finding] }));
    expect(await view.page.locator('.findings code').allTextContents()).toEqual([finding.undo]);
    expect(await view.page.textContent('.findings')).toContain('Safer: Look first, with -n.');
  });
});

describe('a screen reader', () => {
  const heard = (view: View, text: string) =>
    view.page.waitForFunction((wanted) => document.querySelector('[aria-live]')?.textContent === wanted, text);

  it('is told when the button opens, and what the button does', async () => {
    const view = await show(destructive({ kind: 'pause', remainingMs: 300, totalMs: 5000, runs: true }));
    await view.show(snapshot(destructive({ kind: 'open' }), { seq: 2 }));
    await heard(view, 'Ready: Delete pod authentik-worker-7d9f6b');
  });

  it('is told when a running step waits for an answer', async () => {
    const view = await show(running());
    await view.show(snapshot(running({ phase: 'waiting', phaseText: 'Waiting for your answer in the terminal?' }), { seq: 2 }));
    await heard(view, 'Waiting for your answer in the terminal?');
  });
});

describe('hostile text', () => {
  it('is drawn as text', async () => {
    const evil = '<img src=x onerror=alert(1)><script>document.title="pwned"</script>';
    const view = await show(
      review({
        title: evil,
        command: [
          { kind: 'text', text: evil },
          { kind: 'risk', text: evil, level: 'critical', why: evil },
          { kind: 'hidden', text: '\u202e', name: 'U+202E RIGHT-TO-LEFT OVERRIDE' },
        ],
        findings: [{ level: 'critical', sentence: evil, path: evil }],
        warnings: [evil],
      }),
    );
    expect(await view.page.locator('img').count()).toBe(0);
    expect(await view.page.title()).toBe('Countersign');
    expect(await view.page.textContent('.hidden')).toBe('U+202E RIGHT-TO-LEFT OVERRIDE');
    expect(await view.page.evaluate(() => document.querySelector('.command')?.textContent?.includes('\u202e'))).toBe(false);
  });
});

describe('editing', () => {
  const draft = (more: object = {}) => ({
    ...{ text: 'kubectl get nodes -o wide', diff: [], changed: false, saving: false, problem: '' },
    verdict: { level: 'read' as const, levelName: 'Read', levelMeaning: 'observes only', findings: [] },
    ...more,
  });
  const editable = { editable: 'kubectl get nodes -o wide' };

  it('begins with e, and where the card cannot be edited it leads to the runbook', async () => {
    const view = await show(review(editable));
    await view.page.keyboard.press('e');
    expect(await nextIntent(view, 'edit')).toEqual({ t: 'edit', digest: DIGEST, text: 'kubectl get nodes -o wide' });
    const fixed = await show(review());
    await fixed.page.keyboard.press('e');
    expect(await nextIntent(fixed, 'action')).toEqual({ t: 'action', id: 'show-step' });
  });

  it('takes the keyboard, sends what is typed when the typing rests, and never approves', async () => {
    const view = await show(review(editable));
    await settle(view);
    await view.show(snapshot(review({ ...editable, draft: draft() }), { seq: 2 }));
    await view.page.waitForFunction(() => document.activeElement?.classList.contains('edit-text'));
    await view.page.keyboard.press('End');
    await view.page.keyboard.type(' --all a r s');
    expect((await nextIntent(view, 'edit')).text).toBe('kubectl get nodes -o wide --all a r s');
    expect(await view.page.textContent('.draft-level')).toContain('Assessing');
    for (const kind of ['approve', 'reject', 'skip', 'rewrite'] as const) expect(await sentOf(view, kind)).toHaveLength(0);
    // An answer about an older text does not take away what was typed since.
    await view.show(snapshot(review({ ...editable, draft: draft({ text: 'kubectl get nodes -o wide --all' }) }), { seq: 3 }));
    expect(await view.page.evaluate(() => (document.querySelector('.edit-text') as HTMLTextAreaElement).value)).toContain('a r s');
  });

  it('shows the level of what is typed, its reasons, and the difference in words', async () => {
    const diff = [
      { kind: 'same', parts: [{ kind: 'text', text: 'kubectl ' }] },
      { kind: 'removed', parts: [{ kind: 'text', text: 'get' }] },
      {
        kind: 'added',
        parts: [
          { kind: 'text', text: 'delete' },
          { kind: 'hidden', text: '\u202e', name: 'U+202E' },
        ],
      },
    ] as const;
    const findings = [{ level: 'destructive' as const, sentence: 'Deletes all nodes.', path: '' }];
    const verdict = { level: 'destructive' as const, levelName: 'Destructive', levelMeaning: 'deletes', findings };
    const view = await show(review({ ...editable, draft: draft({ text: 'x', diff, verdict }) }));
    expect(await view.page.textContent('.draft-level b')).toBe('Destructive');
    expect(await view.page.textContent('.findings')).toContain('Deletes all nodes.');
    expect(await view.page.textContent('.diff')).toBe('kubectl removed: getadded: deleteU+202E');
    expect(await view.page.locator('.approve').count()).toBe(0);
  });

  it('ends by writing into the runbook, or by going back', async () => {
    const view = await show(review({ ...editable, draft: draft() }));
    expect(await view.page.locator('.edit-done[disabled]').count()).toBe(1);
    await view.page.click('.edit-text textarea');
    await view.page.keyboard.press('End');
    await view.page.keyboard.type('r');
    await view.page.click('.edit-done');
    expect(await nextIntent(view, 'rewrite')).toEqual({ t: 'rewrite', digest: DIGEST, text: 'kubectl get nodes -o wider' });
    // Escape would lose what was typed: it stays.
    await view.page.keyboard.press('Escape');
    expect(await sentOf(view, 'edit-close')).toHaveLength(0);
    await view.page.click('.edit-back');
    expect(await nextIntent(view, 'edit-close')).toBeTruthy();
    await view.show(snapshot(review(editable), { seq: 5 }));
    await view.page.waitForSelector('.approve');
  });

  it('opened from the palette has the keyboard, and the card says its level as it changes', async () => {
    const view = await show(review({ ...editable, draft: draft() }));
    await view.show({ t: 'focus' });
    await view.page.waitForFunction(() => document.activeElement?.classList.contains('edit-text'));
    const verdict = { level: 'critical' as const, levelName: 'Critical', levelMeaning: 'x', findings: [] };
    await view.show(snapshot(review({ ...editable, draft: draft({ verdict }) }), { seq: 2 }));
    await view.page.waitForFunction(() => document.querySelector('[aria-live]')?.textContent === 'Critical');
  });

  it('over, the command counts as seen only when it is on screen again', async () => {
    const view = await show(review({ ...editable, draft: draft() }));
    await view.page.waitForTimeout(200);
    expect((await sentOf(view, 'seen')).filter((message) => message.t === 'seen' && message.whole)).toHaveLength(0);
    await view.show(snapshot(review(editable), { seq: 2 }));
    await view.page.waitForFunction(() => window.sent.some((message) => message.t === 'seen' && message.whole));
  });
});

describe('a dry run', () => {
  const card = review({ findings: [{ level: 'change', sentence: 'x', path: '', preview: 'ls', dryRun: 2 }] });

  it('is asked for by its button or by d, and by nothing where there is none', async () => {
    const view = await show(card);
    await view.page.click('.dry-run');
    expect(await nextIntent(view, 'dry-run')).toEqual({ t: 'dry-run', digest: DIGEST, finding: 2 });
    await view.page.keyboard.press('d');
    expect(await sentOf(view, 'dry-run')).toHaveLength(2);
    const without = await show(review());
    await without.page.keyboard.press('d');
    expect(await sentOf(without, 'dry-run')).toHaveLength(0);
  });
});

describe('the velocity guard', () => {
  const moment = {
    sentence: 'Too fast.',
    answers: [
      { id: 'read', label: 'I read' },
      { id: 'slow', label: 'Slow me down' },
    ],
  } as const;
  const asked = (ready: boolean) =>
    review({
      moment: { ...moment, ready },
      approve: { label: 'Run', gate: ready ? { kind: 'moment' } : { kind: 'pause', remainingMs: 4000, totalMs: 4000, runs: true } },
    });

  it('shuts the button, waits, and takes an answer that approves nothing', async () => {
    const view = await show(asked(false));
    await view.page.keyboard.press('1');
    await view.page.click('[data-answer=read]', { force: true });
    expect(await sentOf(view, 'answer')).toHaveLength(0);
    await view.show(snapshot(asked(true), { seq: 2 }));
    await settle(view);
    await view.page.keyboard.press('a');
    await view.page.keyboard.press('2');
    expect(await nextIntent(view, 'answer')).toEqual({ t: 'answer', digest: DIGEST, answer: 'slow' });
    expect(await sentOf(view, 'approve')).toHaveLength(0);
  });
});

describe('by keyboard alone', () => {
  it('r and a number reject with that reason', async () => {
    const view = await show(review());
    await view.page.keyboard.press('r');
    await view.page.keyboard.press('3');
    expect(await nextIntent(view, 'reject')).toEqual({ t: 'reject', digest: DIGEST, reason: 'not-now', text: '' });
  });

  it('numbers do nothing while no reasons are shown, and are text while one is typed', async () => {
    const view = await show(review());
    await view.page.keyboard.press('3');
    await view.page.keyboard.press('r');
    await view.page.click('.reason-text input');
    await view.page.keyboard.type('3');
    expect(await sentOf(view, 'reject')).toHaveLength(0);
  });

  it('j, k and the arrows scroll', async () => {
    const long = Array.from({ length: 120 }, (_, index) => `echo line ${index}`).join('\n');
    const view = await show(review({ command: [{ kind: 'text', text: long }] }), { height: 400 });
    const top = () => view.page.evaluate(() => scrollY);
    for (const [down, up] of [
      ['j', 'k'],
      ['ArrowDown', 'ArrowUp'],
    ] as const) {
      for (let count = 0; count < 4; count += 1) await view.page.keyboard.press(down);
      await view.page.waitForFunction(() => scrollY > 100);
      for (let count = 0; count < 5; count += 1) await view.page.keyboard.press(up);
      await view.page.waitForFunction(() => scrollY === 0);
      expect(await top()).toBe(0);
    }
  });

  it('j alone reads an output to its end, in a low window too', async () => {
    const view = await show(outcome({ notable: [] }), { height: 400 });
    await view.page.waitForTimeout(400);
    expect(await sentOf(view, 'output-seen')).toHaveLength(0);
    for (let count = 0; count < 80 && (await sentOf(view, 'output-seen')).length === 0; count += 1) {
      await view.page.keyboard.press('j');
      await view.page.waitForTimeout(20);
    }
    expect(await nextIntent(view, 'output-seen')).toBeTruthy();
  });

  it('a key that comes in the very frame in which its button opens still leads to the button', async () => {
    const view = await show(outcome({ seen: false }), { height: 900 });
    await view.page.evaluate(() => {
      document.querySelector('.next')?.removeAttribute('disabled');
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
    });
    await view.page.locator('.next:focus-within').waitFor();
  });

  it('a whole read step takes one key, and the guard lets it through within three seconds of looking', async () => {
    const view = await show(review());
    const start = Date.now();
    await settle(view);
    await view.page.keyboard.press('a');
    await nextIntent(view, 'approve');
    expect(Date.now() - start).toBeLessThan(3000);
  });
});
