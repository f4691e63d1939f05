import type { Principal } from '@spectacles/access-control';
import type { DecisionSubject, UsedCredential } from '@spectacles/contracts';
import { withoutSecret } from '@spectacles/platform';

import type { Refusal } from './refusal.js';

/** Somebody who said who they are, and is. */
export interface Caller {
  /** The subject of tokens: a user's name, a robot's login, nothing for anonymous. */
  readonly subject: string;
  readonly principal: Principal;
  readonly who: DecisionSubject;
  readonly credential: UsedCredential;
  /** The refresh token that was presented. */
  readonly refreshToken: { readonly id: string; readonly text: string } | null;
}

/** Why somebody is nobody: what the client is told, and what is recorded. */
export interface Rejection {
  readonly refusal: Refusal;
  /** A stable code for the record; the client learns no more than the refusal says. */
  readonly reason: string;
  readonly who: DecisionSubject;
  readonly credential: UsedCredential;
  readonly refreshTokenId: string | null;
}

/** Who the caller is, or why that is nobody. */
export type Identification = { readonly ok: true; readonly caller: Caller } | ({ readonly ok: false } & Rejection);

export const NO_CREDENTIAL: UsedCredential = { kind: 'none', id: null, name: null };
export const A_PASSWORD: UsedCredential = { kind: 'password', id: null, name: null };

/** Somebody of whom nothing but a presented name is known. */
export const unknownSubject = (name: string): DecisionSubject => ({
  kind: 'unknown',
  id: null,
  name: withoutSecret(name),
});

export const ANONYMOUS: Caller = {
  subject: '',
  principal: { kind: 'anonymous' },
  who: { kind: 'anonymous', id: null, name: '' },
  credential: NO_CREDENTIAL,
  refreshToken: null,
};
