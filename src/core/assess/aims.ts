// What a call acts on besides its operands: the cluster, host, workspace, account behind it. Named by the call, or by what is current here.
import type { TargetClass } from '../policy/classes.ts';
import type { WordArgs } from '../words.ts';
import { PLACE_WORDS } from './words.ts';

export type AimKind =
  | 'cluster'
  | 'host'
  | 'workspace'
  | 'account'
  | 'project'
  | 'engine'
  | 'remote'
  | 'database'
  | 'endpoint'
  | 'stack'
  | 'repository'
  | 'registry'
  | 'inventory'
  | 'configuration';

/** A resolved target, before it is classed. */
export interface Aim {
  readonly kind: AimKind;
  readonly name: string;
  /** Server, account number, address, branch, namespace: told where they matter, classed and sealed with the name. */
  readonly more: readonly string[];
  /** A namespace of a cluster, a branch of a remote: said in the sentence. */
  readonly inside?: string;
  /** Whether the command names it itself; else it is whatever is current. */
  readonly named: boolean;
  /** How a command would name it: "--context prod-eu". */
  readonly flag?: string;
  /** The call's own operands say it, so its sentence does already. */
  readonly told?: true;
}

export interface ClassedAim extends Aim {
  readonly class: TargetClass;
}

/** A phrase for a sentence: "on cluster prod-eu, namespace payments". */
export function placeOf({ kind, name, inside }: Aim): { readonly says: string; readonly args: WordArgs } {
  if (inside !== undefined && kind === 'cluster') return { says: PLACE_WORDS.clusterInside, args: { name, inside } };
  if (inside !== undefined && kind === 'remote') return { says: PLACE_WORDS.remoteInside, args: { name, inside } };
  return { says: PLACE_WORDS[kind], args: { name } };
}

/** Everything about it in one line, for the plan an approval is bound to. Not translated. */
export const aimLine = ({ kind, name, more, inside }: Aim): string =>
  [`${kind} ${name}`, ...(inside === undefined ? [] : [inside]), ...more].join(', ');

const LONGEST = 120;

/** A name for people: one line, nothing unseen in it, not endless. */
export function tidy(name: string): string {
  const clean = name.trim().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean;
}

/** An address without the credentials that may stand in it. */
export const withoutCredentials = (url: string): string =>
  url.replace(/^(\w[\w+.-]*:\/\/)[^@/?#]*@/, '$1').replace(/([?&](?:password|token|sslpassword|authToken)=)[^&]*/gi, '$1…');
