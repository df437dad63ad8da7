// `npm run bench [word]`: every test/bench/*.bench.mjs whose name holds the word, one after the other.
import { ready } from './lib/ready.mjs';

await ready(import.meta.url, async ([word = '']) => {
  const { readdir } = await import('node:fs/promises');
  const { bold, say } = await import('./lib/say.mjs');
  const { build } = await import('./lib/pack.mjs');
  const { capture } = await import('./lib/run.mjs');
  await build();
  const names = (await readdir('test/bench')).filter((name) => name.endsWith('.bench.mjs') && name.includes(word)).sort();
  let failed = 0;
  for (const name of names) {
    say(bold(`\n${name}`));
    const { code } = await capture(process.execPath, ['--expose-gc', `test/bench/${name}`], { show: true });
    if (code !== 0) failed += 1;
  }
  say(`\n${names.length} benches, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});
