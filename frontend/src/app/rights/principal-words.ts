import type { GrantView } from '@spectacles/contracts';

/** Whom an entry is about, and what kind of somebody that is. */
export function principalWords(principal: GrantView['principal']): { readonly name: string; readonly kind: string } {
  switch (principal.kind) {
    case 'user':
      return {
        name: principal.user.username,
        kind: principal.user.displayName === '' ? 'person' : `person · ${principal.user.displayName}`,
      };
    case 'everyone':
      return { name: 'Everyone signed in', kind: 'every person with an account' };
    case 'anonymous':
      return { name: 'Anonymous', kind: 'no sign-in' };
  }
}
