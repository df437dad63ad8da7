// From the fences of a runbook to its steps.
import { findResult } from '../annotate/findResult.ts';
import type { Failure } from '../failure.ts';
import type { FrontMatter, Shell, Step } from '../step.ts';
import { type FenceInfo, readInfo } from './attributes.ts';
import type { Block, FenceBlock } from './blocks.ts';
import { problemOf } from './checks.ts';
import { infoOf, type Language, languageOf } from './languages.ts';
import type { Lines } from './lines.ts';
import type { Memo } from './memo.ts';
import { createNamer, type Namer } from './stepId.ts';
import { headingWords, titleOf } from './title.ts';
import { commandsOf } from './transcript.ts';

export interface Source {
  readonly text: string;
  readonly lines: Lines;
  readonly path: string;
  readonly frontMatter: FrontMatter;
  readonly blocks: readonly Block[];
  readonly infos: Memo<FenceInfo>;
  readonly ids: Memo<string>;
}

interface Candidate {
  readonly fence: FenceBlock;
  readonly language: Language;
  readonly info: FenceInfo;
  /** The headings above, outermost first. */
  readonly headings: readonly string[];
}

/** The steps in the order they stand in. */
export function stepsOf(source: Source): readonly Step[] {
  const candidates = candidatesOf(source);
  const explicit = new Set(candidates.flatMap(({ info }) => (info.id === undefined ? [] : [info.id])));
  const namer = createNamer({ explicit, memo: source.ids });
  return candidates.map((candidate, index) => toStep(candidate, { source, namer, index }));
}

function candidatesOf(source: Source): readonly Candidate[] {
  const found: Candidate[] = [];
  let open: readonly { readonly depth: number; readonly words: string }[] = [];
  for (const block of source.blocks) {
    if (block.kind === 'heading') {
      open = [...open.filter(({ depth }) => depth < block.depth), { depth: block.depth, words: headingWords(block.source) }];
      continue;
    }
    const { language: name, rest } = infoOf(openingLine(source, block));
    const language = languageOf(name);
    if (!language) continue;
    const info = source.infos.get(rest, () => readInfo(rest));
    if (!info.ignored) found.push({ fence: block, language, info, headings: open.map(({ words }) => words) });
  }
  return found;
}

function openingLine({ text, lines }: Source, fence: FenceBlock): string {
  return text.slice(fence.start, lines.end(lines.at(fence.start)));
}

interface Place {
  readonly source: Source;
  readonly namer: Namer;
  readonly index: number;
}

function toStep({ fence, language, info, headings }: Candidate, { source, namer, index }: Place): Step {
  const text = language.transcript ? commandsOf(fence.value) : fence.value;
  const span = [fence.start, fence.end] as const;
  const named = idOf(info, { namer, headings, text });
  const whole = source.text.slice(fence.start, fence.end);
  const problem = problemOf({ fence, source: whole, text, unreadable: info.unreadable, path: source.path }) ?? named.problem;
  const last = fence.closed ? findResult(source.text, { fence: span }) : undefined;
  return {
    id: named.id,
    index,
    title: titleOf({ name: info.name, lead: fence.lead, heading: headings.at(-1), command: text }) || named.id,
    text,
    shell: shellOf(language, info, source.frontMatter),
    attributes: info.attributes,
    fence: span,
    line: source.lines.at(fence.start),
    ...(last ? { last } : {}),
    ...(problem ? { problem } : {}),
  };
}

function idOf(
  info: FenceInfo,
  of: { readonly namer: Namer; readonly headings: readonly string[]; readonly text: string },
): { readonly id: string; readonly problem?: Failure } {
  if (info.id !== undefined && of.namer.claim(info.id)) return { id: info.id };
  const id = of.namer.generated(of.headings, of.text);
  return info.id === undefined ? { id } : { id, problem: { kind: 'duplicate-id', id: info.id } };
}

function shellOf(language: Language, info: FenceInfo, frontMatter: FrontMatter): Shell {
  if (info.shell) return info.shell;
  return language.shell === 'generic' ? (frontMatter.shell ?? 'bash') : language.shell;
}
