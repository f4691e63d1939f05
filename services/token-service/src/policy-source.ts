import type { CompiledPolicy } from '@spectacles/access-control';
import type { Observable } from 'rxjs';

/** What token-service reads of the policy in memory; the replica is one, and tests have a smaller one. */
export interface PolicySource {
  /** The policy now. It is replaced, so it is asked for anew after every wait. */
  readonly policy: CompiledPolicy;
  readonly version: number;
  readonly ready: boolean;
  /** Tells the version of each policy that came into force. */
  readonly changed: Observable<number>;
  /** Seconds since the owner last confirmed that this is the newest policy. */
  ageSeconds(): number;
  /** Waits a moment for a version; rejects with POLICY_NOT_YET. */
  atLeast(version?: number): Promise<void>;
  /** Looks at the log now; resolves when what was committed before is in force, or could not be read. */
  catchUp(): Promise<void>;
}
