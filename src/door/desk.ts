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
import type { SessionEvent } from '../core/review/events.ts';
import type { Session } from '../core/review/session.ts';
import type { Runbook, Shell, Step } from '../core/step.ts';
import { english } from '../core/words.ts';
import type { Bearings, Clock, Journal, Journals, Runbooks } from '../ports.ts';
import { constraintsText } from './constraints.ts';
import { createRate, LIMITS } from './limits.ts';
import { TOOL_SCHEMAS, type ToolArgs } from './protocol.ts';
import { outputText, type ReadLog, resultText } from './results.ts';
import type { Answer, Call } from './server.ts';
import { storyOf } from './stories.ts';
import { type Entry, isSettled, observe, stateOf } from './tickets.ts';
import { NO_RUNBOOK, STATE_TEXTS, UNKNOWN_TICKET } from './words.ts';

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
  noteOf(step: string): { readonly client: string; readonly why: string; readonly findings: readonly GuardFinding[] } | undefined;
}

/** A client of the official SDK gives up after 60 s unless told otherwise. */
const WAIT_S = 45;
const HEARTBEAT_MS = 10_000;

export function createDoorDesk(deps: DoorDeskDeps): DoorDesk {
  return new Desk(deps);
}

const said = (text: string): Answer => ({ ok: true, text });
const refused = (text: string): Answer => ({ ok: false, text });

