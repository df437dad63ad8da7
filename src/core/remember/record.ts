// The journal's records as they stand in its files: an entry, its place, and what binds it to the record before.
import * as z from 'zod';
import { LEVELS } from '../step.ts';

/** Kinds of git's signing keys: `gpg.format`. */
export const SIGNATURE_FORMATS = ['ssh', 'openpgp'] as const;

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const place = {
  v: z.literal(1),
  /** Counts from 1 in each file. */
  seq: z.number().int().positive(),
  /** SHA-256 (hex) of the record before, its line's UTF-8 bytes without the line end; in the first, of the file's own path. */
  prev: hash,
  /** SHA-256 (hex) of this record's own line without this member: finds an edit of the last record too. */
  sum: hash,
  at: z.iso.datetime(),
};
const common = { ...place, step: z.string(), by: z.string() };
const level = z.enum(LEVELS);
const proposal = {
  source: z.string(),
  why: z.string(),
  command: z.string(),
  hypothesis: z.string().optional(),
  expected: z.string().optional(),
  /** The guards that spoke. */
  guards: z.array(z.string()).optional(),
};

export const recordSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('approved'),
    run: z.string(),
    digest: z.string(),
    level,
    tags: z.array(z.string()),
    via: z.string(),
    readMs: z.number(),
    command: z.string(),
  }),
  z.strictObject({ ...common, ...proposal, kind: z.literal('proposed') }),
  /** Kept back by a guard, shown to nobody for a decision. */
  z.strictObject({ ...common, ...proposal, kind: z.literal('held') }),
  z.strictObject({ ...common, kind: z.literal('edited'), was: z.string(), command: z.string() }),
  z.strictObject({ ...common, kind: z.literal('rejected'), level, reason: z.string(), text: z.string(), command: z.string() }),
  z.strictObject({ ...common, kind: z.literal('skipped'), level, command: z.string() }),
  z.strictObject({ ...common, kind: z.literal('refused'), run: z.string(), failure: z.string(), detail: z.string() }),
  z.strictObject({
    ...common,
    kind: z.enum(['ran', 'recovered']),
    run: z.string(),
    digest: z.string(),
    outcome: z.string(),
    exit: z.number().nullable(),
    signal: z.string().nullable(),
    durationMs: z.number().nullable(),
    bytes: z.number(),
    log: z.string(),
    logSha256: z.string(),
    secrets: z.array(z.string()),
    /** SHA-256 (hex) of the result block as it was written, see core/annotate/blockDigest.ts; absent where none could be written. */
    block: hash.optional(),
    signs: z.array(z.string()).optional(),
  }),
  /** Declared paths brought back to how a checkpoint holds them. */
  z.strictObject({ ...place, kind: z.literal('restored'), by: z.string(), commit: z.string(), paths: z.array(z.string()) }),
  /** Something went to a model: `digest` is the SHA-256 of the messages (core/ask/sent.ts), `bytes` the UTF-8 of their texts. */
  z.strictObject({ ...place, kind: z.literal('asked'), by: z.string(), model: z.string(), digest: hash, bytes: z.number() }),
  /** What came of it, with what the provider told of tokens and cost (US dollars); null where it told nothing. */
  z.strictObject({
    ...place,
    kind: z.literal('answered'),
    model: z.string(),
    digest: hash,
    outcome: z.string(),
    bytes: z.number(),
    inputTokens: z.number().nullable(),
    outputTokens: z.number().nullable(),
    costUsd: z.number().nullable(),
  }),
  /** A signature over the record before, named by `prev`: it vouches for all records up to there. */
  z.strictObject({
    ...place,
    kind: z.literal('signed'),
    format: z.enum(SIGNATURE_FORMATS),
    key: z.string(),
    signature: z.string(),
  }),
  /** Closes what a crash left half written: `fragment` is the SHA-256 of the unreadable text right before this record. */
  z.strictObject({ ...place, kind: z.literal('torn'), fragment: hash }),
]);
export type JournalRecord = z.infer<typeof recordSchema>;
