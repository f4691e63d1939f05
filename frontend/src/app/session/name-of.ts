import type { UserView } from '@spectacles/contracts';

/** What a person is called here: the display name where there is one. */
export function nameOf(user: UserView | null): string {
  if (user === null) return '';
  return user.displayName === '' ? user.username : user.displayName;
}
