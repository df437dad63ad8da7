// Stands for the extension host: a process of its own that takes one step the whole way and then writes a snapshot of its memory.
import { writeHeapSnapshot } from 'node:v8';
import { Pipeline } from './pipeline.ts';

const { CANARY_SCRIPT = '', CANARY_NAMES = '', CANARY_VAULT = '' } = process.env;
const pipeline = await Pipeline.build({ script: CANARY_SCRIPT, names: CANARY_NAMES.split(','), vault: CANARY_VAULT });
try {
  const { evidence } = await pipeline.run();
  writeHeapSnapshot(process.argv[2] ?? 'host.heapsnapshot');
  process.stdout.write(`${evidence?.end.outcome} ${evidence?.end.exit}`);
} finally {
  await pipeline.tearDown();
}
