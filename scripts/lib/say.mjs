// What the scripts print: one line a step of the work, one sentence for what went wrong and what to do.
const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = (text) => paint(1, text);
export const dim = (text) => paint(2, text);
export const red = (text) => paint(31, text);
export const green = (text) => paint(32, text);
export const yellow = (text) => paint(33, text);

export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

/** A failure a person can act on. `main` prints its sentence without a stack. */
export class Told extends Error {}

/** Runs a script's body: a Told is one sentence and exit 1, anything else is a bug and shows its stack. */
export async function main(body) {
  try {
    const code = await body();
    if (typeof code === 'number') process.exitCode = code;
  } catch (cause) {
    process.stderr.write(cause instanceof Told ? `${red(cause.message)}\n` : `${cause?.stack ?? cause}\n`);
    process.exitCode = 1;
  }
}

/** Prints what is being done, then a sign of life every ten seconds, then how long it took. */
export async function step(title, work) {
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  say(`• ${title}`);
  const alive = setInterval(() => say(dim(`  … ${title.split(/[.(:]/)[0].trim()}: ${seconds()} s`)), 10_000);
  try {
    const value = await work();
    if (seconds() >= 2) say(dim(`  done in ${seconds()} s`));
    return value;
  } finally {
    clearInterval(alive);
  }
}
