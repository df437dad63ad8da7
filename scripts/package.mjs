// Builds the programs and packs the .vsix for one platform: this one, or the one COUNTERSIGN_TARGET names.
import { ready } from './lib/ready.mjs';

await ready(import.meta.url, async () => {
  const { packageExtension } = await import('./lib/pack.mjs');
  const { say } = await import('./lib/say.mjs');
  const { path, bytes } = await packageExtension();
  say(`${path} (${Math.round(bytes / 1024)} KB)`);
});
