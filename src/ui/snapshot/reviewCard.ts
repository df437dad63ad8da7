// The card of a step to decide.
import { hiddenCharacters } from '../../core/parse/bytes.ts';
import { gateOf } from '../../core/review/gate.ts';
import type { Presented } from '../../core/review/session.ts';
import type { Step } from '../../core/step.ts';
import type { Say } from '../../core/words.ts';
import type { CommandPart, FactView, FindingView, Gate, ReviewCard } from '../../protocol.ts';
import { levelMeaning, levelName, tagReason } from './levels.ts';

export interface CardContext {
  readonly say: Say;
  readonly now: number;
  readonly pauseMs: number;
  /** Absolute path of the workspace folder, to show paths inside it as people know them. */
  readonly folder: string;
}

export function reviewCard(presented: Presented, context: CardContext): ReviewCard {
  const { say } = context;
  const { assessment, step, digest } = presented;
  const { level, confirm } = assessment;
  return {
    kind: 'review',
    digest,
    title: step.title,
    level,
    levelName: levelName(level, say),
    levelMeaning: levelMeaning(level, say),
    tags: assessment.tags.map((tag) => ({ name: tag, why: tagReason(tag, say) })),
    command: commandParts(step.text, assessment.findings),
    findings: assessment.findings.filter((finding) => finding.level !== 'read').map(findingView),
    facts: facts(presented, context),
    warnings: warnings(presented, say),
    approve: {
      label: assessment.deed,
      gate: gateView(presented, context),
      ...(level === 'critical' && confirm
        ? { confirm: { prompt: say('Type {target} to go on', { target: confirm }), expected: confirm } }
        : {}),
    },
  };
}

function gateView(presented: Presented, context: CardContext): Gate {
  const gate = gateOf(presented, context);
  return gate.kind === 'pause' ? { ...gate, totalMs: context.pauseMs } : gate;
}

function findingView(finding: Presented['assessment']['findings'][number]): FindingView {
  const { level, sentence, via, undo, preview, safer } = finding;
  return {
    level,
    sentence,
    path: via.length > 1 ? via.join(' › ') : '',
    ...(undo ? { undo } : {}),
    ...(preview ? { preview } : {}),
    ...(safer ? { safer } : {}),
  };
}

function facts(presented: Presented, context: CardContext): FactView[] {
  const { say } = context;
  const { plan, step } = presented;
  const { secrets } = plan;
  const list: FactView[] = [{ label: say('Runs in'), parts: whereParts(presented, context) }];
  const names = [
    ...secrets.names.map((text) => ({ text, code: true })),
    ...secrets.plain.map((text) => ({ text, code: true, warn: true })),
  ];
  list.push({ label: say('Secrets'), parts: names.length > 0 ? names : [{ text: say('none') }] });
  if (plan.timeoutMs !== null) list.push({ label: say('Time limit'), parts: [{ text: `${Math.round(plan.timeoutMs / 1000)} s` }] });
  if (step.attributes.expect) list.push({ label: say('Expected'), parts: [{ text: step.attributes.expect }] });
  if (step.attributes.undo) list.push({ label: say('Undo'), parts: [{ text: step.attributes.undo, code: true }] });
  const before = lastText(step, say);
  if (before) list.push({ label: say('Before'), parts: [before] });
  return list;
}

function whereParts(presented: Presented, context: CardContext): FactView['parts'] {
  const { cwd, interpreter, secrets } = presented.plan;
  const inside = cwd === context.folder ? '.' : cwd.startsWith(`${context.folder}/`) ? `./${cwd.slice(context.folder.length + 1)}` : cwd;
  const where = { text: inside, code: true };
  const shell = { text: `· ${interpreter.shell}` };
  if (secrets.providerPath === null) return [where, shell];
  const piped = secrets.provider === 'op-masking' ? [{ text: context.say('· through pipes: no colour, no prompts'), warn: true }] : [];
  return [where, shell, { text: context.say('· inside op run') }, ...piped];
}

function lastText(step: Step, say: Say): { text: string; warn?: boolean } | null {
  if (!step.last) return null;
  const { exit } = step.last;
  if (exit === null) return { text: say('ended without an exit code'), warn: true };
  return exit === 0 ? { text: say('ran with exit 0') } : { text: say('ended with exit {exit}', { exit }), warn: true };
}

function warnings(presented: Presented, say: Say): string[] {
  const { plain } = presented.plan.secrets;
  if (plain.length === 0) return [];
  return [
    say('{names}: plain text in the env file. Only op:// references belong there; move the value to 1Password.', {
      names: plain.join(', '),
    }),
  ];
}

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly part: (text: string) => CommandPart;
}

/** The command cut into plain text, risky spans and hidden characters. Every character of it is in exactly one part. */
export function commandParts(text: string, findings: Presented['assessment']['findings']): CommandPart[] {
  const hidden: Mark[] = hiddenCharacters(text).map(({ span, name }) => ({
    start: span[0],
    end: span[1],
    part: (piece) => ({ kind: 'hidden', text: piece, name }),
  }));
  const risky: Mark[] = findings
    .filter((finding) => finding.level !== 'read')
    .map(({ span, level, sentence }) => ({
      start: span[0],
      end: span[1],
      part: (piece) => ({ kind: 'risk', text: piece, level, why: sentence }),
    }));
  const edges = new Set([0, text.length]);
  for (const mark of [...hidden, ...risky]) edges.add(clamp(mark.start, text)).add(clamp(mark.end, text));
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const covers = (mark: Mark) => mark.start <= start && mark.end >= end && mark.end > mark.start;
    // Findings come worst first, so the first that covers a piece names it.
    const mark = hidden.find(covers) ?? risky.find(covers);
    const piece = text.slice(start, end);
    return mark ? mark.part(piece) : { kind: 'text', text: piece };
  });
}

const clamp = (offset: number, text: string): number => Math.min(Math.max(0, offset), text.length);
