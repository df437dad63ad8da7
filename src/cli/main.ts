#!/usr/bin/env node
// The command line: `countersign COMMAND`. Needs Node only; never VS Code.
import { writeSync } from 'node:fs';
import { EXIT } from './command.ts';
import { runProgram } from './program.ts';

/** Whoever reads our output may stop reading (`| head`): then there is nothing left to do. */
function onGone(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  writeSync(process.stderr.fd, `countersign: The output cannot be written: ${error.code ?? error.message}.\n`);
  process.exit(EXIT.failed);
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
