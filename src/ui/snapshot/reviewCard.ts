// The card of a step to decide.
import { gateOf, pauseOf } from '../../core/review/gate.ts';
import type { Presented } from '../../core/review/session.ts';
import type { Plan } from '../../core/seal/plan.ts';
import { isOp, kindOf } from '../../core/seal/providers.ts';
import { unmaskedPlain } from '../../core/seal/unmasked.ts';
import type { Step } from '../../core/step.ts';
import type { Say } from '../../core/words.ts';
import { type FactView, type Gate, MOST_TYPED, type ReviewCard } from '../../protocol.ts';
import type { CardContext } from './cardContext.ts';
import { commandParts } from './commandParts.ts';
import { deedLabel } from './deed.ts';
import { doubtWarnings } from './doubt.ts';
import { draftView, originView } from './editView.ts';
import { findingViews } from './findingViews.ts';
import { levelMeaning, levelName, tagReason } from './levels.ts';
import { momentView } from './momentView.ts';
import { pastFact } from './pastFact.ts';
import { carriedFact, fleetingFact } from './sessionFact.ts';
import { titleOf } from './titles.ts';

export function reviewCard(presented: Presented, context: CardContext): ReviewCard {
  const { say } = context;
  const { assessment, step, digest } = presented;
  const { level, confirm } = assessment;
  return {
    kind: 'review',
    digest,
    title: titleOf(step, say),
    level,
    levelName: levelName(level, say),
    levelMeaning: levelMeaning(level, say),
    tags: assessment.tags.map((tag) => ({ name: tag, why: tagReason(tag, say) })),
    command: commandParts(step.text, assessment.findings),
    findings: findingViews(assessment.findings, step),
    facts: facts(presented, context),
    warnings: [...doubtWarnings(presented, say), ...warnings(presented, say)],
    ...originView(step, context),
    ...(step.rehearses || step.text.length > MOST_TYPED ? {} : { editable: step.text }),
    ...(presented.draft ? { draft: draftView(presented.draft, { step, context }) } : {}),
    ...(presented.moment ? { moment: momentView(presented.moment, gateOf(presented, context).kind === 'moment', say) } : {}),
    approve: {
      label: deedLabel(assessment, say),
      gate: gateView(presented, context),
      ...(level === 'critical' && confirm
        ? { confirm: { prompt: say('Type {target} to go on', { target: confirm }), expected: confirm } }
        : {}),
    },
  };
}

function gateView(presented: Presented, context: CardContext): Gate {
  const gate = gateOf(presented, context);
  if (gate.kind === 'moment') return { kind: 'moment' };
  return gate.kind === 'pause' ? { ...gate, totalMs: pauseOf(presented, context.pauseMs) } : gate;
}

function facts(presented: Presented, context: CardContext): FactView[] {
  const { say } = context;
  const { plan, step } = presented;
  const { secrets } = plan;
  const list: FactView[] = [{ label: say('Runs in'), parts: whereParts(presented, context) }];
  const carried = carriedFact(plan, say);
  if (carried) list.push(carried);
  const targets = presented.assessment.targets ?? [];
  if (targets.length > 0) list.push({ label: say('Target'), parts: targets.map((text) => ({ text, code: true })) });
  const names = secretParts(secrets, say);
  list.push({ label: say('Secrets'), parts: names.length > 0 ? names : [{ text: say('none needed') }] });
  if (plan.timeoutMs !== null) list.push({ label: say('Time limit'), parts: [{ text: `${Math.round(plan.timeoutMs / 1000)} s` }] });
  if (step.attributes.expect) list.push({ label: say('Expected'), parts: [{ text: step.attributes.expect }] });
  if (step.attributes.undo) list.push({ label: say('Undo'), parts: [{ text: step.attributes.undo, code: true }] });
  const fleeting = fleetingFact(presented, say);
  if (fleeting) list.push(fleeting);
  const before = pastFact(presented.past, context) ?? lastText(step, say);
  if (before) list.push({ label: say('Before'), parts: [before] });
  return list;
}

function secretParts(secrets: Plan['secrets'], say: Say): FactView['parts'][number][] {
  const names = [
    ...secrets.names.map((text) => ({ text, code: true })),
    ...secrets.plain.map((text) => ({ text, code: true, warn: true })),
  ];
  // A provider that is not given a file of ours decides by itself what the step gets.
  const open = secrets.providerPath !== null && kindOf(secrets.provider).reads !== 'copy';
  return open ? [...names, { text: say('whatever {provider} sets', { provider: secrets.provider }), warn: true }] : names;
}

function whereParts(presented: Presented, context: CardContext): FactView['parts'] {
  const { cwd, interpreter, secrets } = presented.plan;
  const inside =
    cwd === context.folder
      ? (cwd.split(/[/\\]/).at(-1) ?? cwd)
      : cwd.startsWith(`${context.folder}/`)
        ? `./${cwd.slice(context.folder.length + 1)}`
        : cwd;
  const where = { text: inside, code: true };
  const shell = { text: `· ${interpreter.shell}` };
  if (secrets.providerPath === null) return [where, shell];
  const piped = secrets.provider === 'op-masking' ? [{ text: context.say('· through pipes: no colour, no prompts'), warn: true }] : [];
  const within = isOp(secrets.provider)
    ? context.say('· inside op run')
    : context.say('· inside {provider}', { provider: secrets.provider });
  return [where, shell, { text: within }, ...piped];
}

function lastText(step: Step, say: Say): { text: string; warn?: boolean } | null {
  if (!step.last) return null;
  const { exit } = step.last;
  if (exit === null) return { text: say('ended without an exit code'), warn: true };
  return exit === 0 ? { text: say('ran with exit 0') } : { text: say('ended with exit {exit}', { exit }), warn: true };
}

/** Some providers run what stands in their file. */
function providerWarnings({ provider, providerPath, envFile }: Plan['secrets'], say: Say): string[] {
  if (providerPath === null || envFile === null || !kindOf(provider).runs) return [];
  const file = envFile.path.split('/').at(-1) ?? envFile.path;
  return [say('{provider} runs what {file} says before the step starts: read that file as a part of the step.', { provider, file })];
}

function warnings(presented: Presented, say: Say): string[] {
  const { secrets } = presented.plan;
  const runs = providerWarnings(secrets, say);
  if (secrets.plain.length === 0) return runs;
  const unmasked = unmaskedPlain(secrets);
  return [
    ...runs,
    say('{names}: plain text in the env file. Only op:// references belong there; move the value to 1Password.', {
      names: secrets.plain.join(', '),
    }),
    ...(unmasked.length > 0 ? [say('{names}: too short or too common to be masked in the output.', { names: unmasked.join(', ') })] : []),
  ];
}
