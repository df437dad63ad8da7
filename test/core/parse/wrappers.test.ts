import { describe, expect, it } from 'vitest';
import { WRAPPERS } from '../../../src/core/parse/wrappers.ts';

const split = (text: string | undefined): readonly string[] => (text ?? '').split(' ').filter(Boolean);

describe('the table of wrappers', () => {
  // Otherwise `npm exec -c 'rm -rf x'` would be a call of a program named "rm -rf x".
  it('lets every option that holds a script take a value, where it may stand before the operands', () => {
    const wrong = WRAPPERS.filter(({ takes, skip, late }) => late === undefined && !(takes === 'command' && skip !== undefined)).flatMap(
      ({ names, script, valued }) =>
        split(script)
          .filter((option) => !split(valued).includes(option))
          .map((option) => `${names} ${option}`),
    );
    expect(wrong).toEqual([]);
  });

  it('names every wrapper once', () => {
    const names = WRAPPERS.flatMap((wrapper) => wrapper.names.split('|'));
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});
