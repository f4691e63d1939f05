import type { RegistryState } from '@spectacles/access-control';
import type { SigningKeyState } from '@spectacles/contracts';
import { needsRenewal, type SigningAlgorithm } from '@spectacles/registry-token';

import { activeAuthority, activeLeaf, ownerOfKeys } from './ring-states.js';

/** One thing to be done to the ring. */
export type RingTask =
  /** Nothing is there yet: an authority and the first key below it. */
  | { readonly kind: 'make-ring'; readonly algorithm: SigningAlgorithm }
  /** The certificate ends soon. The key stays, so that registries that know it by its id go on. */
  | { readonly kind: 'renew-certificate'; readonly leaf: SigningKeyState; readonly authority: SigningKeyState }
  /** Another algorithm was configured: a new key signs, the old one stays known until its tokens have ended. */
  | {
      readonly kind: 'replace-leaf';
      readonly algorithm: SigningAlgorithm;
      readonly leaf: SigningKeyState;
      readonly authority: SigningKeyState;
    }
  /** A zot registry without a key of its own. */
  | { readonly kind: 'make-own-key'; readonly registryId: string; readonly algorithm: SigningAlgorithm };

/** What the ring is compared with. */
export interface RingWishes {
  readonly registries: readonly RegistryState[];
  /** The algorithm of new keys; where it is not null, a shared key of another one is replaced. */
  readonly algorithm: SigningAlgorithm;
  readonly replaceOthers: boolean;
  /** False where the operator brings the shared key. */
  readonly sharedKey: boolean;
  readonly now: Date;
}

function planSharedKey(states: readonly SigningKeyState[], wishes: RingWishes): readonly RingTask[] {
  const { algorithm, now } = wishes;
  const [authority, leaf] = [activeAuthority(states), activeLeaf(states, null)];
  if (authority === null || leaf === null) return [{ kind: 'make-ring', algorithm }];
  if (wishes.replaceOthers && leaf.algorithm !== algorithm) {
    return [{ kind: 'replace-leaf', algorithm, leaf, authority }];
  }
  const renewal = leaf.notAfter === null || needsRenewal(leaf.notAfter, now);
  return renewal ? [{ kind: 'renew-certificate', leaf, authority }] : [];
}

/** What is to be done so that every registry has a key that signs for it. */
export function planKeyRing(states: readonly SigningKeyState[], wishes: RingWishes): readonly RingTask[] {
  const owners = wishes.registries.map(ownerOfKeys).filter((owner) => owner !== null);
  const bare = owners.filter((owner) => activeLeaf(states, owner) === null);
  return [
    ...(wishes.sharedKey ? planSharedKey(states, wishes) : []),
    ...bare.map((registryId) => ({ kind: 'make-own-key', registryId, algorithm: wishes.algorithm }) as const),
  ];
}
