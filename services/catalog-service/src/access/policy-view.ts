import type { CompiledPolicy, Principal } from '@spectacles/access-control';
import type { Caller } from '@spectacles/contracts';

/** The policy as it is in force here. */
export abstract class PolicyView {
  abstract readonly policy: CompiledPolicy;
  /** Waits until the policy is at least that new (else POLICY_NOT_YET); refuses to read by one that is too old. */
  abstract atLeast(version: number | undefined): Promise<void>;
}

/** Whose rights decide. */
export function principalOf(caller: Caller): Principal {
  return caller.kind === 'user' ? { kind: 'user', userId: caller.userId } : { kind: 'anonymous' };
}
