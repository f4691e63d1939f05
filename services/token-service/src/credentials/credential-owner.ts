import type { DecisionSubject } from '@spectacles/contracts';

import type { PolicySource } from '../policy-source.js';

/** Whose credential it is: the name to write beside it, and the subject of the tokens it gives. */
export interface CredentialOwner {
  readonly name: string;
  readonly who: DecisionSubject;
}

/** The user or robot that something is of; null for one that is gone. */
export function ownerOf(
  { policy }: Pick<PolicySource, 'policy'>,
  { kind, id }: { readonly kind: 'user' | 'robot'; readonly id: string },
): CredentialOwner | null {
  const name = kind === 'user' ? policy.user(id)?.username : policy.robot(id)?.login;
  return name === undefined ? null : { name, who: { kind, id, name } };
}
