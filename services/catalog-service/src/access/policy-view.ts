import type { CompiledPolicy } from '@spectacles/access-control';

/** The policy as it is in force here. */
export abstract class PolicyView {
  abstract readonly policy: CompiledPolicy;
  /** Waits until the policy is at least that new (else POLICY_NOT_YET); refuses to read by one that is too old. */
  abstract atLeast(version: number | undefined): Promise<void>;
}
