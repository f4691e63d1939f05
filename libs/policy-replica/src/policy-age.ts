import { z } from 'zod';

/** How long the policy may go unconfirmed before it decides nothing any more. */
export interface PolicyAgeLimits {
  readonly readSeconds: number;
  readonly writeSeconds: number;
}

/** What is decided: something that changes nothing, or something that does. */
export type PolicyUse = 'read' | 'write';

const settings = { read: 'POLICY_MAX_AGE_READ_SECONDS', write: 'POLICY_MAX_AGE_WRITE_SECONDS' } as const;

const secondsVariable = (standard: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,6}$/u, 'must be a whole number of seconds, at least 1')
    .transform(Number)
    .default(standard);

/** The variables of every service that decides by the policy; its schema spreads them into its own. */
export const policyAgeEnvironment = {
  POLICY_MAX_AGE_READ_SECONDS: secondsVariable(86_400).describe(
    'For how long reads are decided while the policy cannot be confirmed; after that they are answered with 503.',
  ),
  POLICY_MAX_AGE_WRITE_SECONDS: secondsVariable(900).describe(
    'For how long writes are decided while the policy cannot be confirmed; after that they are answered with 503.',
  ),
} as const;

/** The limits that the variables hold. */
export function policyAgeLimits(values: {
  readonly POLICY_MAX_AGE_READ_SECONDS: number;
  readonly POLICY_MAX_AGE_WRITE_SECONDS: number;
}): PolicyAgeLimits {
  return { readSeconds: values.POLICY_MAX_AGE_READ_SECONDS, writeSeconds: values.POLICY_MAX_AGE_WRITE_SECONDS };
}

/** Where no variable says otherwise. */
export const standardPolicyAge: PolicyAgeLimits = policyAgeLimits(z.object(policyAgeEnvironment).parse({}));

/** Why a policy of that age may not decide, with the setting to look at; null where it may. */
export function policyAgeProblem(ageSeconds: number, limits: PolicyAgeLimits, use: PolicyUse): string | null {
  // A write is bounded as a read, too, whatever the settings say.
  for (const bound of use === 'write' ? (['read', 'write'] as const) : (['read'] as const)) {
    if (ageSeconds > limits[`${bound}Seconds`])
      return `The policy was not confirmed for longer than ${settings[bound]} allows.`;
  }
  return null;
}
