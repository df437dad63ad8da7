// What an env file may not hold, because nobody who reads the step would see it: variables that change the programs around the step, and
// values that run commands.
import { parseEnvFile } from './envfile.ts';

/** Something in an env file that must not take effect, and the reason for a person. */
export interface EnvDanger {
  readonly name: string;
  readonly detail: string;
}

/** Read by the loader, by Node, by shells before their text, and by us: with these the relay or the shell would do what the text does not say. */
const GUARDED =
  /^(?:PATH|IFS|ENV|BASH_ENV|BASH_FUNC_.*|SHELLOPTS|BASHOPTS|LD_.*|DYLD_.*|GCONV_PATH|GLIBC_TUNABLES|NODE_(?!ENV$).*|ELECTRON_.*|COUNTERSIGN_.*)$/;

/** Whether a variable may only be set in the text of a step, where it is read. */
export const isGuarded = (name: string): boolean => GUARDED.test(name);

/** The first variable a step would get that it must not; null where there is none. */
export function guardedName(names: readonly string[]): EnvDanger | null {
  const name = names.find(isGuarded);
  return name === undefined ? null : { name, detail: `${name} changes the programs that guard the step; set it in the text of the step` };
}

/** A cipher text of dotenvx, whole. */
const CIPHER = /^encrypted:[A-Za-z0-9+/=]+$/;

/**
 * The copy for dotenvx, which runs what stands as `$(…)` in a value, in one it decrypted as well. A cipher text goes in single quotes, where
 * what it holds is taken as it is; any other `$(` is refused, however it is quoted. Measured with dotenvx 2.38.
 */
export function quietCopy(
  envText: string,
): { readonly ok: true; readonly envText: string } | { readonly ok: false; readonly danger: EnvDanger } {
  let copy = '';
  for (const { name, value, source } of parseEnvFile(envText).entries) {
    const isCipher = CIPHER.test(value);
    if (!isCipher && /\$\(/.test(source))
      return { ok: false, danger: { name, detail: `${name} runs a command; only values belong there` } };
    if (!isCipher && source.includes('encrypted:')) return { ok: false, danger: { name, detail: `${name} is not one whole cipher text` } };
    copy += isCipher ? `${name}='${value}'\n` : source.endsWith('\n') ? source : `${source}\n`;
  }
  return { ok: true, envText: copy };
}

/** Whether a file of varlock's says that commands are to be run: they would run before the step, unread. */
export function runsCommands(text: string): boolean {
  return /\bexec\s*\(|\$\(/.test(text);
}
