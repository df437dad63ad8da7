import { expect, test } from 'vitest';
import { unmaskedPlain } from '../../../src/core/seal/unmasked.ts';

test('plain values a mask would leave alone are known before the step runs', () => {
  const envText = 'MODE=dev\nPIN=123\nTOKEN=q7Zp0Lw3RkXt\nEMPTY=\nFROM=$HOME\nDEBUG="true"\n';
  expect(unmaskedPlain({ plain: ['MODE', 'PIN', 'TOKEN', 'EMPTY', 'FROM', 'DEBUG'], envText })).toEqual(['MODE', 'PIN', 'DEBUG']);
});
