import type { CompiledPolicy } from '@spectacles/access-control';
import { NotAllowed, NotSignedIn } from '@spectacles/platform';
import type { Envelope } from '@spectacles/contracts';
import type { PolicyUse } from '@spectacles/policy-replica';
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
export async function requireAdministrator(view: PolicyView, { caller, atLeast }: Envelope): Promise<void> {
  if (caller.kind === 'anonymous') throw new NotSignedIn();
  await view.atLeast(atLeast);
  const user = view.policy.user(caller.userId);
  if (user?.status !== 'active' || !user.administrator) throw new NotAllowed();
}
