// The marks VS Code's terminal reads (OSC 633), so that a step is shown as a command, with its exit code.

const mark = (body: string): string => `\u001b]633;${body}\u0007`;
/** Longer texts are cut: the mark is for showing, the approved text is on disk. */
const LONGEST = 2000;

/** Before a step. Line ends stay outside the E and C marks: between them they would swallow output. */
export function beginMarks(step: { readonly title: string; readonly script: string }): string {
  const prompt = `${mark('A')}\u001b[1m▶ ${printable(step.title)}\u001b[0m${mark('B')}\r\n`;
  return `${prompt}${mark(`E;${escapeText(step.script.slice(0, LONGEST))}`)}${mark('C')}`;
}

/** After a step; without a code the terminal shows no success and no failure. */
export function endMark(exit: number | null): string {
  return exit === null ? mark('D') : mark(`D;${exit}`);
}

function escapeText(text: string): string {
  return text.replace(/[\\;\u0000-\u001f\u007f-\u009f]/g, (c) =>
    c === '\\' ? '\\\\' : `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** Nothing of a runbook reaches the terminal as a control sequence. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}
