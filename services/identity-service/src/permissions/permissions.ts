import type { Caller } from '@spectacles/contracts';
import { NotAllowed, NotSignedIn } from '@spectacles/platform';
import type { Robot } from '../robots/robot.js';
import type { Repositories } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import { CredentialLimited } from './permissions.errors.js';

type Callers = Pick<Repositories, 'users' | 'robots' | 'credentials'>;

/** Who calls, as their own rows are now. */
export type KnownCaller =
  /** `limited`: with a token that may do less than its owner; decisions need the token then, not the user alone. */
  | { readonly kind: 'user'; readonly user: User; readonly limited: boolean }
  | { readonly kind: 'robot'; readonly robot: Robot };

/**
 * Anybody who is known, also with a limited credential: for the few routes that say themselves what such a caller gets
 * (`CredentialGuard` has the list). When a credential ends, and from where it works, is asked there.
 */
export async function requireKnown(repositories: Callers, caller: Caller): Promise<KnownCaller> {
  if (caller.kind === 'anonymous') throw new NotSignedIn();
  if (caller.kind === 'user')
    return { kind: 'user', user: await activeUser(repositories, caller.userId), limited: false };
  const credential = await repositories.credentials.byId(caller.credentialId);
  if (credential?.owner.kind !== caller.owner.kind || credential.owner.id !== caller.owner.id) throw new NotSignedIn();
  if (caller.owner.kind === 'robot') {
    const robot = await repositories.robots.byId(caller.owner.id);
    if (robot?.status !== 'active') throw new NotSignedIn();
    return { kind: 'robot', robot };
  }
  const user = await activeUser(repositories, caller.owner.id);
  return { kind: 'user', user, limited: credential.scopes !== null };
}

/**
 * The caller's own row as it is now: an envelope says who calls, never what they may do. A token without limits is its
 * owner; what may do less than its owner is refused here, since nobody who asks for a user alone would take the limits off.
 */
export async function requireSignedIn(repositories: Callers, caller: Caller): Promise<User> {
  const known = await requireKnown(repositories, caller);
  if (known.kind === 'robot' || known.limited) throw new CredentialLimited();
  return known.user;
}

/** The caller, who must be an administrator now. */
export async function requireAdministrator(repositories: Callers, caller: Caller): Promise<User> {
  return administratorOnly(await requireSignedIn(repositories, caller));
}

/** The same for a caller whose row was read in this transaction. */
export function administratorOnly(user: User): User {
  if (!user.administrator) throw new NotAllowed('Only administrators may do this.');
  return user;
}

async function activeUser({ users }: Callers, id: string): Promise<User> {
  const user = await users.byId(id);
  if (user?.status !== 'active') throw new NotSignedIn();
  return user;
}
