import type { GrantPrincipal, GroupReference, RobotView, UserReference } from '@spectacles/contracts';

/** Somebody with an id, or a kind of people that needs none. */
export type PickedPrincipal =
  | {
      readonly kind: 'user' | 'group' | 'robot';
      readonly id: string;
      readonly name: string;
      readonly detail: string;
    }
  | { readonly kind: 'members' | 'everyone' | 'anonymous'; readonly name: string; readonly detail: string };
export type PrincipalKind = PickedPrincipal['kind'];

export const generalPrincipals: readonly PickedPrincipal[] = [
  { kind: 'members', name: 'Members', detail: 'of this namespace, and its managers' },
  { kind: 'everyone', name: 'Everyone signed in', detail: 'every person and robot' },
  { kind: 'anonymous', name: 'Anonymous', detail: 'without sign-in' },
];

export function pickedUser({ id, username, displayName }: UserReference): PickedPrincipal {
  return { kind: 'user', id, name: username, detail: displayName };
}

export function pickedGroup({ id, name, description }: GroupReference): PickedPrincipal {
  return { kind: 'group', id, name, detail: description };
}

export function pickedRobot({ id, login, description }: RobotView): PickedPrincipal {
  return { kind: 'robot', id, name: login, detail: description };
}

/** As an entry names it. */
export function grantPrincipalOf(picked: PickedPrincipal): GrantPrincipal {
  return 'id' in picked ? { kind: picked.kind, id: picked.id } : { kind: picked.kind };
}
