// Texts on which an expression would start over at every character. Each takes milliseconds; one that took the square of its length would hang.
import { expect, test } from 'vitest';
import { parseRunbook } from '../../../src/core/propose/runbook.ts';

const LENGTH = 400_000;
const opened = '```bash\nls\n```\n<!-- countersign:result run=r exit=0 digest=d -->\n**x**\n```text\n';

test.each([
  ['spaces in an unclosed fence', `\`\`\`bash\n${' '.repeat(LENGTH)}x`],
  ['spaces in a result', `${opened}${' '.repeat(LENGTH)}x\n\`\`\`\n`],
  ['backslashes in a transcript', `\`\`\`console\n$ ${'\\'.repeat(LENGTH)}x\n\`\`\`\n`],
  ['a prompt that never comes', `\`\`\`console\n[${'@'.repeat(LENGTH)}\n\`\`\`\n`],
  ['comments in a heading', `# ${'<!--'.repeat(LENGTH / 4)}\n\`\`\`sh\nls\n\`\`\`\n`],
  ['marks in a heading', `# ${' #'.repeat(LENGTH / 2)}x\n\`\`\`sh\nls\n\`\`\`\n`],
  ['mark-up before a fence', `${'`*_[<!--'.repeat(LENGTH / 8)}\n\n\`\`\`sh\nls\n\`\`\`\n`],
  ['words behind the language', `\`\`\`bash {${'a=b '.repeat(LENGTH / 4)}}\nls\n\`\`\`\n`],
  ['commas in a value', `\`\`\`bash a=${','.repeat(LENGTH)}\nls\n\`\`\`\n`],
])('%s', (_, text) => {
  expect(parseRunbook(text, 'r.md').steps).toHaveLength(1);
});
