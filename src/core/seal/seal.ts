// The sealed step on disk: what the host writes after an approval and the relay checks at the last moment.
// Layout of a run's folder (0700, files 0600), all names in RUN_FILES.
import * as z from 'zod';
import { ENVIRONMENTS, LEVELS, PROVIDERS, SHELLS } from '../step.ts';
import { carryPlanSchema } from './carry.ts';

export const RUN_FILES = {
  /** The seal (JSON, sealSchema); written last, so its presence means the folder is complete. */
  seal: 'seal.json',
  /** The approved script, byte for byte. */
  script: 'step',
  /** The minimal env file given to the provider. */
  env: 'env',
  /** Created exclusively by the relay when it starts: a seal works once. */
  used: 'used',
  /** Start mark (JSON, startSchema): the child was started. Its absence after the provider ended means the provider failed. */
  start: 'start.json',
  /** Every byte the step printed, masked, in order. */
  log: 'output.log',
  /** What the provider itself wrote before the child started (its errors). */
  providerLog: 'provider.log',
  /** What the step handed on to the next (JSON, handedSchema): there only where its plan asks for it and its shell came to its end. */
  carry: 'carry.json',
  /** The end of the run (JSON, endSchema), written atomically. */
  end: 'end.json',
  /** What the host needs to record the run after a reload (JSON, see core/remember). */
  ticket: 'ticket.json',
} as const;

/** A seal that was not used by then is refused. */
export const SEAL_LIFETIME_MS = 10 * 60_000;

export const planSchema = z.strictObject({
  v: z.literal(1),
  runbook: z.string().min(1),
  step: z.string().min(1),
  script: z.string(),
  interpreter: z.strictObject({ shell: z.enum(SHELLS), path: z.string().min(1), args: z.array(z.string()) }),
  cwd: z.string().min(1),
  environment: z.enum(ENVIRONMENTS).nullable(),
  secrets: z.strictObject({
    provider: z.enum(PROVIDERS),
    providerPath: z.string().nullable(),
    envFile: z.strictObject({ path: z.string(), sha256: z.string() }).nullable(),
    envText: z.string(),
    names: z.array(z.string()),
    plain: z.array(z.string()),
    args: z.array(z.string()).readonly().exactOptional(),
    besides: z
      .array(z.strictObject({ path: z.string(), sha256: z.string().nullable() }))
      .readonly()
      .exactOptional(),
  }),
  timeoutMs: z.number().int().positive().nullable(),
  level: z.enum(LEVELS),
  targets: z.array(z.string()).readonly().exactOptional(),
  carry: carryPlanSchema.exactOptional(),
});

export const sealSchema = z.strictObject({
  v: z.literal(1),
  run: z.string().regex(/^[0-9a-z-]{8,64}$/),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** The plan without its script and env text: those are the files beside the seal. */
  plan: planSchema.omit({ script: true }).extend({ secrets: planSchema.shape.secrets.omit({ envText: true }) }),
  /** Milliseconds since the epoch. */
  sealedAt: z.number(),
  expiresAt: z.number(),
  /** The runbook's file as it was on disk when sealed; a change before the start refuses the run. */
  source: z.strictObject({ path: z.string(), sha256: z.string() }),
  /** What starts the step, as it was when it was sealed: another file or directory in its place refuses the run. */
  programs: z.array(z.strictObject({ what: z.enum(['interpreter', 'provider', 'cwd']), path: z.string(), mark: z.string() })).optional(),
});
export type Seal = z.infer<typeof sealSchema>;

/** Read by windows of other versions too: what they do not know they pass over. */
export const startSchema = z.object({
  v: z.literal(1),
  run: z.string(),
  pid: z.number().int(),
  at: z.number(),
  /** False where no pty could be had and pipes are used. */
  pty: z.boolean(),
  /** Names of secret variables whose values are too short or too common to be masked. */
  unmasked: z.array(z.string()),
  /** Names of the environment variables the step got. */
  env: z.array(z.string()).optional(),
  /** Of the approved plan. */
  digest: z.string().optional(),
  /** Of the runner, and of what runs it. */
  versions: z.strictObject({ runner: z.string(), node: z.string() }).optional(),
});
export type RunStart = z.infer<typeof startSchema>;

/** As with the start: a later version may say more. */
export const endSchema = z.object({
  v: z.literal(1),
  run: z.string(),
  /** `exited`: the child ended by itself or by a signal. `cancelled`, `timeout`: we ended it. `refused`: it never started, see refusal.
   *  `provider-failed`: the provider ended before the child started. `lost`: found dead by a later start, exit unknown. */
  outcome: z.enum(['exited', 'cancelled', 'timeout', 'refused', 'provider-failed', 'lost']),
  exit: z.number().int().nullable(),
  signal: z.string().nullable(),
  startedAt: z.number().nullable(),
  endedAt: z.number(),
  /** How long its process lived, in milliseconds, by a clock that never jumps. */
  tookMs: z.number().int().nonnegative().exactOptional(),
  /** Bytes in the log. */
  bytes: z.number().int(),
  /** Why it was refused or what the provider said: a failure kind and its detail. */
  refusal: z.strictObject({ kind: z.string(), detail: z.string() }).nullable(),
  /** Processes the step left behind: number, name, and when they began (in the system's own unit, to know them again). */
  left: z.array(z.strictObject({ pid: z.number().int(), name: z.string(), began: z.string() })).optional(),
});
export type RunEnd = z.infer<typeof endSchema>;
