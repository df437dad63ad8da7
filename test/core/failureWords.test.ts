import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKPOINT_REASONS, type Failure, type FailureKind, PROVIDER_ERROR_CLASSES } from '../../src/core/failure.ts';
import { wordFailure } from '../../src/core/failureWords.ts';
import { english } from '../../src/core/words.ts';

const path = 'ops/k3s.md';
const detail = 'it said so.';
/** One of every kind: a kind that is missing here does not compile. */
const EXAMPLES: { readonly [K in FailureKind]: Extract<Failure, { kind: K }> } = {
  'no-folder': { kind: 'no-folder' },
  untrusted: { kind: 'untrusted' },
  'no-git': { kind: 'no-git' },
  'no-steps': { kind: 'no-steps', runbook: path },
  'front-matter-unreadable': { kind: 'front-matter-unreadable', detail, line: 3 },
  'front-matter-invalid': { kind: 'front-matter-invalid', field: 'shell', detail: 'cmd' },
  'attributes-unreadable': { kind: 'attributes-unreadable', detail },
  'fence-unclosed': { kind: 'fence-unclosed' },
  'step-empty': { kind: 'step-empty' },
  'step-too-long': { kind: 'step-too-long', bytes: 1_048_576, limit: 65_536 },
  'step-has-nul': { kind: 'step-has-nul' },
  'not-utf8': { kind: 'not-utf8', path },
  'runbook-too-large': { kind: 'runbook-too-large', bytes: 5_000_000, limit: 4_194_304 },
  'runbook-too-deep': { kind: 'runbook-too-deep', line: 9 },
  'runbook-outside': { kind: 'runbook-outside', path },
  'runbook-unreadable': { kind: 'runbook-unreadable', path, detail },
  'duplicate-id': { kind: 'duplicate-id', id: 'join' },
  'cwd-missing': { kind: 'cwd-missing', path },
  'cwd-outside': { kind: 'cwd-outside', path },
  'env-file-missing': { kind: 'env-file-missing', path },
  'env-file-unreadable': { kind: 'env-file-unreadable', path, detail },
  'interpreter-missing': { kind: 'interpreter-missing', name: 'fish' },
  'provider-missing': { kind: 'provider-missing', name: 'op' },
  'provider-forbidden': { kind: 'provider-forbidden', name: 'none' },
  'provider-failed': { kind: 'provider-failed', class: 'unknown', detail },
  'changed-since-shown': { kind: 'changed-since-shown' },
  'changed-since-approved': { kind: 'changed-since-approved', what: 'script, env file' },
  'seal-used': { kind: 'seal-used' },
  'seal-expired': { kind: 'seal-expired' },
  'storage-failed': { kind: 'storage-failed', path, detail },
  'runner-unreachable': { kind: 'runner-unreachable', detail },
  'runner-lost': { kind: 'runner-lost' },
  'still-running': { kind: 'still-running' },
  'left-behind': { kind: 'left-behind', names: 'sleep (4711)' },
  'recorded-elsewhere': { kind: 'recorded-elsewhere' },
  'run-refused': { kind: 'run-refused', detail: 'busy' },
  'cancelled-before-start': { kind: 'cancelled-before-start' },
  'rewrite-failed': { kind: 'rewrite-failed', path, detail: 'unfit' },
  'annotate-failed': { kind: 'annotate-failed', path, detail: 'step-gone' },
  'journal-failed': { kind: 'journal-failed', path, detail },
  'checkpoint-failed': { kind: 'checkpoint-failed', reason: 'other', detail },
  'model-none': { kind: 'model-none' },
  'model-key-missing': { kind: 'model-key-missing', model: 'Claude', detail },
  'model-refused': { kind: 'model-refused', model: 'Claude', detail },
  'model-unreachable': { kind: 'model-unreachable', model: 'Claude', detail },
  'model-limited': { kind: 'model-limited', model: 'Claude', detail },
  'model-too-long': { kind: 'model-too-long', model: 'Claude', detail },
  'model-broken': { kind: 'model-broken', model: 'Claude', detail },
  'model-cancelled': { kind: 'model-cancelled', model: 'Claude', detail },
  internal: { kind: 'internal', detail },
};
const ALL: readonly Failure[] = [
  ...Object.values(EXAMPLES),
  ...PROVIDER_ERROR_CLASSES.map((name): Failure => ({ kind: 'provider-failed', class: name, detail })),
  ...CHECKPOINT_REASONS.map((reason): Failure => ({ kind: 'checkpoint-failed', reason, detail })),
];
const JARGON =
  /\b(?:null|undefined|NaN|stack|exception|digest|fsync|errno|stderr|exit code|enum|schema|socket|IPC|reducer|payload|object Object)\b/i;
const words = (failure: Failure) => wordFailure(failure, english);

describe('a failure in words', () => {
  it.each(ALL.map((failure) => [JSON.stringify(failure), failure] as const))('%s', (_name, failure) => {
    const { sentence, action } = words(failure);
    for (const text of [sentence, action]) {
      expect(text).toMatch(/^[\p{Lu}\p{Ll}\d].*[^.]\.$/u);
      expect(text).not.toMatch(/[{}]|\.\.|\n| {2}/);
      expect(text).not.toMatch(JARGON);
      expect(text.length).toBeLessThan(170);
    }
    expect(sentence).not.toBe(action);
  });

  it('are different ones for each provider error and each reason', () => {
    const sentences = ALL.slice(Object.keys(EXAMPLES).length).map((failure) => words(failure));
    expect(new Set(sentences.map(({ sentence }) => sentence)).size).toBe(PROVIDER_ERROR_CLASSES.length + CHECKPOINT_REASONS.length);
    expect(new Set(sentences.map(({ action }) => action)).size).toBeGreaterThan(20);
  });

  it('name sizes, parts and codes as a person would', () => {
    expect(words(EXAMPLES['step-too-long']).sentence).toBe('The command has 1 MB, more than the 64 KB a person can be asked to read.');
    expect(words(EXAMPLES['changed-since-approved']).sentence).toBe(
      'Nothing ran: the text of the step, the env file changed after you approved.',
    );
    expect(words(EXAMPLES['annotate-failed']).sentence).toContain('the step is no longer there');
    expect(words({ ...EXAMPLES['model-broken'], detail: 'model-silent' }).sentence).toBe(
      'What Claude sent is no whole answer: it fell silent.',
    );
    expect(words({ kind: 'internal', detail: '' }).sentence).toBe('Something went wrong inside Countersign: the reason is not known.');
  });

  it('leave names as they are, even where they look like a code', () => {
    expect(words({ kind: 'cwd-missing', path: 'script' }).sentence).toBe('The directory script does not exist.');
    expect(words({ kind: 'run-refused', detail: 'constructor' }).sentence).toContain('constructor');
  });

  it('stay one short line whatever they quote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (hostile) => {
        for (const failure of [
          { ...EXAMPLES['journal-failed'], detail: hostile, path: hostile },
          { ...EXAMPLES['no-steps'], runbook: hostile },
        ]) {
          const { sentence, action } = words(failure);
          expect(sentence).not.toMatch(/[\n\r\u2028\u2029\u202e\0]/);
          expect(sentence.length + action.length).toBeLessThan(1_400);
        }
      }),
    );
  });
});
