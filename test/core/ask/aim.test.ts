import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeAim } from '../../../src/core/ask/aim.ts';
import { parseRunbook } from '../../../src/core/propose/runbook.ts';
import { anyText } from '../../fakes/text.ts';

const PATH = 'runbooks/a.md';
const BODY = '# Trial\n\n```bash {id=one}\necho one\n```\n';
const written = (text: string, aim: { objective?: string; state?: string }) => {
  const edit = writeAim(text, { path: PATH, aim });
  return edit && text.slice(0, edit.span[0]) + edit.text + text.slice(edit.span[1]);
};

it('makes a front matter where there is none', () => {
  expect(written(BODY, { objective: 'Join w3', state: 'up: yes' })).toBe(`---\nobjective: "Join w3"\nstate: "up: yes"\n---\n\n${BODY}`);
  expect(written('', { objective: 'Join w3' })).toBe('---\nobjective: "Join w3"\n---\n');
});

it('adds to one that is there, and keeps its form', () => {
  expect(written(`---\r\nenvironment: prod # mind\r\n---\r\n${BODY}`, { objective: 'x' })).toBe(
    `---\r\nobjective: "x"\r\nenvironment: prod # mind\r\n---\r\n${BODY}`,
  );
  expect(written(`---\n---\n${BODY}`, { objective: 'x' })).toBe(`---\nobjective: "x"\n---\n${BODY}`);
  expect(written(`\uFEFF${BODY}`, { objective: 'x' })).toBe(`\uFEFF---\nobjective: "x"\n---\n\n${BODY}`);
});

it('never says again what is said, and leaves alone what it cannot read', () => {
  expect(written(`---\nobjective: theirs\n---\n${BODY}`, { objective: 'mine' })).toBeNull();
  expect(written(`---\nobjective: theirs\n---\n${BODY}`, { objective: 'mine', state: 's' })).toBe(
    `---\nstate: "s"\nobjective: theirs\n---\n${BODY}`,
  );
  expect(written(`---\nenvironment: nowhere\n---\n${BODY}`, { objective: 'x' })).toBeNull();
  expect(written(`---\nobjective: [\n---\n${BODY}`, { objective: 'x' })).toBeNull();
  expect(written(BODY, { objective: '  ' })).toBeNull();
  // A rule, no front matter.
  expect(written(`---\n\n${BODY}`, { objective: 'x' })).toBe(`---\nobjective: "x"\n---\n\n---\n\n${BODY}`);
});

it('whatever is said comes back as one line of text, and no step changes', () => {
  const texts = fc.oneof(anyText(60), fc.constantFrom('---', '"', 'a: b', '{{}}', '\n---\n', '*x', '&a', '<!-- '));
  const bodies = fc.constantFrom(
    BODY,
    '',
    `---\nenvironment: dev\n---\n${BODY}`,
    `---\n\n${BODY}`,
    `---\nstate: s\n...\n${BODY}`,
    BODY.replaceAll('\n', '\r\n'),
  );
  fc.assert(
    fc.property(texts, texts, bodies, (objective, state, body) => {
      const text = written(body, { objective, state });
      if (text === null) return;
      const [before, after] = [parseRunbook(body, PATH), parseRunbook(text, PATH)];
      expect(after.problem).toBeUndefined();
      expect(after.steps.map((step) => step.text)).toEqual(before.steps.map((step) => step.text));
      const plain = (value: string) => value.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\s]+/gu, ' ').trim();
      if (plain(objective) !== '') expect(after.frontMatter.objective).toBe(plain(objective));
    }),
  );
});
