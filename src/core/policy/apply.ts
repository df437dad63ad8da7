// What the policy makes of an assessment: it adds findings, and so can only raise.
import type { Tag } from '../assess/assessment.ts';
import { type Draft, draftOf } from '../assess/draft.ts';
import { WORDS } from '../assess/words.ts';
import { type Environment, LEVELS, type Level, type Span } from '../step.ts';
import { fits } from './glob.ts';
import type { Forbids, Matcher, Policy, PolicyState } from './policy.ts';

/** Something a rule can be about: a call, a finding, or the whole text. */
export interface Subject {
  readonly span: Span;
  readonly via: readonly string[];
  readonly draft: Draft | null;
  readonly tags: readonly Tag[];
  /** The words of the call, with and without its options, or the whole text. */
  readonly commands?: readonly string[];
  /** "cluster prod-eu". */
  readonly target?: string;
}

/** The findings the policy adds. At most one a rule: more would only repeat it. */
export function policyDrafts(state: PolicyState, subjects: readonly Subject[], environment: Environment | null): readonly Draft[] {
  const [whole] = subjects;
  if (state.kind === 'none' || whole === undefined) return [];
  if (state.kind === 'broken') return [brokenDraft(whole, state)];
  const { forbid, raise } = state.policy;
  const first = (rule: Matcher): Subject | undefined => subjects.find((subject) => matches(rule, { subject, environment }));
  const forbidden = forbid.map((rule, index) => toDraft(first(rule), { rule, index, level: 'critical', kind: 'forbid' }));
  const raised = raise.map((rule, index) => toDraft(first(rule), { rule, index, level: rule.to, kind: 'raise' }));
  return [...forbidden, ...raised].filter((draft) => draft !== null);
}

function brokenDraft({ span, via }: Subject, { detail, line }: Extract<PolicyState, { kind: 'broken' }>): Draft {
  return draftOf({ span, via }, 'policy.broken', {
    level: 'destructive',
    says: WORDS.policyBroken,
    args: { detail: line > 0 ? `${line}: ${detail}` : detail },
    deed: WORDS.deedPolicyBroken,
  });
}

interface Ruling {
  readonly rule: Forbids;
  readonly index: number;
  readonly level: Level;
  readonly kind: 'forbid' | 'raise';
}

function toDraft(subject: Subject | undefined, { rule, index, level, kind }: Ruling): Draft | null {
  if (subject === undefined) return null;
  const args = { because: rule.because ?? '', number: index + 1 };
  return {
    ...draftOf(subject, `policy.${kind}`, { level, says: saysOf(rule, kind), args }),
    ...(subject.draft?.deed === undefined ? {} : { deed: subject.draft.deed, args: { ...subject.draft.args, ...args } }),
    ...(subject.draft?.target === undefined ? {} : { target: subject.draft.target }),
    ...(kind === 'forbid' ? { forbidden: true as const } : {}),
  };
}

function saysOf({ because }: Forbids, kind: Ruling['kind']): string {
  if (kind === 'forbid') return because === undefined ? WORDS.policyForbidsRule : WORDS.policyForbids;
  return because === undefined ? WORDS.policyRaisesRule : WORDS.policyRaises;
}

function matches(
  rule: Matcher,
  { subject, environment }: { readonly subject: Subject; readonly environment: Environment | null },
): boolean {
  const { draft, tags, commands = [], target } = subject;
  if (rule.rule !== undefined && !(draft !== null && fits(rule.rule, draft.rule))) return false;
  if (rule.level !== undefined && rank(draft?.level ?? 'read') < rank(rule.level)) return false;
  if (rule.tag !== undefined && !tags.includes(rule.tag)) return false;
  if (rule.command !== undefined && !commands.some((command) => fits(rule.command ?? '', command))) return false;
  if (rule.target !== undefined && !(target !== undefined && fits(rule.target, target))) return false;
  return rule.environment === undefined || rule.environment === environment;
}

const rank = (level: Level): number => LEVELS.indexOf(level);

/** The least pause for a level, where the policy says one. A worse level never gets less than a milder one. */
export function pauseOf({ pauseMs }: Policy, level: Level): number | undefined {
  const asked = LEVELS.slice(0, LEVELS.indexOf(level) + 1).flatMap((one) => pauseMs[one] ?? []);
  return asked.length === 0 ? undefined : Math.max(...asked);
}
