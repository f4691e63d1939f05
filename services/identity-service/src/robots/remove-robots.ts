import { removeCredentialsOf } from '../credentials/remove-credentials.js';
import type { IdentityTransaction } from '../store/identity-store.js';
import type { Robot } from './robot.js';

/** Takes robots away with their secrets and entries, in the change that is under way; their logins stay reserved. */
export async function removeRobots(transaction: IdentityTransaction, robots: readonly Robot[]): Promise<void> {
  const ids = robots.map(({ id }) => id);
  await removeCredentialsOf(transaction, ids);
  for (const id of ids) {
    const grants = await transaction.grants.idsNaming({ kind: 'robot', id });
    await transaction.grants.removeAll(grants);
    for (const grant of grants) transaction.appendGone('grant', grant);
    transaction.appendGone('robot', id);
  }
  await transaction.robots.removeAll(ids);
}
