// Stands for a window: approves, runs and records one step, or finds again what an earlier one left. A process of its own, to be killed.
import { setTimeout as wait } from 'node:timers/promises';
import { Pipeline } from '../../canary/pipeline.ts';
import { House } from '../house.ts';

const [home = '', session = '', run = ''] = process.argv.slice(2);
const window = Pipeline.over(House.at(home), session);
const found = await window.recover();
const review = run === '' || found.kind !== 'idle' ? found : await window.run(run);
// What it does besides what its card shows: the refusal is journaled, the run's folder goes.
if (review.kind === 'blocked') await wait(1000);
process.stdout.write(JSON.stringify({ kind: review.kind, outcome: review.kind === 'ended' ? review.evidence?.end.outcome : null }));
process.exit(0);
