// What the readers of facts stand on.
import type { Files } from './files.ts';

export interface Ground {
  readonly files: Files;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The person's home folder. */
  readonly home: string;
  /** Where the command would run, absolute. */
  readonly cwd: string;
}
