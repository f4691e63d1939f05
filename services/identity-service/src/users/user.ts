import type { UserReference, UserState, UserView } from '@spectacles/contracts';

/** Values by name. */
type Labels = Readonly<Record<string, readonly string[]>>;

/** Somebody who signs in. */
export interface User {
  readonly id: string;
  /** Never changed, and never given to somebody else. */
  readonly username: string;
  displayName: string;
  email: string | null;
  administrator: boolean;
  status: 'active' | 'disabled';
  readonly source: 'local' | 'ldap' | 'oidc';
  /** null: nobody signs in as this user by password. */
  passwordHash: string | null;
  /** Raised with every change of what the password opens: what was verified before is not believed after. */
  credentialVersion: number;
  /** By which rules may name users. */
  labels: Labels;
  /** Refresh tokens issued at an older policy are dead. */
  refreshRevokedBelow: number;
  readonly createdAt: Date;
  lastSeenAt: Date | null;
  version: number;
}

/** What decisions need to know of a user. */
export function toUserState(user: User): UserState {
  return {
    kind: 'user',
    id: user.id,
    username: user.username,
    administrator: user.administrator,
    status: user.status,
    credentialVersion: user.credentialVersion,
    labels: copyOf(user.labels),
    refreshRevokedBelow: user.refreshRevokedBelow,
  };
}

/** A user as administrators, and the user, see one. */
export function toUserView(user: User): UserView {
  return {
    id: user.id,
    username: user.username,
    displayName: user.displayName,
    email: user.email,
    administrator: user.administrator,
    labels: copyOf(user.labels),
    status: user.status,
    source: user.source,
    createdAt: user.createdAt.toISOString(),
    lastSeenAt: user.lastSeenAt?.toISOString() ?? null,
    version: user.version,
  };
}

function copyOf(labels: Labels): Record<string, string[]> {
  return Object.fromEntries(Object.entries(labels).map(([name, values]) => [name, [...values]]));
}

/** A user as everybody who is signed in sees one. */
export function toUserReference(user: User): UserReference {
  return { id: user.id, username: user.username, displayName: user.displayName };
}

/** How the activity log names a user. */
export function userObject({ id, username }: User): { kind: 'user'; id: string; name: string } {
  return { kind: 'user', id, name: username };
}
