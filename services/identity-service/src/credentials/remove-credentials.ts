import type { IdentityTransaction } from '../store/identity-store.js';

/** Ends every token or secret of some owners, in the change that is under way. */
export async function removeCredentialsOf(
  transaction: IdentityTransaction,
  ownerIds: readonly string[],
): Promise<void> {
  const credentials = await transaction.credentials.ofOwners(ownerIds);
  await transaction.credentials.removeAll(credentials.map(({ id }) => id));
  for (const { id } of credentials) transaction.appendGone('credential', id);
}
