import { Injectable } from '@nestjs/common';
import type { CompiledPolicy } from '@spectacles/access-control';
import type { ConsoleReply } from '@spectacles/contracts';
import { PolicyNotYet } from '@spectacles/platform';
import { type Command, CommandRunner } from '../commands/command-runner.js';
import type { IdentityTransaction } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import { CurrentPolicy } from './current-policy.js';

/** A change that decides by the policy as it is in its own transaction. */
export type PolicyWork = (
  transaction: IdentityTransaction,
  caller: User,
  policy: CompiledPolicy,
) => Promise<ConsoleReply>;

/** Others may change the policy between reading it and the turn of this change: it is read again then. */
const ATTEMPTS = 10;

class PolicyMovedOn extends Error {}

/**
 * Runs changes whose permission the compiled policy decides. It is read before the transaction, which holds a connection
 * and must not wait for a second one; inside, nothing can change any more, and one that is older is not used.
 */
@Injectable()
export class OnCurrentPolicy {
  constructor(
    private readonly commands: CommandRunner,
    private readonly current: CurrentPolicy,
  ) {}

  async run(name: string, command: Command, work: PolicyWork): Promise<ConsoleReply> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const { policy, version } = await this.current.read(command.envelope.atLeast);
      try {
        return await this.commands.run(name, command, (transaction, caller) => {
          if (version < transaction.n - 1) throw new PolicyMovedOn();
          return work(transaction, caller, policy);
        });
      } catch (error) {
        if (!(error instanceof PolicyMovedOn)) throw error;
      }
    }
    throw new PolicyNotYet();
  }
}
