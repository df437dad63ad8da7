// Every sentence the code can say stands in the bundle translators work from, and none that it cannot say.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { gather, templatesOf } from '../scripts/l10n.mjs';

it('the bundle holds every sentence (npm run l10n writes it)', () => {
  const bundle = JSON.parse(readFileSync(new URL('../l10n/bundle.l10n.json', import.meta.url), 'utf8'));
  expect(Object.keys(bundle)).toEqual(gather());
});

it('sentences are found in calls, tables and specs, and only there', () => {
  const source = [
    "say('Deletes {target}.', { target })",
    'say("It\'s here")',
    "l10n.t('Could not {0}')",
    '// l10n',
    'const NAMES = {',
    "  read: 'Read',",
    "  id: 'open-folder',",
    '};',
    "{ says: 'Ends {target}.', undo: 'none' }",
    "const other = 'Not a sentence';",
  ].join('\n');
  expect(templatesOf(source)).toEqual(['Deletes {target}.', "It's here", 'Could not {0}', 'Ends {target}.', 'Read']);
});
