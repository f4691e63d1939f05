import type { Repositories } from '../store/identity-store.js';
import type { User } from './user.js';
import { LastAdministrator } from './users.errors.js';

export function isActiveAdministrator(user: User): boolean {
  return user.administrator && user.status === 'active';
}

/** Before an administrator ceases to be one: another stays. Their row still counts, since it is not written yet. */
export async function requireAnotherAdministrator({ users }: Pick<Repositories, 'users'>, user: User): Promise<void> {
  if (isActiveAdministrator(user) && (await users.countActiveAdministrators()) <= 1) throw new LastAdministrator();
}
