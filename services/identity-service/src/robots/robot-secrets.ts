import { hashSecret, newId, newSecret, type Clock } from '@spectacles/platform';
import { type StoredCredential, toCredentialState } from '../credentials/credential.js';
import type { IdentityTransaction } from '../store/identity-store.js';
import type { Robot } from './robot.js';

/** A secret with its text, which is told once. */
export interface IssuedSecret {
  readonly credential: StoredCredential;
  readonly secret: string;
}

/** Makes a secret of a robot, and counts it. The limits are those of the robot: a secret has none of its own. */
export async function issueSecret(transaction: IdentityTransaction, robot: Robot, clock: Clock): Promise<IssuedSecret> {
  robot.secretsMade += 1;
  const secret = newSecret('spr_');
  const credential: StoredCredential = {
    id: newId(clock),
    name: `secret ${String(robot.secretsMade)}`,
    owner: { kind: 'robot', id: robot.id },
    secretHash: hashSecret(secret),
    scopes: null,
    expiresAt: null,
    addressRanges: [],
    createdAt: clock.now(),
  };
  await transaction.credentials.save(credential);
  transaction.append(toCredentialState(credential));
  return { credential, secret };
}

/** Lets secrets end then; one that ends earlier keeps its own end. */
export async function endSecretsAt(
  transaction: IdentityTransaction,
  secrets: readonly StoredCredential[],
  end: Date,
): Promise<void> {
  for (const secret of secrets) {
    if (secret.expiresAt !== null && secret.expiresAt <= end) continue;
    secret.expiresAt = end;
    await transaction.credentials.save(secret);
    transaction.append(toCredentialState(secret));
  }
}

/** Takes secrets away. */
export async function removeSecrets(
  transaction: IdentityTransaction,
  secrets: readonly StoredCredential[],
): Promise<void> {
  await transaction.credentials.removeAll(secrets.map(({ id }) => id));
  for (const { id } of secrets) transaction.appendGone('credential', id);
}
