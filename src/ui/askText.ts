// The texts of the pages about models: what goes out letter by letter, what came back that is no proposal, and the ledger.

import type { Question } from '../asking.ts';
import { visible } from '../core/annotate/plain.ts';
import { timeWords } from '../core/annotate/words.ts';
import { type Sending, sendingsIn, type Used, usedBy } from '../core/ask/ledger.ts';
import { bytesOfMessages, digestOfMessages, sentPage } from '../core/ask/sent.ts';
import { wordFailure } from '../core/failureWords.ts';
import { journalFolder } from '../core/recall/files.ts';
import type { Say } from '../core/words.ts';
import type { SessionJournal } from '../ports.ts';
import type { AskPage } from './askPages.ts';

/** What goes to a model, exactly; what was concealed in it is marked and counted. */
export function requestPage({ model, messages }: Question, say: Say): AskPage {
  const name = visible(model.name);
  const digest = digestOfMessages(messages);
  const { concealed } = sentPage(messages, { head: [] });
  const head = [
    say('What goes to {model}, letter by letter: the text between the lines that begin with --- {mark}.', {
      model: name,
      mark: digest.slice(0, 16),
    }),
    say('{bytes} bytes in {count} messages, SHA-256 {digest}.', { bytes: bytesOfMessages(messages), count: messages.length, digest }),
    concealed.length === 0
      ? say('Nothing in it had to be concealed.')
      : say('Concealed in it, and marked here: {count}.', { count: concealed.length }),
  ];
  const page = sentPage(messages, { head });
  return { title: say('To {model}', { model: name }), text: page.text, marks: page.concealed };
}

/** Characters of an answer that are shown. */
const ANSWER_SHOWN = 64 * 1024;

/** What a model said, as what it is: each line marked as its own, nothing in it able to act or to look like ours. */
export function answerPage(of: { readonly model: string; readonly answer: string; readonly error: string }, say: Say): AskPage {
  const { answer, error } = of;
  const model = visible(of.model);
  const shown = answer.slice(0, ANSWER_SHOWN).toWellFormed().split(/\r?\n/);
  const left = answer.length - ANSWER_SHOWN;
  const text = [
    say('What {model} answered. It is no proposal, and nothing in it can run. Every line of its answer begins with │.', { model }),
    say('What was wrong with it: {error}', { error: visible(error.replace(/\s+/g, ' ')).slice(0, 800) }),
    '',
    ...shown.map((line) => `│ ${visible(line)}`),
    ...(left > 0 ? ['', say('{count} more characters are not shown.', { count: left })] : []),
    '',
  ].join('\n');
  return { title: say('Answer of {model}', { model }), text };
}

/** Everything that went to models from a runbook, session by session. */
export function ledgerPage(of: { readonly runbook: string; readonly journals: readonly SessionJournal[] }, say: Say): AskPage {
  const folder = `${journalFolder(of.runbook)}/`;
  const own = of.journals.filter(({ path }) => path.startsWith(folder) && !path.slice(folder.length).includes('/'));
  const sessions = own
    .map(({ path, records }) => ({ name: path.slice(folder.length).replace(/\.jsonl$/, ''), sendings: sendingsIn(records) }))
    .filter(({ sendings }) => sendings.length > 0);
  const parts = sessions.map(({ name, sendings }) =>
    [say('Session {name}: {sum}', { name, sum: sumText(usedBy(sendings), say) }), ...sendings.map((one) => sendingText(one, say))].join(
      '\n',
    ),
  );
  const nothing = [say('Nothing went to a model from this runbook.')];
  const head = say('What went to models from {runbook}. The journal holds the same, chained and without the texts.', {
    runbook: of.runbook,
  });
  return { title: say('Sent to models'), text: `${[head, ...(parts.length === 0 ? nothing : parts)].join('\n\n')}\n` };
}

function sumText({ requests, bytes, ...used }: Used, say: Say): string {
  return [say('{count} requests, {bytes} bytes', { count: requests, bytes }), tokensText(used, say)].join(', ');
}

function tokensText({ inputTokens, outputTokens, costUsd }: Pick<Used, 'inputTokens' | 'outputTokens' | 'costUsd'>, say: Say): string {
  const tokens =
    inputTokens === null && outputTokens === null
      ? say('tokens not told')
      : say('{input} tokens in, {output} out', { input: inputTokens ?? '?', output: outputTokens ?? '?' });
  return costUsd === null ? tokens : `${tokens}, ${say('{dollars} US dollars', { dollars: costUsd.toFixed(6).replace(/0{1,4}$/, '') })}`;
}

function sendingText({ asked, answered }: Sending, say: Say): string {
  const { at, by, model, digest, bytes } = asked;
  const first = `  ${timeWords(Date.parse(at))}  ${visible(model)}  ${say('{bytes} bytes', { bytes })}  ${visible(by)}`;
  const outcome = answered
    ? `${outcomeText(answered.outcome, { model, say })}; ${tokensText(answered, say)}`
    : say('no answer was recorded');
  return `${first}\n    SHA-256 ${digest}\n    ${outcome}`;
}

function outcomeText(outcome: string, { model, say }: { readonly model: string; readonly say: Say }): string {
  switch (outcome) {
    case 'proposed':
      return say('it became a step');
    case 'unusable':
      return say('no proposal that could be shown');
    case 'elsewhere':
      return say('the runbook was no longer open');
    case 'model-cancelled':
      return wordFailure({ kind: outcome, model, detail: '' }, say).sentence;
    default:
      return visible(outcome);
  }
}
