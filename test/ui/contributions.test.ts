// The ids in package.json and those in the code are the same, and nothing a workspace sets can weaken a guard.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CARD_VIEW, COMMANDS, CONTEXTS, SETTINGS, SETTINGS_SECTION } from '../../src/ui/contributions.ts';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const text = JSON.stringify(manifest);

it('every command is contributed, and every contributed command is handled', () => {
  const contributed = manifest.contributes.commands.map((command: { command: string }) => command.command);
  expect(contributed.toSorted()).toEqual(Object.values<string>(COMMANDS).toSorted());
});

it('every setting is contributed, and every contributed setting is read', () => {
  const contributed = Object.keys(manifest.contributes.configuration.properties);
  expect(contributed.toSorted()).toEqual(
    Object.values(SETTINGS)
      .map((key) => `${SETTINGS_SECTION}.${key}`)
      .toSorted(),
  );
});

it('no setting has a scope that a workspace or folder can set', () => {
  for (const setting of Object.values<{ scope: string }>(manifest.contributes.configuration.properties)) {
    expect(['application', 'machine']).toContain(setting.scope);
  }
});

it('the view and the context keys of when-clauses exist', () => {
  expect(manifest.contributes.views.countersign.map((view: { id: string }) => view.id)).toContain(CARD_VIEW);
  const used = new Set(text.match(/countersign\.(presented|running|ended)\b/g) ?? []);
  for (const key of used) expect(Object.values<string>(CONTEXTS)).toContain(key);
});
