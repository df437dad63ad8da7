// `npm run demo`: the trial, driven without a person in a headless browser. Every decision is printed as it is made.
import { ready } from './lib/ready.mjs';

await ready(import.meta.url, async () => {
  const { rm } = await import('node:fs/promises');
  const { join } = await import('node:path');
  const { ensureCodeServer } = await import('./lib/codeServer.mjs');
  const { ensureChromium } = await import('./lib/chromium.mjs');
  const { packageExtension } = await import('./lib/pack.mjs');
  const { OUT } = await import('./lib/paths.mjs');
  const { say, step, yellow } = await import('./lib/say.mjs');
  const { makeTrial, trialEnv } = await import('./lib/trial.mjs');
  const { installExtension, prepareProfile, serve } = await import('./lib/vscode.mjs');

  const chromium = await ensureChromium();
  const entry = await ensureCodeServer();
  // The demo never asks a person's real 1Password for anything.
  const { env } = trialEnv({ forceStandIn: true });
  const { path: vsix } = await step('Building and packaging the extension', packageExtension);
  say(yellow("  A STAND-IN answers for 1Password's op, with made-up values (scripts/trial/op)."));
  const trial = await makeTrial({ person: { name: 'Ada Lovelace', email: 'ada@example.org' } });
  await prepareProfile({ ...trial, settings: { 'terminal.integrated.gpuAcceleration': 'off', 'countersign.pauseSeconds': 2 } });
  await installExtension({ ...trial, entry, vsix });
  const server = await step('Starting VS Code', () =>
    serve({ ...trial, entry, env: { ...env, COUNTERSIGN_HOME: join(trial.home, 'agents') } }),
  );
  await rm(join(OUT, 'demo'), { recursive: true, force: true });
  try {
    const { playDemo } = await import('../test/e2e/harness/demo.ts');
    return await playDemo({ chromium, origin: server.origin, workspace: trial.workspace, say });
  } finally {
    await server.stop();
    await rm(trial.home, { recursive: true, force: true, maxRetries: 5 });
  }
});
