import type { Caller } from '@spectacles/contracts';
import { NotAllowed, NotSignedIn } from '@spectacles/platform';
import type { Repositories } from '../store/identity-store.js';
import type { User } from '../users/user.js';

type Users = Pick<Repositories, 'users'>;

/** The caller's own row as it is now: an envelope says who calls, never what they may do. */
export async function requireSignedIn(repositories: Users, caller: Caller): Promise<User> {
  if (caller.kind === 'anonymous') throw new NotSignedIn();
  const user = await repositories.users.byId(caller.userId);
  if (user?.status !== 'active') throw new NotSignedIn();
  return user;
}

/** The caller, who must be an administrator now. */
export async function requireAdministrator(repositories: Users, caller: Caller): Promise<User> {
  return administratorOnly(await requireSignedIn(repositories, caller));
}

/** The same for a caller whose row was read in this transaction. */
export function administratorOnly(user: User): User {
  if (!user.administrator) throw new NotAllowed('Only administrators may do this.');
  return user;
}
