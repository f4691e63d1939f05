import { isLimited, troubleOf, type CompiledPolicy } from '@spectacles/access-control';
import { NotAllowed, NotSignedIn } from '@spectacles/platform';
import type { Envelope } from '@spectacles/contracts';
import { principalOf, type PolicyUse } from '@spectacles/policy-replica';
import type { Observable } from 'rxjs';

/** The policy as it is in force here. */
export abstract class PolicyView {
  abstract readonly policy: CompiledPolicy;
  /** The number of the last commit that is in force. */
  abstract readonly version: number;
  abstract readonly ready: boolean;
  abstract readonly changed: Observable<number>;
  /** Waits until the policy is at least that new (else POLICY_NOT_YET); refuses to read by one that is too old. */
  abstract atLeast(version: number | undefined): Promise<void>;
  /** Why the policy is too old to decide by; null where it is not. */
  abstract ageProblem(use: PolicyUse): string | null;
  /** Refuses with SERVICE_UNAVAILABLE where it is. */
  abstract requireFresh(use: PolicyUse): void;
}

/** Lets administrators pass; everybody else is told before anything of the request is looked at. */
export async function requireAdministrator(
  view: PolicyView,
  { caller, address, atLeast }: Envelope,
  now: Date,
): Promise<void> {
  if (caller.kind === 'anonymous') throw new NotSignedIn();
  await view.atLeast(atLeast);
  const { policy } = view;
  const principal = principalOf(caller, address, now);
  if (principal.kind !== 'user' || troubleOf(policy, principal) !== null) throw new NotAllowed();
  // A token with limits may do nothing but what they say, whoever its owner is.
  const isAdministrator = policy.user(principal.userId)?.administrator === true;
  if (!isAdministrator || isLimited(policy, principal)) throw new NotAllowed();
}
