// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell, not JavaScript
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fleetingOf } from '../../../src/core/seal/fleeting.ts';
import type { Carry } from '../../../src/core/step.ts';
import { anyText } from '../../fakes/text.ts';

const of = (text: string, carry: readonly Carry[] = []) =>
  fleetingOf({ text, shell: 'bash', carry }).map(({ kind, name }) => `${kind} ${name}`);

test.each<[string, string[]]>([
  ['cd k3s && make', ['cwd cd']],
  ['(cd k3s && make)', []],
  ['cd x | cat', []],
  ['cd x &', []],
  ['export A=1 B C="$(x)"', ['variable A', 'variable B', 'variable C']],
  ['declare -x A=1; declare B=2', ['variable A']],
  ['A=1', []],
  ['A=1 env', []],
  ['alias ll="ls -l" k=kubectl', ['alias ll', 'alias k']],
  ['deploy() { cd /; export X=1; }\nfunction undo { :; }', ['function deploy', 'function undo']],
  ['set -euo pipefail; shopt -s globstar; umask 077', ['option set -euo pipefail', 'option shopt -s globstar', 'option umask 077']],
  ['set', []],
  ['. ./env.sh\nsource lib.sh', ['source ./env.sh', 'source lib.sh']],
  ['if true; then cd a; fi; for i in 1; do export V=$i; done; { alias x=y; }', ['cwd cd', 'variable V', 'alias x']],
  ['cd a; cd b; pushd c', ['cwd cd', 'cwd pushd']],
  ['cat <<E\ncd x\nalias y=z\nE', []],
  ['echo "cd x"', []],
])('%j', (text, expected) => {
  expect(of(text)).toEqual(expected);
});

test('what is carried does last; the rest is still said', () => {
  const text = 'cd a; export B=1; alias c=d';
  expect(of(text, ['cwd'])).toEqual(['variable B', 'alias c']);
  expect(of(text, ['cwd', 'env'])).toEqual(['alias c']);
});

test('nothing is guessed of shells that are not read, and nothing throws', () => {
  expect(fleetingOf({ text: 'cd x', shell: 'fish', carry: [] })).toEqual([]);
  expect(fleetingOf({ text: `cd x${' '.repeat(200_000)}`, shell: 'bash', carry: [] })).toEqual([]);
  fc.assert(fc.property(anyText(80), (text) => void of(text)));
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('cd', '(', ')', '{', '}', '|', '&', '"', "'", '<<', '\n', '$(', 'export', '='), { maxLength: 30 }),
      (words) => void of(words.join(' ')),
    ),
  );
});
