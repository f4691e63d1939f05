import { removeRobots } from '../robots/remove-robots.js';
import type { IdentityTransaction } from '../store/identity-store.js';
import type { Namespace } from './namespace.js';

/** Takes a namespace away with its entries, members and robots, in the change that is under way; images stay. */
export async function removeNamespace(transaction: IdentityTransaction, namespace: Namespace): Promise<void> {
  await removeRobots(transaction, await transaction.robots.ofNamespace(namespace.id));
  const grants = await transaction.grants.idsOfNamespace(namespace.id);
  const members = await transaction.namespaceMembers.idsOfPlace(namespace.id);
  await transaction.grants.removeAll(grants);
  await transaction.namespaceMembers.removeAll(members);
  await transaction.namespaces.remove(namespace.id);
  for (const id of grants) transaction.appendGone('grant', id);
  for (const id of members) transaction.appendGone('namespace-member', id);
  transaction.appendGone('namespace', namespace.id);
}
