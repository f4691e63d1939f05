import { parsePattern, patternCanMatchWithin } from '@spectacles/access-control';
import type { GrantPrincipal } from '@spectacles/contracts';
import { PatternInvalid, PatternOutside } from '../credentials/limits.errors.js';
import type { Repositories } from '../store/identity-store.js';
import { type Grant, verbsOfGrant } from './grant.js';
import { AnonymousReadOnly, ManageOfPattern, MembersOfRegistry, PrincipalNotFound } from './grants.errors.js';

type Rows = Pick<Repositories, 'users' | 'groups' | 'robots'>;

/** Whoever an entry names is there. */
export async function requirePrincipal(rows: Rows, principal: GrantPrincipal): Promise<void> {
  if (!('id' in principal)) return;
  const { kind, id } = principal;
  const found = await { user: rows.users, group: rows.groups, robot: rows.robots }[kind].byId(id);
  if (found === null) throw new PrincipalNotFound(kind);
}

/** What can be said of an entry by itself: strangers read at most, and what is managed is a whole namespace with members. */
export function requireSensible(grant: Pick<Grant, 'principal' | 'namespaceId' | 'right' | 'verbs' | 'pattern'>): void {
  if (grant.principal.kind === 'members' && grant.namespaceId === null) throw new MembersOfRegistry();
  if (grant.pattern !== null && verbsOfGrant(grant).includes('manage')) throw new ManageOfPattern();
  if (grant.principal.kind !== 'anonymous') return;
  if (verbsOfGrant(grant).some((verb) => verb !== 'pull' && verb !== 'browse')) throw new AnonymousReadOnly();
}

/** A pattern can be read, and matches something in the place; `path` is the namespace's, null stands for the registry. */
export function requirePatternWithin(pattern: string | null, path: string | null): void {
  if (pattern === null) return;
  const pointer = '/pattern';
  const parsed = parsePattern(pattern);
  if (!parsed.ok) {
    const message = `Character ${String(parsed.at + 1)}: ${parsed.reason}`;
    throw new PatternInvalid([{ pointer, code: 'pattern_invalid', message }]);
  }
  if (patternCanMatchWithin(parsed.pattern, path)) return;
  const names = path === '' ? 'have no slash' : `begin with "${path ?? ''}/"`;
  const message = `It is compared with whole repository names, and those in here ${names}.`;
  throw new PatternOutside([{ pointer, code: 'pattern_outside', message }]);
}
