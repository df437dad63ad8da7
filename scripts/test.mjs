// `npm test`: everything, in the order in which a failure is cheapest to find. The last line counts all of it.
// Words after it choose suites: `npm test -- types unit`.
import { ready } from './lib/ready.mjs';

await ready(import.meta.url, async (words) => {
  const { runSuites } = await import('./lib/suites.mjs');
  return runSuites(words);
});
