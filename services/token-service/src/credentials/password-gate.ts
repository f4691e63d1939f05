import type { PolicySource } from '../policy-source.js';

import type { Credentials } from '../door/basic-credentials.js';
import type { Verification } from './credential-verifier.js';
import type { FailureBuckets } from './failure-buckets.js';
import type { RefusedPasswordCache } from './refused-password-cache.js';

const REFUSED: Verification = { kind: 'refused' };

/** A password on its way to whoever can check it. */
export type Passage =
  | { readonly open: true; readonly settle: (verification: Verification) => void }
  | { readonly open: false; readonly answer: Verification };

/**
 * Stands before the check of passwords, which costs a hash: one that was refused lately is refused again without it, and
 * a network that fails too much waits. The numbers of record are kept where the hash is; this is the first bucket.
 */
export class PasswordGate {
  constructor(
    private readonly source: Pick<PolicySource, 'policy'>,
    private readonly refused: RefusedPasswordCache,
    private readonly buckets: FailureBuckets,
  ) {}

  enter({ username, secret }: Credentials, address: string): Passage {
    const user = this.source.policy.userByName(username);
    // As of before the question: an answer about an older password says nothing about a newer one.
    const fingerprint = this.refused.fingerprint(username, secret, {
      userId: user?.id ?? null,
      credentialVersion: user?.credentialVersion ?? -1,
      active: user?.status === 'active',
    });
    if (this.refused.has(fingerprint)) return { open: false, answer: REFUSED };
    // What succeeds counts for nothing, so it is noted when the answer is there: many may sign in at once from one address.
    const wait = this.buckets.wait(address);
    if (wait !== null) return { open: false, answer: { kind: 'throttled', retryAfterSeconds: wait } };
    return {
      open: true,
      settle: ({ kind }) => {
        if (kind !== 'refused') return;
        this.refused.remember(fingerprint);
        this.buckets.note(address);
      },
    };
  }
}
