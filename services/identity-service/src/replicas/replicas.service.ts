import { Injectable } from '@nestjs/common';
import type { ConsoleReply, readPolicy } from '@spectacles/contracts';
import { answer, Clock, type OpenConsoleCall, PolicyNotYet } from '@spectacles/platform';
import { requireKnown } from '../permissions/permissions.js';
import { IdentityStore } from '../store/identity-store.js';
import { ageOf } from './replica.js';
import { ReplicaRegistry } from './replica-registry.js';

/** Where a change is in force. */
@Injectable()
export class ReplicasService {
  constructor(
    private readonly store: IdentityStore,
    private readonly replicas: ReplicaRegistry,
    private readonly clock: Clock,
  ) {}

  async read({ caller, envelope }: OpenConsoleCall<typeof readPolicy>): Promise<ConsoleReply> {
    await requireKnown(this.store.now, caller);
    const version = await this.store.head();
    if (version < (envelope.atLeast ?? 0)) throw new PolicyNotYet();
    const now = this.clock.now();
    const replicas = this.replicas.counting().map((replica) => ({
      instance: replica.instance,
      version: replica.version,
      ageSeconds: ageOf(replica, now),
    }));
    return answer({ version, replicas: replicas.sort((one, other) => (one.instance < other.instance ? -1 : 1)) });
  }
}
