// `npm start`: from a fresh clone to a real VS Code with the extension and a trial workspace.
// `--desktop` opens the VS Code of this machine instead of serving one.
import { ready } from './lib/ready.mjs';

await ready(import.meta.url, async (args) => {
  const { rm } = await import('node:fs/promises');
  const { bold, dim, say, step, yellow } = await import('./lib/say.mjs');
  const { packageExtension } = await import('./lib/pack.mjs');
  const { RUNBOOK, makeTrial, trialEnv } = await import('./lib/trial.mjs');
  const { openDesktop, findDesktop } = await import('./lib/desktop.mjs');

  const desktop = args.includes('--desktop');
  if (desktop) await findDesktop();
  const { env, standIn } = trialEnv();
  const { path: vsix } = await step('Building and packaging the extension', packageExtension);
  const trial = await step('Making the trial workspace', makeTrial);
  if (standIn) say(yellow("  1Password's op is not on PATH: a STAND-IN answers for it here, with made-up values (scripts/trial/op)."));
  if (desktop) return openDesktop({ trial, vsix, env });

  const { ensureCodeServer } = await import('./lib/codeServer.mjs');
  const { addressOf, installExtension, prepareProfile, serve } = await import('./lib/vscode.mjs');
  const entry = await ensureCodeServer();
  await step('Installing the extension', async () => {
    await prepareProfile(trial);
    await installExtension({ ...trial, entry, vsix });
  });
  const server = await step('Starting VS Code', () => serve({ ...trial, entry, env }));
  say();
  say(bold(`  Open  ${addressOf(server.origin, trial.workspace)}`));
  say(`  Then open ${RUNBOOK} and press the shield in the activity bar.`);
  say(dim(`  Workspace: ${trial.workspace}`));
  say(dim('  Ctrl-C ends it.'));

  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, resolve);
    void server.ended.then(resolve);
  });
  await server.stop();
  for (const folder of [trial.userData, trial.extensions]) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  say(`\nStopped. The trial workspace stays in ${trial.workspace}`);
  return 0;
});
