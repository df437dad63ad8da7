#!/usr/bin/env node
// The command line: `countersign COMMAND`. Needs Node only; never VS Code.
import { EXIT } from './command.ts';
import { runProgram } from './program.ts';

/** Whoever reads our output may stop reading (`| head`): then there is nothing left to do. */
function onGone(error: NodeJS.ErrnoException): void {
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.failed);
}

function writer(stream: NodeJS.WriteStream): (text: string) => Promise<void> {
  stream.on('error', onGone);
  return (text) => new Promise((resolve) => void stream.write(text, () => resolve()));
}

const ended = runProgram(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  get stdin() {
    return process.stdin;
  },
  out: writer(process.stdout),
  warn: writer(process.stderr),
});
void ended.then((code) => {
  process.exitCode = code;
});
