// Which plain values of the env file a mask will leave alone, known before the step runs. Those of references are known to the relay only.
import { isTooCommon } from '../redact/common.ts';
import { plainValues } from './minimalEnv.ts';
import type { SecretsPlan } from './plan.ts';

/** Names of the plain variables whose values are too short or too common to be masked. */
export function unmaskedPlain({ plain, envText }: Pick<SecretsPlan, 'plain' | 'envText'>): string[] {
  const values = plainValues(envText, {});
  return plain.filter((name) => (values[name] ?? '') !== '' && isTooCommon(values[name] ?? ''));
}
