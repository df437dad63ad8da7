// What the rules of a policy are held against: the whole text, each call, each finding.
import type { Invocation } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import type { Subject } from '../policy/apply.ts';
import type { ClassedAim } from './aims.ts';
import type { Tag } from './assessment.ts';
import { argsOf } from './callArgs.ts';
import { toolNamed } from './compile.ts';
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
  const whole: Subject = { span: [0, of.command.length], via: [], draft: null, tags: general, commands: [of.command.trim()] };
  const calls = of.calls.map((call) => callSubject(call, general));
  const findings = of.drafts.map((draft): Subject => ({ span: draft.span, via: draft.via, draft, tags: [...general, ...draft.tags] }));
  return [whole, ...calls, ...findings];
}

function callSubject({ invocation, aim, draft }: SeenCall, general: readonly Tag[]): Subject {
  const { span, via, tags } = invocation;
  return {
    ...{ span, via, draft },
    tags: [...general, ...tags, ...(draft?.tags ?? [])],
    commands: commandsOf(invocation),
    ...(aim === null ? {} : { target: `${aim.kind} ${aim.name}` }),
  };
}

/** A call as its words stand, and without its options, so that one in front of the verb hides nothing: `terraform -chdir=x destroy`. */
function commandsOf(invocation: Invocation): readonly string[] {
  const [head, ...rest] = invocation.words.map(({ text }) => text);
  const name = programName(head ?? '');
  const tool = toolNamed(name);
  const bare = tool === undefined ? [] : [[name, ...argsOf(tool, invocation).operands.map(({ text }) => text)].join(' ')];
  return [[name, ...rest].join(' '), ...bare];
}
