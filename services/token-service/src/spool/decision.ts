import type { DecisionSubject, UsedCredential } from '@spectacles/contracts';

/** What was asked of one resource, what is granted, and why. */
export interface DecidedScope {
  readonly type: string;
  readonly name: string;
  readonly asked: readonly string[];
  readonly granted: readonly string[];
  readonly because: readonly {
    readonly action: string;
    readonly outcome: 'granted' | 'denied';
    readonly source: { readonly kind: string; readonly id?: string; readonly level?: string; readonly text: string };
  }[];
}

/** A decision of the token door as it is recorded. What differs between two that are otherwise alike is not in it. */
export interface Decision {
  readonly outcome: 'granted' | 'reduced' | 'refused';
  /** Why there is no token; null where there is one. */
  readonly refusal: string | null;
  readonly subject: DecisionSubject;
  readonly credential: UsedCredential;
  readonly refreshTokenId: string | null;
  readonly refreshTokenIssued: boolean;
  readonly address: string;
  readonly userAgent: string;
  readonly registryId: string | null;
  readonly service: string;
  /** As they were asked for: two decisions with the same text ask the same. */
  readonly asked: readonly string[];
  readonly policyVersion: number;
}

/** What is each decision's own. */
export interface DecisionInstance {
  readonly requestId: string;
  readonly tokenId: string | null;
  /** Milliseconds of the epoch. */
  readonly expiresAt: number | null;
}
