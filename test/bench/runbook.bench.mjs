// How long reading a long runbook takes: afresh, and again after a keystroke; beside a plain CommonMark parse of the same text in the
// same run. Prints figures and ratios, asserts nothing about time. Run: node test/bench/runbook.bench.mjs
import { fromMarkdown } from 'mdast-util-from-markdown';
import { createRunbookReader } from '../../src/core/propose/reader.ts';

const STEPS = 1000;
const RUNS = 9;

/** Ten lines a step. */
const plain = (n) =>
  `## Step ${n}: check node ${n}\n\nLook at the node before going on; **every** pod should be \`Running\`.\nOtherwise stop.\n\n\`\`\`bash {id=step-${n} cwd=./k3s timeout=10m}\nkubectl get node w${n} -o wide\nkubectl get pods --field-selector spec.nodeName=w${n}\n\`\`\`\n`;
const listed = (n) => {
  const indent = ' '.repeat(`${n}. `.length);
  const lines = [
    '```bash',
    `kubectl get node w${n} -o wide`,
    `kubectl describe node w${n}`,
    '```',
    '',
    '- every pod should be `Running`',
    '- otherwise stop',
  ];
  return `${n}. Check node ${n} before going on:\n\n${lines.map((line) => (line === '' ? '' : indent + line)).join('\n')}\n`;
};
const recorded = (n) =>
  `## Step ${n}\n\n\`\`\`bash\nkubectl get node w${n}\n\`\`\`\n\n<!-- countersign:result run=run-${n} exit=0 digest=abababababab -->\n**exit 0** · 1.2 s\n\n\`\`\`text\nw${n} Ready\n\`\`\`\n\n<!-- /countersign:result -->\n`;
const mixed = (n) => (n % 10 === 0 ? listed(n) : plain(n));

const documents = {
  'steps under headings': plain,
  'one in ten in a list': mixed,
  'every step in a list': listed,
  'every step with a result': recorded,
};

function time(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function measure(text) {
  const first = time(() => createRunbookReader().read(text, 'bench.md'));
  const cold = median(Array.from({ length: RUNS }, () => time(() => createRunbookReader().read(text, 'bench.md'))));
  const markdown = median(Array.from({ length: RUNS }, () => time(() => fromMarkdown(text))));
  const reader = createRunbookReader();
  let typed = text;
  const steps = reader.read(typed, 'bench.md').steps.length;
  const warm = median(
    Array.from({ length: RUNS * 3 }, (_, stroke) => {
      const at = typed.indexOf('kubectl', Math.floor(typed.length / 2) + stroke);
      typed = `${typed.slice(0, at)}x${typed.slice(at)}`;
      return time(() => reader.read(typed, 'bench.md'));
    }),
  );
  return { steps, first, cold, warm, markdown };
}

for (const [name, make] of Object.entries(documents)) {
  const text = Array.from({ length: STEPS }, (_, n) => make(n + 1)).join('\n');
  const { steps, first, cold, warm, markdown } = measure(text);
  const ms = (value) => `${value.toFixed(1)} ms`;
  console.log(
    `${name}: ${text.split('\n').length} lines, ${steps} steps: first ${ms(first)}, cold ${ms(cold)}, after a keystroke ${ms(warm)}; ` +
      `whole-document mdast ${ms(markdown)} = ${(markdown / cold).toFixed(1)} x cold, ${(markdown / warm).toFixed(1)} x warm`,
  );
}
