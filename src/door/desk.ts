// Answers what agents ask, with what the window knows. It can put a step in front of a person and say what became of it; it approves nothing.
import { insertStep, removeStep } from '../core/ask/insert.ts';
import type { Proposal } from '../core/ask/proposal.ts';
import { assess } from '../core/assess/assess.ts';
import type { Assessment } from '../core/assess/assessment.ts';
import { guardSuggestion } from '../core/guard/guard.ts';
import type { GuardFinding } from '../core/guard/story.ts';
import { adviceOf } from '../core/guard/words.ts';
import { parseRunbook } from '../core/propose/runbook.ts';
import { redact } from '../core/redact/redact.ts';
import { proposedEntry } from '../core/remember/entries.ts';
import type { SessionEvent } from '../core/review/events.ts';
import type { Session } from '../core/review/session.ts';
import type { Runbook, Shell, Step } from '../core/step.ts';
import { english } from '../core/words.ts';
import type { Bearings, Clock, Journal, Journals, Runbooks } from '../ports.ts';
import { constraintsText } from './constraints.ts';
import { createRate, LIMITS } from './limits.ts';
import { Proposals } from './proposals.ts';
import { TOOL_SCHEMAS, type ToolArgs } from './protocol.ts';
import { outputText, type ReadLog, resultText } from './results.ts';
import type { Answer, Call } from './server.ts';
import { storyOf } from './stories.ts';
import { type Entry, isSettled, stateOf } from './tickets.ts';
import { settled } from './waiting.ts';
import { NO_ROOM, NO_RUNBOOK, STATE_TEXTS, UNKNOWN_TICKET } from './words.ts';

export interface DoorDeskDeps {
  readonly session: () => Session;
  readonly dispatch: (event: SessionEvent) => void;
  readonly runbooks: Runbooks;
  readonly bearings: Bearings;
  readonly journal: Journal;
  readonly journals: Journals;
  readonly clock: Clock;
  /** Short, unique, of a–z, 0–9 and hyphens. */
  readonly newTicket: () => string;
  readonly readLog: ReadLog;
}

export interface DoorDesk {
  answer(call: Call): Promise<Answer>;
  /** Told of every change of the session. */
  saw(session: Session): void;
  /** What the guards said of a proposal, for the card. */
  noteOf(step: string): Note | undefined;
  /** The proposal that was held back last, until another is let through. */
  held(): Note | null;
}

/** Who proposes what, why, and what the guards saw; hostile words. */
interface Note {
  readonly client: string;
  readonly why: string;
  readonly hypothesis?: string | undefined;
  readonly expected?: string | undefined;
  readonly findings: readonly GuardFinding[];
}

type Said = Omit<Parameters<typeof proposedEntry>[0], 'at' | 'findings'> & { readonly findings: readonly GuardFinding[] };

/** A client of the official SDK gives up after 60 s unless told otherwise. */
const WAIT_S = 45;

export function createDoorDesk(deps: DoorDeskDeps): DoorDesk {
  return new Desk(deps);
}

const said = (text: string): Answer => ({ ok: true, text });
const refused = (text: string): Answer => ({ ok: false, text });

