// Tells the classes of `op`'s own errors apart by the fragments people measured (docs: reference/op-run.md, "Errors to translate").
import type { ProviderErrorClass } from '../failure.ts';
import { redact } from '../redact/redact.ts';
import type { Redacted } from '../redact/redacted.ts';
import { isOp } from '../seal/providers.ts';
import type { Provider } from '../step.ts';
import { fold } from './fold.ts';

/** First match wins, so transient troubles come first: they must never be reported as a broken reference. */
const FRAGMENTS: readonly (readonly [ProviderErrorClass, RegExp])[] = [
  ['quota', /\(429\)|too many requests|rate limit exceeded/i],
  ['dismissed', /authorization prompt dismissed|authorization timed out|authorization denied/i],
  // before the network's: a reset on the way to the app is the app's
  ['app', /connecting to desktop app|desktop app (?:is )?not|couldn't connect to the 1password/i],
  [
    'transient',
    /context deadline exceeded|i\/o timeout|timed out|timeout|no such host|temporary failure in name resolution|connection (?:refused|reset)|network is unreachable|TLS handshake|\(50[234]\)|EOF$/im,
  ],
  ['terminal', /interactive IO not available/i],
  ['sign-in', /not currently signed in|account is not signed in|session expired|not signed in/i],
  ['no-account', /no accounts configured/i],
  ['ambiguous', /more than one item matches/i],
  ['grammar', /invalid secret reference|too few '\/'|too many '\/'|invalid character in secret reference/i],
  ['field', /does not have a field/i],
  ['vault', /isn't a vault in this account/i],
  ['missing-item', /could not find item|isn't an item in the/i],
];

/** What the provider said when it ended before the step started: its class, and its last lines in short, redacted. Only `op`'s errors are told apart. */
export function classifyProviderError(
  said: string,
  provider: Provider = 'op',
): { readonly class: ProviderErrorClass; readonly detail: Redacted } {
  const lines = fold(said)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const errors = lines.filter((line) => /^\[ERROR\]/.test(line));
  const told = (errors.length > 0 ? errors : lines)
    .slice(-3)
    .map(isOp(provider) ? firstSentence : withoutStamp)
    .join(' ');
  const found = FRAGMENTS.find(([, pattern]) => pattern.test(lines.join('\n')));
  const ofOp = found?.[0] ?? 'unknown';
  return { class: isOp(provider) ? ofOp : 'other', detail: redact(told.slice(0, 500)) };
}

/** What is wrong, without `op`'s own advice behind it: the person is told one thing to do. */
function firstSentence(line: string): string {
  return withoutStamp(line).replace(/([.!?])\s+[A-Z].*$/, '$1');
}

function withoutStamp(line: string): string {
  return line.replace(/^\[ERROR\]\s*(?:\d{4}\/\d\d\/\d\d\s+\d\d:\d\d:\d\d\s*)?/, '').trim();
}
