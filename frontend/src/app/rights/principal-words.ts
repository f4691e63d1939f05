import type { GrantView } from '@spectacles/contracts';

interface PrincipalWords {
  readonly name: string;
  readonly kind: string;
}

const general = {
  members: { name: 'Members', kind: 'members and managers of this namespace' },
  everyone: { name: 'Everyone signed in', kind: 'every person and robot with an account' },
  anonymous: { name: 'Anonymous', kind: 'no sign-in' },
} as const satisfies Record<string, PrincipalWords>;

/** Whom an entry is about, and what kind of somebody that is. */
export function principalWords(principal: GrantView['principal']): PrincipalWords {
  switch (principal.kind) {
    case 'user':
      return {
        name: principal.user.username,
        kind: principal.user.displayName === '' ? 'person' : `person · ${principal.user.displayName}`,
      };
    case 'group':
    case 'robot':
      return { name: principal.name, kind: principal.kind };
    case 'members':
    case 'everyone':
    case 'anonymous':
      return general[principal.kind];
  }
}

/** The same where only the words are known, as in a reverse view. */
export function accessPrincipalWords({ kind, name }: { readonly kind: string; readonly name: string }): PrincipalWords {
  if (kind === 'members' || kind === 'everyone' || kind === 'anonymous') return general[kind];
  return { name, kind: kind === 'user' ? 'person' : kind };
}
