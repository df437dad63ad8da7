import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenExits } from '../../../src/core/review/hiddenExits.ts';

const hidden = (command: string) => hiddenExits({ command, shell: 'bash' }).map(({ program, by }) => `${program} ${by}`);

describe('an exit code that says nothing of a part of the step', () => {
  it.each([
    ['curl -sf https://x | tee log', ['curl pipe']],
    ['kubectl get pods | grep -v Running | wc -l', ['kubectl pipe', 'grep pipe']],
    ['set -o pipefail; curl x | tee log', []],
    ['set -euo pipefail\ncurl x | tee log\nhelm test y', []],
    ['helm upgrade x || true', ['helm or']],
    ['helm upgrade x || echo failed', ['helm or']],
    ['helm upgrade x || exit 1', []],
    ['kubectl port-forward svc/x 80:80 &', ['kubectl background']],
    ['apt-get update\napt-get install -y jq\njq --version', ['apt-get sequence']],
    ['set -e\napt-get update\njq --version', []],
    ['make && make install', []],
    ['(curl x | sh)', ['curl pipe']],
    ['if curl x | grep -q y; then echo z; fi', ['curl pipe']],
    ['echo secret | kubectl apply -f -', []],
    ['systemctl restart x', []],
    ['ssh a "b | c"', []],
  ])('%s', (command, expected) => {
    expect(hidden(command)).toEqual(expected);
  });

  it('is not looked for in shells that are not read', () => {
    expect(hiddenExits({ command: 'curl x | tee y', shell: 'fish' })).toEqual([]);
  });

  it('never throws, whatever stands there', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ab|&;()<>{}!$`\'"\n\\ # =') }), (command) => void hidden(command)));
  });
});
