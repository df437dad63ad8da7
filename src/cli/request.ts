// A line in of `countersign assess --jsonl`, and the words its options take. Whoever writes it may be hostile.
import * as z from 'zod';
import { ENVIRONMENTS, type Environment, SHELLS, type Shell } from '../core/step.ts';
import { textOf } from './input.ts';

/** Bytes a line in may have: a command of 64 KB, every character escaped. */
export const LINE_LIMIT = 1024 * 1024;

export interface Request {
  readonly command: string;
  readonly cwd?: string;
  readonly shell?: Shell;
  readonly environment?: Environment | null;
}

export type RequestRead = { readonly ok: true; readonly request: Request } | { readonly ok: false; readonly error: string };

const SHELL_NAMES: Readonly<Record<string, Shell>> = { shell: 'bash', console: 'bash', dash: 'sh', ash: 'sh', powershell: 'pwsh' };
const ENVIRONMENT_NAMES: Readonly<Record<string, Environment>> = {
  production: 'prod',
  prd: 'prod',
  live: 'prod',
  stage: 'staging',
  stg: 'staging',
  development: 'dev',
  test: 'dev',
};

const among = <T extends string>(known: readonly T[], also: Readonly<Record<string, T>>, what: string) =>
  z.string().transform((name, context): T => {
    const found =
      known.find((one) => one === name.toLowerCase()) ?? (Object.hasOwn(also, name.toLowerCase()) ? also[name.toLowerCase()] : undefined);
    if (found !== undefined) return found;
    context.addIssue({ code: 'custom', message: `is none of ${known.join(', ')}`, path: [what] });
    return z.NEVER;
  });

export const shellSchema = among(SHELLS, SHELL_NAMES, 'shell');
export const environmentSchema = among(ENVIRONMENTS, ENVIRONMENT_NAMES, 'environment');
const schema = z.object({
  command: z.string(),
  cwd: z.string().max(4096).nullish(),
  shell: shellSchema.nullish(),
  environment: environmentSchema.nullish(),
});

/** Reads one line; null is a line that was too long. */
export function readRequest(line: Uint8Array | null): RequestRead {
  if (line === null) return refused(`The line is longer than ${LINE_LIMIT / 1024} KB.`);
  const text = textOf(line);
  if (text === null) return refused('The line is not UTF-8.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('The line is not JSON.');
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? { ok: true, request: present(parsed.data) } : refused(faultOf(parsed.error));
}

const refused = (error: string): RequestRead => ({ ok: false, error });

function faultOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const field = String(issue?.path[0] ?? '');
  if (field === '') return 'The line is no JSON object.';
  return issue?.code === 'custom' ? `The ${field} ${issue.message}.` : `The field ${field} is missing or of the wrong kind.`;
}

function present({ command, cwd, shell, environment }: z.infer<typeof schema>): Request {
  return {
    command,
    ...(cwd == null ? {} : { cwd }),
    ...(shell == null ? {} : { shell }),
    ...(environment == null ? {} : { environment }),
  };
}
