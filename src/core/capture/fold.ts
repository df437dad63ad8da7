// Folds a terminal's bytes into the lines a person saw last: carriage returns and backspaces overwrite, colours and titles go,
// what a full-screen program drew becomes one line. Works on a stream, in bounded memory.
import { english, type Say } from '../words.ts';
import { CAPTURE_WORDS } from './words.ts';

/** Characters of a line that are kept; the rest is cut and marked with an ellipsis. */
export const LINE_LIMIT = 2000;

/** A cut never leaves the beginning of a word: the second layer would not know it for the secret it may be. */
const CUT_WORD = /\S{1,400}$/;

export interface Folder {
  /** Takes the next part of the text; gives back the lines that are complete. */
  write(text: string): readonly string[];
  /** The last line, where it had no line end. */
  end(): readonly string[];
}

// A run of plain text, a control sequence, a control string, another escape, or a single control character.
const TOKEN =
  /[^\u0000-\u001f\u007f\u0080-\u009f]+|\u001b\[[0-?]*[ -/]*[@-~]|\u001b[\]PX^_][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)|\u001b[ -/]*[0-Z\\`-~]|[\u0000-\u001a\u001c-\u001f\u007f-\u009f]|\u001b/g;
/** An escape that may go on in the next chunk. */
const OPEN_ESCAPE = /\u001b(?:\[[0-?]*[ -/]*|[\]PX^_][^\u0007\u001b\u009c]*\u001b?|[ -/]*)?$/;
/** Longer than this no escape is waited for. */
const ESCAPE_LIMIT = 4096;
const ALTERNATE = /^\u001b\[\?(?:47|1047|1049)([hl])$/;

/** A fresh folder, for one stream. */
export function createFolder(say: Say = english): Folder {
  return new LineFolder(say);
}

/** Folds a whole text. */
export function fold(text: string, say: Say = english): string {
  const folder = createFolder(say);
  const lines = [...folder.write(text), ...folder.end()];
  return lines.join('\n') + (text.endsWith('\n') && lines.length > 0 ? '\n' : '');
}

class LineFolder implements Folder {
  readonly #say: Say;
  #open = '';
  #line = '';
  #column = 0;
  #cut = false;
  #touched = false;
  #hidden = false;

  constructor(say: Say) {
    this.#say = say;
  }

  write(text: string): readonly string[] {
    const all = this.#open + text;
    const open = OPEN_ESCAPE.exec(all.slice(-ESCAPE_LIMIT))?.[0].length ?? 0;
    this.#open = all.slice(all.length - open);
    const done: string[] = [];
    for (const [token] of all.slice(0, all.length - open).matchAll(TOKEN)) this.#take(token, done);
    return done;
  }

  end(): readonly string[] {
    this.#open = '';
    return this.#touched ? [this.#finish()] : [];
  }

  #take(token: string, done: string[]): void {
    if (token === '\n') {
      if (!this.#hidden) done.push(this.#finish());
    } else if (token === '\r') this.#column = 0;
    else if (token === '\b') this.#column = Math.max(0, this.#column - 1);
    else if (token === '\t') this.#put('\t');
    else if (token.startsWith('\u001b')) this.#escape(token);
    else if (token >= ' ' && token !== '\u007f' && !(token >= '\u0080' && token < '\u00a0')) this.#put(token);
  }

  #escape(token: string): void {
    const screen = ALTERNATE.exec(token)?.[1];
    if (screen === 'h' && !this.#hidden) this.#put(this.#say(CAPTURE_WORDS.fullScreen));
    if (screen !== undefined) this.#hidden = screen === 'h';
    if (this.#hidden) return;
    if (/^\u001b\[0?K$/.test(token)) this.#line = this.#line.slice(0, this.#column);
    else if (/^\u001b\[[12]K$/.test(token)) this.#line = ' '.repeat(Math.min(this.#column, this.#line.length));
  }

  #put(run: string): void {
    if (this.#hidden) return;
    this.#touched = true;
    const room = run.slice(0, Math.max(0, LINE_LIMIT - this.#column));
    if (room.length < run.length) this.#cut = true;
    const before = this.#line.slice(0, this.#column).padEnd(this.#column);
    this.#line = before + room + this.#line.slice(this.#column + room.length);
    this.#column += room.length;
  }

  #finish(): string {
    const line = this.#cut ? `${this.#line.replace(CUT_WORD, '')}…` : this.#line.trimEnd();
    this.#line = '';
    this.#column = 0;
    this.#cut = false;
    this.#touched = false;
    return line;
  }
}
