import { expect, test } from 'vitest';
import { locateStep } from '../../../src/core/propose/locate.ts';
import { parseRunbook } from '../../../src/core/propose/runbook.ts';

const fence = (info: string, text: string) => `\`\`\`${info}\n${text}\n\`\`\`\n\n`;
const find = (text: string, id: string, command: string) => locateStep(parseRunbook(text, 'r'), { id, text: command });

test('the same id and text, wherever they moved', () => {
  expect(find(`# new\n\n${fence('sh {id=b}', 'ls')}${fence('sh {id=a}', 'ls')}`, 'a', 'ls')).toMatchObject({ id: 'a', index: 1 });
});

test('the same text under another id, if there is only one', () => {
  expect(find(fence('sh {id=b}', 'ls'), 'a', 'ls')).toMatchObject({ id: 'b' });
  expect(find(fence('sh {id=b}', 'ls') + fence('sh {id=c}', 'ls'), 'a', 'ls')).toBeUndefined();
});

test('another text under the same id is another step', () => {
  expect(find(fence('sh {id=a}', 'ls -l'), 'a', 'ls')).toBeUndefined();
});

test('a fence that lost its end holds no result', () => {
  expect(find('```sh {id=a}\nls\n', 'a', 'ls')).toBeUndefined();
});
