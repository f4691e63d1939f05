import { changesBetween } from '../activity/changes.js';
import { removeCredentialsOf } from '../credentials/remove-credentials.js';
import { namespaceObject, type NamespaceOwner, toNamespaceState } from '../namespaces/namespace.js';
import { requireOwnerName } from '../namespaces/owners.js';
import type { IdentityTransaction } from '../store/identity-store.js';
import type { User } from './user.js';
import { UserOwnsNamespaces } from './users.errors.js';

const OWNED_SHOWN = 20;
const AT_ONCE = 200;

/** Gives what somebody owns to another owner; without one, nobody who owns anything goes. */
export async function giveAway(
  transaction: IdentityTransaction,
  user: User,
  transferTo: string | undefined,
): Promise<void> {
  const from: NamespaceOwner = { kind: 'user', id: user.id };
  if (transferTo === undefined) {
    const owned = await transaction.namespaces.ownedBy(from, OWNED_SHOWN + 1);
    if (owned.length > 0) throw new UserOwnsNamespaces(owned.slice(0, OWNED_SHOWN), owned.length > OWNED_SHOWN);
    return;
  }
  const to = await requireHeir(transaction, user, transferTo);
  for (;;) {
    const owned = await transaction.namespaces.ownedBy(from, AT_ONCE);
    for (const namespace of owned) {
      const given = { ...namespace, owner: to, version: namespace.version + 1 };
      await transaction.namespaces.save(given);
      transaction.append(toNamespaceState(given));
      const fact = { object: namespaceObject(given), registryId: given.registryId, namespaceId: given.id };
      const changes = changesBetween(namespace, given, ['owner']);
      transaction.record({ action: 'namespace.transfer', ...fact, changes });
    }
    if (owned.length < AT_ONCE) return;
  }
}

/** Takes a user away with every entry, membership and token; the name stays reserved. */
export async function removeUser(transaction: IdentityTransaction, user: User): Promise<void> {
  const { grants, groupMembers, namespaceMembers } = transaction;
  await removeCredentialsOf(transaction, [user.id]);
  const gone = [
    ['grant', grants, await grants.idsNaming({ kind: 'user', id: user.id })],
    ['group-member', groupMembers, await groupMembers.idsOfUser(user.id)],
    ['namespace-member', namespaceMembers, await namespaceMembers.idsOfUser(user.id)],
  ] as const;
  for (const [kind, rows, ids] of gone) {
    await rows.removeAll(ids);
    for (const id of ids) transaction.appendGone(kind, id);
  }
  await transaction.users.remove(user.id);
  transaction.appendGone('user', user.id);
}

/** `user:<id>` or `group:<id>`, and not whoever goes. */
export async function requireHeir(transaction: IdentityTransaction, user: User, text: string): Promise<NamespaceOwner> {
  const [kind, id = ''] = text.split(':');
  const heir: NamespaceOwner = { kind: kind === 'group' ? 'group' : 'user', id };
  const isSame = heir.kind === 'user' && heir.id === user.id;
  await requireOwnerName(transaction, isSame ? { kind: 'user', id: '' } : heir, '/transferTo');
  return heir;
}
