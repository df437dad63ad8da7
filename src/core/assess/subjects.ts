// What the rules of a policy are held against: the whole text, each call, each finding.
import type { Invocation } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import type { Subject } from '../policy/apply.ts';
import type { ClassedAim } from './aims.ts';
import type { Tag } from './assessment.ts';
import type { Draft } from './draft.ts';

export interface SeenCall {
  readonly invocation: Invocation;
  readonly aim: ClassedAim | null;
  readonly draft: Draft | null;
}

/** The whole text first. Tags of the text count for each part of it. */
export function subjectsOf(of: {
  readonly command: string;
  readonly drafts: readonly Draft[];
  readonly tags: ReadonlySet<Tag>;
  readonly calls: readonly SeenCall[];
}): readonly Subject[] {
  const general = [...of.tags];
  const whole: Subject = { span: [0, of.command.length], via: [], draft: null, tags: general, command: of.command.trim() };
  const calls = of.calls.map((call) => callSubject(call, general));
  const findings = of.drafts.map((draft): Subject => ({ span: draft.span, via: draft.via, draft, tags: [...general, ...draft.tags] }));
  return [whole, ...calls, ...findings];
}

function callSubject({ invocation, aim, draft }: SeenCall, general: readonly Tag[]): Subject {
  const { span, via, words, tags } = invocation;
  return {
    ...{ span, via, draft },
    tags: [...general, ...tags, ...(draft?.tags ?? [])],
    command: words.map(({ text }, at) => (at === 0 ? programName(text) : text)).join(' '),
    ...(aim === null ? {} : { target: `${aim.kind} ${aim.name}` }),
  };
}