class Desk implements DoorDesk {
  readonly #deps: DoorDeskDeps;
  readonly #known: Proposals;
  readonly #listeners = new Set<() => void>();
  readonly #rate = createRate(LIMITS.proposalsPerMinute);
  #held: Note | null = null;
  /** Proposals are written one after the other. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(deps: DoorDeskDeps) {
    this.#deps = deps;
    this.#known = new Proposals(deps);
  }

  saw(session: Session): void {
    this.#known.saw(session);
    for (const listener of [...this.#listeners]) listener();
  }

  held(): Note | null {
    return this.#held;
  }

  noteOf(step: string): Note | undefined {
    const entry = this.#known.here(step);
    if (!entry) return undefined;
    const { why, hypothesis, expected } = entry.proposal;
    return { client: entry.client, why, hypothesis, expected, findings: entry.findings };
  }

  async answer(call: Call): Promise<Answer> {
    const parsed = TOOL_SCHEMAS[call.tool].safeParse(call.args);
    if (!parsed.success) return refused(`The arguments of ${call.tool} cannot be read: ${issues(parsed.error.issues)}`);
    switch (call.tool) {
      case 'propose_step':
        return this.#propose(parsed.data as ToolArgs<'propose_step'>, call);
      case 'assess_risk':
        return this.#assessRisk(parsed.data as ToolArgs<'assess_risk'>);
      case 'list_pending':
        return said(await this.#known.list());
      case 'get_result': {
        const { ticket, wait_seconds: wait = 0 } = parsed.data as ToolArgs<'get_result'>;
        const entry = await this.#known.find(ticket);
        return entry ? this.#result(entry, { call, wait }) : refused(UNKNOWN_TICKET);
      }
      case 'get_output': {
        const { ticket, from_line: from, lines } = parsed.data as ToolArgs<'get_output'>;
        const entry = await this.#known.find(ticket);
        return entry ? outputText(entry, { readLog: this.#deps.readLog, from, lines }) : refused(UNKNOWN_TICKET);
      }
      case 'get_constraints':
        return this.#constraints();
      case 'withdraw':
        return this.#withdraw((parsed.data as ToolArgs<'withdraw'>).ticket);
    }
  }

  async #propose(args: ToolArgs<'propose_step'>, call: Call): Promise<Answer> {
    const { wait_seconds: wait = WAIT_S, ...proposal } = args;
    const work = this.#writing.then(() => (call.signal.aborted ? refused('Cancelled.') : this.#write(proposal, call)));
    this.#writing = work.catch(() => undefined);
    const written = await work;
    return 'ticket' in written ? this.#result(written, { call, wait }) : written;
  }

  /** Assesses, asks the guards, writes the step into the runbook. What is held is not shown for a decision; that it was held is. */
  async #write(proposal: Proposal, call: Call): Promise<Entry | Answer> {
    const { clock, runbooks, session, newTicket } = this.#deps;
    const { runbook: current } = session();
    const refusal = this.#refusal();
    if (refusal !== null || !current) return refused(refusal ?? NO_RUNBOOK);
    await this.#known.recall(current);
    const read = await runbooks.read(current.path);
    if (!read.ok) return refused(`The runbook cannot be read (${read.failure.kind}).`);
    const { text } = read.value;
    const shell = proposal.shell ?? current.frontMatter.shell ?? 'bash';
    const ticket = newTicket();
    const insertion = insertStep(text, {
      path: current.path,
      proposed: { ...proposal, id: ticket, shell, author: call.client, at: clock.now() },
    });
    if (!insertion) return refused(NO_ROOM);
    const { step, runbook } = insertion;
    const { level, forbidden } = await this.#assess(runbook, step);
    if (forbidden !== undefined) return refused(`The repository's policy forbids it: ${forbidden}`);
    const { why, hypothesis = '', expected = '' } = proposal;
    const suggestion = { ...{ command: step.text, shell, level }, ...{ why, hypothesis, expected } };
    const findings = guardSuggestion(suggestion, storyOf(this.#known.of(current.path), { runbook: current, session: session() }));
    const said = {
      step: ticket,
      text: step.text,
      source: call.source ?? 'mcp',
      by: call.client || 'agent',
      ...{ why, hypothesis, expected, findings },
    };
    if (findings.some(({ verdict }) => verdict === 'held')) return this.#hold(said, current);
    const spliced = await runbooks.splice(current.path, { ...insertion, expected: text });
    if (!spliced.ok) return refused('The runbook changed while the step was written. Propose it again.');
    const made = { ticket, runbook: current.path, proposal, shell, level, client: call.client, inserted: insertion.text, findings };
    const entry: Entry = { ...made, ran: null, evidence: null, mark: null, withdrawn: false, output: '' };
    this.#held = null;
    this.#known.enter(entry);
    await this.#deps.journal.append(entry.runbook, session().id, proposedEntry({ ...said, at: clock.now() }));
    // Where nothing is in review, this shows it; a person who said stop is left alone.
    this.#deps.dispatch({ kind: 'runbook', runbook, take: false });
    return entry;
  }

  /** Why nothing can be proposed now; null where it can. */
  #refusal(): string | null {
    const { place } = this.#deps.session();
    if (place) return `Nothing can be reviewed in this window (${place.kind}). The window says what to do.`;
    if (this.#known.pending().length >= LIMITS.pendingProposals)
      return `${LIMITS.pendingProposals} proposals wait for a decision already. Wait for them, or withdraw one.`;
    return this.#rate.take(this.#deps.clock.now()) ? null : 'Too many proposals in a minute. A person has to read each of them.';
  }

  /** The journal counts it, the card says it, the model is told what to do instead. */
  async #hold(said: Said, runbook: Runbook): Promise<Answer> {
    const { journal, session, clock, dispatch } = this.#deps;
    const findings = said.findings.filter(({ verdict }) => verdict === 'held');
    this.#held = { client: said.by, why: said.why, findings };
    await journal.append(runbook.path, session().id, proposedEntry({ ...said, at: clock.now() }));
    // Nothing has changed but what the card says beside it.
    dispatch({ kind: 'runbook', runbook: session().runbook ?? runbook, take: false });
    return refused(findings.map(adviceOf).join('\n'));
  }