class Desk implements DoorDesk {
  readonly #deps: DoorDeskDeps;
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<() => void>();
  readonly #rate = createRate(LIMITS.proposalsPerMinute);
  /** Proposals are written one after the other. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(deps: DoorDeskDeps) {
    this.#deps = deps;
  }

  saw(session: Session): void {
    for (const entry of this.#entries.values()) observe(entry, session);
    for (const listener of [...this.#listeners]) listener();
  }

  noteOf(step: string): { readonly client: string; readonly why: string; readonly findings: readonly GuardFinding[] } | undefined {
    const entry = this.#entries.get(step);
    return entry && { client: entry.client, why: entry.proposal.why, findings: entry.findings };
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
        return said(this.#list());
      case 'get_result': {
        const { ticket, wait_seconds: wait = 0 } = parsed.data as ToolArgs<'get_result'>;
        const entry = this.#entries.get(ticket);
        return entry ? this.#result(entry, { call, wait }) : refused(UNKNOWN_TICKET);
      }
      case 'get_output': {
        const { ticket, from_line: from, lines } = parsed.data as ToolArgs<'get_output'>;
        const entry = this.#entries.get(ticket);
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

  /** Assesses, asks the guards, writes the step into the runbook. What is held is not shown to anybody. */
  async #write(proposal: Proposal, call: Call): Promise<Entry | Answer> {
    const { clock, runbooks, session, dispatch, newTicket, journal } = this.#deps;
    const { runbook: current, place, id: sessionId } = session();
    if (place) return refused(`Nothing can be reviewed in this window (${place.kind}). The window says what to do.`);
    if (!current) return refused(NO_RUNBOOK);
    if (this.#pending().length >= LIMITS.pendingProposals)
      return refused(`${LIMITS.pendingProposals} proposals wait for a decision already. Wait for them, or withdraw one.`);
    if (!this.#rate.take(clock.now())) return refused('Too many proposals in a minute. A person has to read each of them.');
    const read = await runbooks.read(current.path);
    if (!read.ok) return refused(`The runbook cannot be read (${read.failure.kind}).`);
    const { text } = read.value;
    const shell = proposal.shell ?? current.frontMatter.shell ?? 'bash';
    const ticket = newTicket();
    const proposed = { ...proposal, id: ticket, shell, author: call.client, at: clock.now() };
    const insertion = insertStep(text, { path: current.path, proposed });
    if (!insertion)
      return refused(
        'The runbook cannot take a step as it stands: it ends inside an open block, or the command would not come back letter by letter.',
      );
    const { step, runbook } = insertion;
    const assessment = await this.#assess(runbook, step);
    if (assessment.forbidden !== undefined) return refused(`The repository's policy forbids it: ${assessment.forbidden}`);
    const suggestion = {
      command: step.text,
      shell,
      why: proposal.why,
      hypothesis: proposal.hypothesis ?? '',
      expected: proposal.expected ?? '',
      level: assessment.level,
    };
    const findings = guardSuggestion(suggestion, storyOf(this.#of(current.path), { runbook: current, session: session() }));
    const held = findings.filter(({ verdict }) => verdict === 'held');
    if (held.length > 0) return refused(held.map(adviceOf).join('\n'));
    const spliced = await runbooks.splice(current.path, { ...insertion, expected: text });
    if (!spliced.ok) return refused('The runbook changed while the step was written. Propose it again.');
    const entry: Entry = {
      ticket,
      runbook: current.path,
      proposal,
      shell,
      level: assessment.level,
      client: call.client,
      inserted: insertion.text,
      findings,
      ran: null,
      evidence: null,
      mark: null,
      withdrawn: false,
      output: '',
    };
    this.#entries.set(ticket, entry);
    await journal.append(current.path, sessionId, {
      kind: 'proposed',
      step: ticket,
      at: clock.now(),
      by: call.client || 'agent',
      source: 'mcp',
      why: redact(proposal.why),
      command: redact(step.text),
    });
    // Where nothing is in review, this shows it; a person who said stop is left alone.
    dispatch({ kind: 'runbook', runbook, take: false });
    return entry;
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

  #of = (runbook: string): readonly Entry[] => [...this.#entries.values()].filter((entry) => entry.runbook === runbook);

  #pending(): readonly Entry[] {
    const session = this.#deps.session();
    return [...this.#entries.values()].filter((entry) => !isSettled(stateOf(entry, session)));
  }

  #list(): string {
    const session = this.#deps.session();
    const lines = this.#pending().map(
      (entry) => `${entry.ticket}: ${stateOf(entry, session)}: ${redact(entry.proposal.command.split('\n')[0]?.slice(0, 120) ?? '')}`,
    );
    return lines.length === 0 ? 'No proposal waits.' : lines.join('\n');
  }

  /** Waits until it is settled, at most so long; tells the progress meanwhile. */
  async #result(entry: Entry, { call, wait }: { readonly call: Call; readonly wait: number }): Promise<Answer> {
    await this.#settled(entry, { call, ms: wait * 1000 });
    const state = stateOf(entry, this.#deps.session());
    return resultText(entry, { state, readLog: this.#deps.readLog, journals: this.#deps.journals, clock: this.#deps.clock });
  }

  #settled(entry: Entry, { call, ms }: { readonly call: Call; readonly ms: number }): Promise<void> {
    const { clock, session } = this.#deps;
    const until = clock.now() + ms;
    return new Promise((resolve) => {
      let told = '';
      const look = () => {
        const state = stateOf(entry, session());
        if (isSettled(state) || call.signal.aborted || clock.now() >= until) return finish();
        if (state !== told) call.progress(`${entry.ticket}: ${STATE_TEXTS[state]}`);
        told = state;
      };
      const beat = () => {
        call.progress(`${entry.ticket}: ${STATE_TEXTS[stateOf(entry, session())]}`);
        timer = clock.after(HEARTBEAT_MS, beat);
      };
      const finish = () => {
        this.#listeners.delete(look);
        call.signal.removeEventListener('abort', look);
        timer.dispose();
        end.dispose();
        resolve();
      };
      let timer = clock.after(HEARTBEAT_MS, beat);
      const end = clock.after(Math.max(0, ms), finish);
      this.#listeners.add(look);
      call.signal.addEventListener('abort', look);
      look();
    });
  }

  async #withdraw(ticket: string): Promise<Answer> {
    const { runbooks, session, dispatch } = this.#deps;
    const entry = this.#entries.get(ticket);
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
