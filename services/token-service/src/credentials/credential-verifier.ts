import type { Credentials } from '../door/basic-credentials.js';

/** What the owner of the passwords says about a name and a secret. */
export type Verification =
  | {
      readonly kind: 'verified';
      readonly userId: string;
      readonly credentialVersion: number;
      /** The version of the policy that the answer was true at. */
      readonly policyVersion: number;
    }
  | { readonly kind: 'refused' }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number }
  /** Somebody answered, and could not say: too much to do, or a failure that may be this question's alone. */
  | { readonly kind: 'undecided' }
  | { readonly kind: 'unreachable' };

/** Whoever can tell whether a password is right. Never throws: not being reached is one of the answers. */
export abstract class CredentialVerifier {
  abstract verify(credentials: Credentials, address: string): Promise<Verification>;
}
