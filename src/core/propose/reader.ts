// From the text of a markdown file to a runbook: its front matter and its steps. Nothing in the text can make this throw.
import type { Failure } from '../failure.ts';
import type { Runbook } from '../step.ts';
import type { FenceInfo } from './attributes.ts';
import { RUNBOOK_BYTES_LIMIT, utf8Bytes } from './checks.ts';
import { readFrontMatter } from './frontMatter.ts';
import { linesOf } from './lines.ts';
import type { Parsed } from './mdast.ts';
import { createMemo, type Memo } from './memo.ts';
import { scan } from './scan.ts';
import { stepsOf } from './steps.ts';

/** Reads runbooks again and again, as while typing: what did not change since the last reading is not read again. One for each document. */
export interface RunbookReader {
  read(text: string, path: string): Runbook;
}

interface Memos {
  readonly segments: Memo<Parsed>;
  readonly infos: Memo<FenceInfo>;
  readonly ids: Memo<string>;
}

/** A reader with an empty memory; the memory holds no more than two readings of one document. */
export function createRunbookReader(): RunbookReader {
  const memos: Memos = { segments: createMemo(), infos: createMemo(), ids: createMemo() };
  return {
    read(text, path) {
      for (const memo of [memos.segments, memos.infos, memos.ids]) memo.turn();
      return read({ text, path, memos });
    },
  };
}

function read({ text, path, memos }: { readonly text: string; readonly path: string; readonly memos: Memos }): Runbook {
  const bytes = utf8Bytes(text);
  if (bytes > RUNBOOK_BYTES_LIMIT) {
    return { path, frontMatter: {}, steps: [], problem: { kind: 'runbook-too-large', bytes, limit: RUNBOOK_BYTES_LIMIT } };
  }
  const lines = linesOf(text);
  const { frontMatter, body, problem: front } = readFrontMatter(lines);
  const { blocks, tooDeep } = scan({ text, lines, from: body, memo: memos.segments });
  const steps = stepsOf({ text, lines, path, frontMatter, blocks, infos: memos.infos, ids: memos.ids });
  const deep: Failure | undefined = tooDeep === null ? undefined : { kind: 'runbook-too-deep', line: tooDeep + 1 };
  const problem = front ?? deep;
  return { path, frontMatter, steps, ...(problem ? { problem } : {}) };
}
