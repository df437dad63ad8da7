// Sentences of this room: templates whose English text is their key.
import type { Say } from '../words.ts';
import type { Finding, FindingKind, NoteKind } from './finding.ts';

export const FINDING_WORDS: Readonly<Record<FindingKind | NoteKind, string>> = {
  'chain-unreadable': 'This line is no record: it was edited, or torn by a crash and never closed.',
  'chain-out-of-chain': 'This record does not follow the one before it: records were lost, added or put in another order.',
  'chain-torn-differs': 'The torn text that this record closes is not the one it closed.',
  'chain-other-file': 'The first record of this file was written for another file, or records before it are lost.',
  'run-unapproved': 'Run {about} has no approval before it.',
  'run-differs': 'Run {about} is not what was approved: its digest is another one.',
  'run-twice': 'Run {about} ended more than once.',
  'block-unknown': 'This result block tells of run {about}, which no journal knows: it is forged, or its journal is lost.',
  'block-edited': 'The result block of run {about} was edited after it was written.',
  'block-elsewhere': 'The result block of run {about} stands under a step that did not run it.',
  'block-twice': 'The result block of run {about} stands here a second time.',
  'block-lost': 'The result block of run {about} is gone from under its step.',
  'block-old': 'The step ran again since: the result block of run {about} should stand here.',
  'block-stray': 'This looks like a result block, but it is none that Countersign wrote under a step.',
  'log-differs': 'The log of run {about} is not the one its record names.',
  'history-lost': 'Commit {about} removed or changed records of this journal.',
  'working-lost': 'Records that are committed are missing from this file, or were changed.',
  'step-edited': 'The command over the result block of run {about} was edited since: what stands there is not what ran.',
  'signature-bad': 'The signature does not fit the records it vouches for.',
};

export const SUMMARY_WORDS = {
  nothing: 'There is no record here.',
  whole: 'The record is whole.',
  found: 'Findings: {count}.',
  notes: 'Notes: {count}.',
  note: 'note: {sentence}',
  counts: 'Records: {records}, runs: {runs}, result blocks: {blocks}, logs on this machine: {logs}.',
  history: 'Held against git: commits that touched a journal: {commits}.',
  noHistory: 'There was no git history to hold the journals against: a lost end would not be noticed.',
  signed: 'Journals with a good signature: {count}.',
  signers: 'Signed by: {names}.',
  unknownSigner: 'A signature was made with a key this machine does not know; see gpg.ssh.allowedSignersFile in git.',
} as const;

export const HANDOVER_WORDS = {
  open: 'In doubt: {step} was approved by {by} at {at}, and its end is not recorded. It may have run, or still be running.',
  lost: 'In doubt: {step} ran until its runner was lost; how it ended is not known.',
  edited: 'In doubt: {step} ran well at {at}, but as another text than stands in the runbook now.',
  advice: 'Look at the system before you run it again.',
} as const;

/** One sentence for a person. */
export function wordFinding(finding: Finding, say: Say): string {
  return say(FINDING_WORDS[finding.kind], { about: finding.about });
}
