// Draws the latest snapshot and sends what was done to it. Keeps nothing that outlives the page.
import { render } from 'lit-html';
import type { Snapshot } from '../src/protocol.ts';
import { newsOf } from './announce.ts';
import { createApproveGuard, refuseEnter } from './approve.ts';
import { registerControls } from './controls.ts';
import { connectHost } from './host.ts';
import { onKey } from './keys.ts';
import { watchEnd, watchPieces } from './seen.ts';
import { cardKey, FRESH, type PageState, type Ui } from './ui.ts';
import { view } from './view.ts';

/** After the last key typed into the editor of the card, before it is assessed. */
const REST_MS = 120;

const host = connectHost();
const guard = createApproveGuard();
const root = document.getElementById('root') as HTMLElement;
const live = document.createElement('div');
live.className = 'offscreen';
live.setAttribute('aria-live', 'polite');
document.body.append(live);

let snapshot: Snapshot | undefined;
let arrivedAt = 0;
let page: PageState = FRESH;
let shownKey = '';
let ticking: ReturnType<typeof setInterval> | undefined;
let resting: ReturnType<typeof setTimeout> | undefined;
let stopWatchingEnd: (() => void) | undefined;

const pieces = watchPieces(({ whole, focused }) => {
  if (snapshot?.card.kind === 'review') host.post({ t: 'seen', digest: snapshot.card.digest, whole, focused });
});

function ui(of: Snapshot): Ui {
  return {
    snapshot: of,
    page,
    sinceMs: performance.now() - arrivedAt,
    post: host.post,
    turn(change) {
      const rejecting = change.rejecting === true && !page.rejecting;
      page = { ...page, ...change };
      draw();
      if (rejecting) root.querySelector<HTMLElement>('.reject-panel h2')?.focus();
    },
    type(text) {
      page = { ...page, typed: text };
      draw();
      clearTimeout(resting);
      resting = setTimeout(tellTyped, REST_MS);
    },
    rewrite() {
      clearTimeout(resting);
      const { card } = of;
      if (card.kind === 'review' && card.draft) host.post({ t: 'rewrite', digest: card.digest, text: page.typed ?? card.draft.text });
    },
    approve(event) {
      const digest = guard.accept(event);
      if (digest) host.post({ t: 'approve', digest });
    },
  };
}

function tellTyped(): void {
  const card = snapshot?.card;
  if (card?.kind === 'review' && card.draft && page.typed !== null) host.post({ t: 'edit', digest: card.digest, text: page.typed });
}

function draw(): void {
  if (snapshot) render(view(ui(snapshot)), root);
}

/** A card that was not there before: start watching it, say it, and put the keyboard at its head if it was in the card. */
function arrive(of: Snapshot): void {
  pieces.stop();
  stopWatchingEnd?.();
  stopWatchingEnd = undefined;
  if (of.card.kind === 'review' && !of.card.draft) pieces.watch(root);
  if (of.card.kind === 'outcome') watchOutput(of.card.run);
  if (document.hasFocus()) root.querySelector<HTMLElement>('.title')?.focus();
}

function watchOutput(run: string): void {
  const end = root.querySelector('.output-end');
  if (end) stopWatchingEnd = watchEnd(end, () => host.post({ t: 'output-seen', run }));
}

/** Clocks and countdowns run between snapshots only while there is one to run. */
function tick(of: Snapshot): void {
  clearInterval(ticking);
  const { card } = of;
  const runs = card.kind === 'running' || (card.kind === 'review' && card.approve.gate.kind === 'pause' && card.approve.gate.runs);
  ticking = runs ? setInterval(draw, 200) : undefined;
}

/** The editor of the card opened, closed, or has an answer. */
function onDraft(before: Snapshot | undefined, now: Snapshot): void {
  const [was, is] = [draftOf(before), draftOf(now)];
  if (is && !was) root.querySelector<HTMLElement>('.edit-text')?.focus();
  if (was && !is && now.card.kind === 'review') {
    page = { ...page, typed: null };
    pieces.watch(root);
    root.querySelector<HTMLElement>('.edit')?.focus();
  }
  if (is?.verdict && is.verdict.level !== was?.verdict?.level && was)
    live.textContent = [is.verdict.levelName, ...is.verdict.findings.map((finding) => finding.sentence)].join('. ');
}

const draftOf = (of: Snapshot | undefined) => (of?.card.kind === 'review' ? of.card.draft : undefined);

function onSnapshot(next: Snapshot): void {
  const key = cardKey(next);
  const before = snapshot;
  snapshot = next;
  arrivedAt = performance.now();
  document.documentElement.lang = next.lang;
  if (key !== shownKey) page = FRESH;
  draw();
  guard.shown(next);
  tick(next);
  const news = newsOf(before, next);
  if (news) live.textContent = news;
  if (key === shownKey) onDraft(before, next);
  if (key !== shownKey) {
    shownKey = key;
    arrive(next);
  }
}

registerControls();
refuseEnter(root);
document.addEventListener('keydown', (event) => snapshot && onKey(event, ui(snapshot)));
host.onMessage((message) => {
  if (message.t === 'snapshot') onSnapshot(message);
  else root.querySelector<HTMLElement>(draftOf(snapshot) ? '.edit-text' : '.title')?.focus();
});
host.post({ t: 'ready' });
