import type { Repositories } from '../store/identity-store.js';
import type { NamespaceOwner } from './namespace.js';
import { OwnerNotFound } from './namespaces.errors.js';

type Rows = Pick<Repositories, 'users' | 'groups'>;

/** The name of an owner that a request names, who must be there. */
export async function requireOwnerName(rows: Rows, owner: NamespaceOwner, pointer = '/owner/id'): Promise<string> {
  const name =
    owner.kind === 'user' ? (await rows.users.byId(owner.id))?.username : (await rows.groups.byId(owner.id))?.name;
  if (name === undefined) throw new OwnerNotFound(owner.kind, pointer);
  return name;
}
