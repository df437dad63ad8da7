// The digest an approval is bound to: SHA-256 over one canonical form of the plan.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Plan } from './plan.ts';
import type { Seal } from './seal.ts';

/** JSON with sorted keys and no blanks: equal values, and only those, have equal texts (strings are quoted and escaped, so nothing can run into its neighbour). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') return `{${members(value as Readonly<Record<string, unknown>>).join(',')}}`;
  return JSON.stringify(value ?? null);
}

function members(value: Readonly<Record<string, unknown>>): string[] {
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return keys.sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
}

/** SHA-256 (hex, lower case) of some bytes, or of a text's UTF-8. */
export function sha256Hex(content: string | Uint8Array): string {
  return bytesToHex(sha256(typeof content === 'string' ? new TextEncoder().encode(content) : content));
}

/** What a person approves and the relay checks: the SHA-256 (hex) of the whole plan, script and minimal env file included. */
export function digestOf(plan: Plan): string {
  return sha256Hex(`countersign-plan\n${canonical(plan)}`);
}

/** The plan as the seal's parts say it, for the relay's check: the seal without its digest, the script and the env file as they lie on disk. */
export function planOfSeal(seal: Seal, parts: { readonly script: string; readonly envText: string }): Plan {
  const { secrets, ...rest } = seal.plan;
  return { ...rest, script: parts.script, secrets: { ...secrets, envText: parts.envText } };
}
