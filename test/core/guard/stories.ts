// Builders for guard tests: a suggestion and a story with as little said as a test needs.
import type { Attempt, Story, Suggestion } from '../../../src/core/guard/story.ts';

export const suggest = (command: string, more: Partial<Suggestion> = {}): Suggestion => ({
  ...{ command, shell: 'bash', why: '', hypothesis: '', expected: '', level: 'read' },
  ...more,
});

export const attempt = (command: string, more: Partial<Attempt> = {}): Attempt => ({
  ...suggest(command),
  ...{ outcome: 'failed', output: '' },
  ...more,
});

export const story = (attempts: readonly Attempt[], more: Partial<Story> = {}): Story => ({
  ...{ objective: '', state: '', runbook: '', attempts },
  ...more,
});
