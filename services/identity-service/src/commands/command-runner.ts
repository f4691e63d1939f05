import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ConsoleReply, type Envelope } from '@spectacles/contracts';
import { Clock, Sealer } from '@spectacles/platform';
import { doerOf } from '../activity/doer.js';
import { requireSignedIn } from '../permissions/permissions.js';
import { IdentityStore, type IdentityTransaction } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import { IdempotencyKeyReused } from './commands.errors.js';

/** What the runner needs to know of a console call. */
export interface Command<Body = unknown> {
  readonly envelope: Envelope;
  readonly params: unknown;
  body(): Body;
}

/** What a change does, as a caller who is signed in now; every further permission is asked for inside. */
export type CommandWork = (transaction: IdentityTransaction, caller: User) => Promise<ConsoleReply>;

const KEPT_MS = 10 * 60_000;
const PURPOSE = 'command-answers';

/** Runs the changes that the console asks for: each once, also when it is asked for twice. */
@Injectable()
export class CommandRunner {
  constructor(
    private readonly store: IdentityStore,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  /** `name` tells commands apart that carry the same id. */
  async run(name: string, command: Command, work: CommandWork): Promise<ConsoleReply> {
    const { value, n } = await this.store.change(async (transaction) => {
      const caller = await requireSignedIn(transaction, command.envelope.caller);
      const id = commandKey(name, caller.id, command.envelope);
      const known = id === null ? null : await this.firstAnswer(transaction, id, command);
      if (known !== null) return known;
      transaction.actAs(await doerOf(transaction, caller, command.envelope));
      const reply = await work(transaction, caller);
      if (!transaction.commits) return reply;
      const answered = transaction.appended ? { ...reply, policyVersion: transaction.n } : reply;
      if (id !== null) await this.keep(transaction, id, { command, reply: answered });
      return answered;
    });
    return { ...value, policyVersion: value.policyVersion ?? n };
  }

  private async firstAnswer(
    transaction: IdentityTransaction,
    id: string,
    command: Command,
  ): Promise<ConsoleReply | null> {
    const kept = await transaction.commands.byId(id);
    if (kept === null || this.isOver(kept.createdAt)) return null;
    const [fingerprint, reply] = JSON.parse(this.sealer.open(PURPOSE, id, kept.sealed).toString()) as unknown[];
    if (fingerprint !== fingerprintOf(command)) throw new IdempotencyKeyReused();
    return ConsoleReply.parse(reply);
  }

  private async keep(
    transaction: IdentityTransaction,
    id: string,
    { command, reply }: { command: Command; reply: ConsoleReply },
  ): Promise<void> {
    const createdAt = this.clock.now();
    await transaction.commands.removeUntil(new Date(createdAt.getTime() - KEPT_MS));
    const sealed = this.sealer.seal(PURPOSE, id, JSON.stringify([fingerprintOf(command), reply]));
    await transaction.commands.add({ id, sealed, createdAt });
  }

  private isOver(createdAt: Date): boolean {
    return this.clock.now().getTime() - createdAt.getTime() >= KEPT_MS;
  }
}

function commandKey(name: string, callerId: string, { commandId }: Envelope): string | null {
  if (commandId === undefined) return null;
  return createHash('sha256')
    .update(JSON.stringify([name, callerId, commandId]))
    .digest('hex');
}

/** May come from a password: it is kept inside the seal only. */
function fingerprintOf(command: Command): string {
  return createHash('sha256')
    .update(JSON.stringify([command.params, command.body() ?? null]))
    .digest('hex');
}
