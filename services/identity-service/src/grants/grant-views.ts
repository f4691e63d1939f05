import type { GrantPrincipal, GrantView } from '@spectacles/contracts';
import type { Repositories } from '../store/identity-store.js';
import { toUserReference } from '../users/user.js';
import { type Grant, toGrantView } from './grant.js';

type Names = Pick<Repositories, 'users' | 'groups' | 'robots'>;

/** Grants with the names of whom they are for. */
export async function grantViews(rows: Names, grants: readonly Grant[]): Promise<GrantView[]> {
  const users = byId(await rows.users.byIds(idsOf(grants, 'user')));
  const groups = byId(await rows.groups.byIds(idsOf(grants, 'group')));
  const robots = byId(await rows.robots.byIds(idsOf(grants, 'robot')));
  const named = (principal: GrantPrincipal): GrantView['principal'] => {
    switch (principal.kind) {
      case 'user': {
        const user = users.get(principal.id);
        const reference = { id: principal.id, username: 'unknown', displayName: '' };
        return { ...principal, user: user === undefined ? reference : toUserReference(user) };
      }
      case 'group':
        return { ...principal, name: groups.get(principal.id)?.name ?? 'unknown' };
      case 'robot':
        return { ...principal, name: robots.get(principal.id)?.login ?? 'unknown' };
      default:
        return principal;
    }
  };
  return grants.map((grant) => toGrantView(grant, named(grant.principal)));
}

/** One grant, as `grantViews` shows several. */
export async function grantView(rows: Names, grant: Grant): Promise<GrantView | undefined> {
  return (await grantViews(rows, [grant]))[0];
}

function idsOf(grants: readonly Grant[], kind: 'user' | 'group' | 'robot'): string[] {
  return [...new Set(grants.flatMap(({ principal }) => (principal.kind === kind ? [principal.id] : [])))];
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}
