import { Injectable } from '@nestjs/common';
import type {
  Caller,
  ConsoleReply,
  endAllSessions,
  endAllUserSessions,
  endSession,
  endUserSession,
  listSessions,
  listUserSessions,
} from '@spectacles/contracts';
import { answer, Clock, noContent, NotFound, type OpenConsoleCall } from '@spectacles/platform';
import { CommandRunner } from '../commands/command-runner.js';
import { administratorOnly, requireAdministrator, requireSignedIn } from '../permissions/permissions.js';
import { IdentityStore, type IdentityTransaction } from '../store/identity-store.js';
import { toUserState, type User } from '../users/user.js';
import { REFRESH_TOKEN_MS, toRefreshRevocationState } from './refresh-revocation.js';
import { SeenRefreshTokens } from './seen-refresh-tokens.js';
import { SessionEvents } from './session-events.js';
import { SessionList } from './session-list.js';

/** Where people are signed in, and the end of it. */
@Injectable()
export class SessionControlService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly lists: SessionList,
    private readonly seen: SeenRefreshTokens,
    private readonly events: SessionEvents,
    private readonly clock: Clock,
  ) {}

  async list({ caller, query }: OpenConsoleCall<typeof listSessions>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, caller);
    return answer(await this.lists.page(user.id, query, sessionOf(caller)));
  }

  async listOfUser({ caller, params, query }: OpenConsoleCall<typeof listUserSessions>): Promise<ConsoleReply> {
    await requireAdministrator(this.store.now, caller);
    present(await this.store.now.users.byId(params.id));
    return answer(await this.lists.page(params.id, query, sessionOf(caller)));
  }

  async end(call: OpenConsoleCall<typeof endSession>): Promise<ConsoleReply> {
    const { id: userId } = await requireSignedIn(this.store.now, call.caller);
    const isToken = await this.isTokenOf(call.params.id, userId);
    return this.commands.run('endSession', call, (transaction, user) =>
      this.endOne(transaction, user, { id: call.params.id, isToken }),
    );
  }

  async endOfUser(call: OpenConsoleCall<typeof endUserSession>): Promise<ConsoleReply> {
    await requireAdministrator(this.store.now, call.caller);
    const isToken = await this.isTokenOf(call.params.sessionId, call.params.id);
    return this.commands.run('endUserSession', call, async (transaction, caller) => {
      administratorOnly(caller);
      const user = present(await transaction.users.byId(call.params.id));
      return this.endOne(transaction, user, { id: call.params.sessionId, isToken });
    });
  }

  async endAll(call: OpenConsoleCall<typeof endAllSessions>): Promise<ConsoleReply> {
    return this.commands.run('endAllSessions', call, (transaction, user) =>
      this.endEvery(transaction, user, sessionOf(call.caller)),
    );
  }

  async endAllOfUser(call: OpenConsoleCall<typeof endAllUserSessions>): Promise<ConsoleReply> {
    return this.commands.run('endAllUserSessions', call, async (transaction, caller) => {
      administratorOnly(caller);
      return this.endEvery(transaction, present(await transaction.users.byId(call.params.id)), null);
    });
  }

  /** Asked before the transaction, which waits for no other service. */
  private async isTokenOf(id: string, userId: string): Promise<boolean> {
    if ((await this.store.now.sessions.byId(id)) !== null) return false;
    if ((await this.store.now.refreshRevocations.revokedOf([id])).has(id)) return false;
    return this.seen.belongsTo(id, userId);
  }

  private async endOne(
    transaction: IdentityTransaction,
    user: User,
    { id, isToken }: { id: string; isToken: boolean },
  ): Promise<ConsoleReply> {
    if (isToken) await this.revoke(transaction, user, id);
    else await this.close(transaction, user, id);
    transaction.record({ action: 'session.end', object: { kind: 'session', id, name: user.username } });
    return noContent();
  }

  private async close(transaction: IdentityTransaction, user: User, id: string): Promise<void> {
    const session = await transaction.sessions.byId(id);
    if (session?.userId !== user.id) throw new NotFound();
    await transaction.sessions.remove(id);
    transaction.afterCommit(() => {
      this.events.ended([id]);
    });
  }

  private async revoke(transaction: IdentityTransaction, user: User, id: string): Promise<void> {
    if ((await transaction.refreshRevocations.revokedOf([id])).has(id)) throw new NotFound();
    const revocation = { id, userId: user.id, expiresAt: new Date(this.clock.now().getTime() + REFRESH_TOKEN_MS) };
    await transaction.refreshRevocations.add(revocation);
    transaction.append(toRefreshRevocationState(revocation));
  }

  private async endEvery(transaction: IdentityTransaction, user: User, except: string | null): Promise<ConsoleReply> {
    user.refreshRevokedBelow = transaction.n;
    user.version += 1;
    await this.events.endAll(transaction, user.id, except ?? undefined);
    await transaction.users.save(user);
    transaction.append(toUserState(user));
    transaction.record({ action: 'session.end', object: { kind: 'user', id: user.id, name: user.username } });
    return noContent();
  }
}

function sessionOf(caller: Caller): string | null {
  return caller.kind === 'user' ? caller.sessionId : null;
}

function present(user: User | null): User {
  if (user === null) throw new NotFound();
  return user;
}