  #assess(runbook: Runbook, step: Step): Promise<Assessment> {
    const environment = runbook.frontMatter.environment ?? null;
    return this.#deps.bearings
      .take(runbook, step)
      .then((bearing) => assess({ command: step.text, shell: step.shell, environment, ...bearing }, english));
  }

  async #assessRisk({ command, shell }: ToolArgs<'assess_risk'>): Promise<Answer> {
    const runbook = this.#deps.session().runbook ?? { path: 'none.md', frontMatter: {}, steps: [] };
    const step = looseStep(command, shell ?? runbook.frontMatter.shell ?? 'bash');
    const { level, tags, findings, forbidden } = await this.#assess(runbook, step);
    const lines = findings.map(({ sentence, undo, preview, safer }) =>
      [`- ${sentence}`, undo && `  undo: ${undo}`, preview && `  preview: ${preview}`, safer && `  safer: ${safer}`]
        .filter(Boolean)
        .join('\n'),
    );
    return said(
      redact(
        [`level: ${level}`, `tags: ${tags.join(', ') || 'none'}`, ...(forbidden === undefined ? [] : [`forbidden: ${forbidden}`]), ...lines]
          .join('\n')
          .slice(0, 8000),
      ),
    );
  }

  async #constraints(): Promise<Answer> {
    const { runbook } = this.#deps.session();
    if (!runbook) return refused(NO_RUNBOOK);
    const { policy } = await this.#deps.bearings.take(runbook, runbook.steps[0] ?? looseStep('true', 'bash'));
    return said(constraintsText(runbook, policy));
  }

  /** Waits until it is settled, at most so long; tells the progress meanwhile. */
  async #result(entry: Entry, { call, wait }: { readonly call: Call; readonly wait: number }): Promise<Answer> {
    const { clock, session, readLog, journals } = this.#deps;
    const state = () => stateOf(entry, session());
    await settled({
      ...{ clock, state, signal: call.signal, ms: wait * 1000 },
      tell: (now) => call.progress(`${entry.ticket}: ${STATE_TEXTS[now]}`),
      listen: (look) => {
        this.#listeners.add(look);
        return { dispose: () => void this.#listeners.delete(look) };
      },
    });
    return resultText(entry, { state: state(), readLog, journals, clock });
  }

  async #withdraw(ticket: string): Promise<Answer> {
    const { runbooks, session, dispatch } = this.#deps;
    const entry = await this.#known.find(ticket);
    if (!entry) return refused(UNKNOWN_TICKET);
    const state = stateOf(entry, session());
    if (isSettled(state) || state === 'approved' || state === 'running')
      return refused(`It cannot be withdrawn any more. ${STATE_TEXTS[state]}`);
    const read = await runbooks.read(entry.runbook);
    const edit = read.ok ? removeStep(read.value.text, entry.inserted) : null;
    if (!read.ok || !edit) return refused('The step was changed in the runbook since; only a person can take it out.');
    const spliced = await runbooks.splice(entry.runbook, { ...edit, expected: read.value.text });
    if (!spliced.ok) return refused('The runbook changed meanwhile. Try again.');
    entry.withdrawn = true;
    const left = read.value.text.slice(0, edit.span[0]) + read.value.text.slice(edit.span[1]);
    if (session().runbook?.path === entry.runbook) dispatch({ kind: 'runbook', runbook: parseRunbook(left, entry.runbook), take: false });
    return said(STATE_TEXTS.withdrawn);
  }
}

const looseStep = (text: string, shell: Shell): Step => ({
  id: 'asked',
  index: 0,
  title: '',
  text,
  shell,
  attributes: {},
  fence: [0, 0],
  line: 0,
});

const issues = (list: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string =>
  list
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join('.') || 'arguments'}: ${message}`)
    .join('; ')
    .slice(0, 600);
