import { Injectable } from '@nestjs/common';
import type { CompiledPolicy } from '@spectacles/access-control';
import type { ConsoleReply } from '@spectacles/contracts';
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

/** Runs changes whose permission the compiled policy decides: as it is in the transaction, where nothing else can change it. */
@Injectable()
export class OnCurrentPolicy {
  constructor(
    private readonly commands: CommandRunner,
    private readonly current: CurrentPolicy,
  ) {}

  async run(name: string, command: Command, work: PolicyWork): Promise<ConsoleReply> {
    // What the caller has seen is there; and the reading inside, which others wait for, is a short one.
    await this.current.read(command.envelope.atLeast);
    return this.commands.run(name, command, async (transaction, caller) =>
      work(transaction, caller, await this.current.before(transaction.n)),
    );
  }
}
