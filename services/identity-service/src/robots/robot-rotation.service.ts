import { Injectable } from '@nestjs/common';
import type { ConsoleReply, deleteRobotSecret, rotateRobotSecret } from '@spectacles/contracts';
import { Clock, created, noContent, NotFound, type OpenConsoleCall } from '@spectacles/platform';
import { hasEnded } from '../credentials/credential.js';
import { OnCurrentPolicy } from '../permissions/on-current-policy.js';
import type { IdentityTransaction } from '../store/identity-store.js';
import { futureOrNull } from './robot-change.js';
import { requireRun } from './robot-places.js';
import { endSecretsAt, issueSecret, removeSecrets } from './robot-secrets.js';
import { toSecretView } from './robot-views.js';
import type { Robot } from './robot.js';
import { TooManySecrets } from './robots.errors.js';

/** One in use, and one to change over to. */
const LIVE_SECRETS = 2;

/** Changes the secrets of robots without a gap. */
@Injectable()
export class RobotRotationService {
  constructor(
    private readonly commands: OnCurrentPolicy,
    private readonly clock: Clock,
  ) {}

  async rotate(call: OpenConsoleCall<typeof rotateRobotSecret>): Promise<ConsoleReply> {
    return this.commands.run('rotateRobotSecret', call, async (transaction, caller, policy) => {
      const robot = requireRun(policy, caller, await transaction.robots.byId(call.params.id));
      const now = this.clock.now();
      const end = futureOrNull(call.body().previousExpiresAt ?? null, now, '/previousExpiresAt');
      const secrets = await transaction.credentials.ofOwners([robot.id]);
      const live = secrets.filter((secret) => !hasEnded(secret, now));
      if (live.length >= LIVE_SECRETS) throw new TooManySecrets();
      await removeSecrets(
        transaction,
        secrets.filter((secret) => hasEnded(secret, now)),
      );
      if (end !== null) await endSecretsAt(transaction, live, end);
      const { credential, secret } = await issueSecret(transaction, robot, this.clock);
      await transaction.robots.save(robot);
      await record(transaction, 'robot.rotate', robot);
      return created({ ...toSecretView(credential, null), secret });
    });
  }

  async remove(call: OpenConsoleCall<typeof deleteRobotSecret>): Promise<ConsoleReply> {
    return this.commands.run('deleteRobotSecret', call, async (transaction, caller, policy) => {
      const robot = requireRun(policy, caller, await transaction.robots.byId(call.params.id));
      const secret = await transaction.credentials.byId(call.params.secretId);
      if (secret?.owner.id !== robot.id) throw new NotFound();
      await removeSecrets(transaction, [secret]);
      await record(transaction, 'robot.secret.delete', robot);
      return noContent();
    });
  }
}

async function record(transaction: IdentityTransaction, action: string, robot: Robot): Promise<void> {
  const namespace = robot.namespaceId === null ? null : await transaction.namespaces.byId(robot.namespaceId);
  transaction.record({
    action,
    object: { kind: 'robot', id: robot.id, name: robot.login },
    ...(namespace === null ? {} : { registryId: namespace.registryId, namespaceId: namespace.id }),
  });
}
