import { Injectable } from '@nestjs/common';
import type {
  changeUser,
  ConsoleReply,
  createUser,
  findPeople,
  listUsers,
  readUser,
  setUserPassword,
  UserChange,
} from '@spectacles/contracts';
import { answer, Clock, created, newId, noContent, NotFound, type OpenConsoleCall } from '@spectacles/platform';
import { changesBetween } from '../activity/changes.js';
import { CommandRunner } from '../commands/command-runner.js';
import { PasswordHasher } from '../credentials/password-hasher.js';
import { decodeCursor, pageFrom } from '../lists/cursor.js';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { mayGiveRights } from '../permissions/gives-rights.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { requireAdministrator, requireSignedIn } from '../permissions/permissions.js';
import { SessionEvents } from '../sessions/session-events.js';
import { IdentityStore, type IdentityTransaction } from '../store/identity-store.js';
import { isActiveAdministrator, requireAnotherAdministrator } from './last-administrator.js';
import { toUserReference, toUserState, toUserView, type User, userObject } from './user.js';
import { UsernameTaken } from './users.errors.js';

/** What administrators do with users. */
@Injectable()
export class UserService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionEvents,
    private readonly current: CurrentPolicy,
    private readonly clock: Clock,
  ) {}

  async list({ caller, query }: OpenConsoleCall<typeof listUsers>): Promise<ConsoleReply> {
    await requireAdministrator(this.store.now, caller);
    return answer(pageFrom(await this.page(query), query.limit, toUserView, ({ username }) => [username]));
  }

  /** Whoever may give rights to somebody finds people by name; for others the list is empty. */
  async find({ caller, query, envelope }: OpenConsoleCall<typeof findPeople>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, caller);
    const { policy } = await this.current.read(envelope.atLeast);
    const people = mayGiveRights(policy, user) ? await this.page(query) : [];
    return answer(pageFrom(people, query.limit, toUserReference, ({ username }) => [username]));
  }

  async read({ caller, params }: OpenConsoleCall<typeof readUser>): Promise<ConsoleReply> {
    await requireAdministrator(this.store.now, caller);
    const user = present(await this.store.now.users.byId(params.id));
    return answer(toUserView(user), { version: user.version });
  }

  async create(call: OpenConsoleCall<typeof createUser>): Promise<ConsoleReply> {
    // Asked before a hash is spent, and once more where nothing can change in between.
    await requireAdministrator(this.store.now, call.caller);
    const body = call.body();
    const passwordHash = await this.hasher.hash(body.password);
    return this.commands.run('createUser', call, async (transaction) => {
      await requireAdministrator(transaction, call.caller);
      if (await transaction.reservedNames.has('user', body.username)) throw new UsernameTaken(body.username);
      const user: User = {
        id: newId(this.clock),
        username: body.username,
        displayName: body.displayName ?? '',
        email: body.email ?? null,
        administrator: body.administrator ?? false,
        status: 'active',
        source: 'local',
        passwordHash,
        credentialVersion: 1,
        labels: body.labels ?? {},
        refreshRevokedBelow: 0,
        createdAt: this.clock.now(),
        lastSeenAt: null,
        version: 1,
      };
      await transaction.users.save(user);
      await transaction.reservedNames.add('user', user.username, user.createdAt);
      transaction.append(toUserState(user));
      transaction.record({
        action: 'user.create',
        object: userObject(user),
        changes: changesBetween(null, user, RECORDED),
      });
      return created(toUserView(user), { version: user.version, location: `/users/${user.id}` });
    });
  }

  async change(call: OpenConsoleCall<typeof changeUser>): Promise<ConsoleReply> {
    return this.commands.run('changeUser', call, async (transaction) => {
      const user = await this.asked(transaction, call);
      const change = call.body();
      if (!differs(user, change)) return answer(toUserView(user), { version: user.version });
      const before = { ...user };
      const disabled = user.status === 'active' && change.status === 'disabled';
      apply(user, change);
      user.version += 1;
      if (!isActiveAdministrator(user)) await requireAnotherAdministrator(transaction, before);
      if (disabled) {
        user.credentialVersion += 1;
        user.refreshRevokedBelow = transaction.n;
        await this.sessions.endAll(transaction, user.id);
      }
      await transaction.users.save(user);
      transaction.append(toUserState(user));
      const changes = changesBetween(before, user, RECORDED);
      transaction.record({ action: 'user.change', object: userObject(user), changes });
      return answer(toUserView(user), { version: user.version });
    });
  }

  async setPassword(call: OpenConsoleCall<typeof setUserPassword>): Promise<ConsoleReply> {
    await requireAdministrator(this.store.now, call.caller);
    present(await this.store.now.users.byId(call.params.id));
    const passwordHash = await this.hasher.hash(call.body().new);
    return this.commands.run('setUserPassword', call, async (transaction) => {
      const user = await this.asked(transaction, call);
      user.passwordHash = passwordHash;
      user.credentialVersion += 1;
      user.refreshRevokedBelow = transaction.n;
      user.version += 1;
      await this.sessions.endAll(transaction, user.id);
      await transaction.users.save(user);
      transaction.append(toUserState(user));
      transaction.record({ action: 'user.password', object: userObject(user) });
      return noContent({ version: user.version });
    });
  }

  /** The user whom a change is about, once it is clear that the caller may make it. */
  private async asked(
    transaction: IdentityTransaction,
    call: OpenConsoleCall<typeof changeUser | typeof setUserPassword>,
  ): Promise<User> {
    await requireAdministrator(transaction, call.caller);
    const user = present(await transaction.users.byId(call.params.id));
    requireUnchanged(call.envelope, user.version);
    return user;
  }

  private page(query: OpenConsoleCall<typeof listUsers>['query']): Promise<User[]> {
    const after = decodeCursor(query.cursor, 1)?.[0] ?? null;
    return this.store.now.users.page({ after, limit: query.limit + 1, search: query.q ?? null });
  }
}

/** What the activity log tells of a user. */
const RECORDED = ['displayName', 'email', 'administrator', 'status', 'labels'] as const;

function present(user: User | null): User {
  if (user === null) throw new NotFound();
  return user;
}

function differs(user: User, change: UserChange): boolean {
  const labels = change.labels ?? user.labels;
  if (JSON.stringify(labels) !== JSON.stringify(user.labels)) return true;
  return (['displayName', 'email', 'administrator', 'status'] as const).some(
    (field) => change[field] !== undefined && change[field] !== user[field],
  );
}

function apply(user: User, change: UserChange): void {
  user.displayName = change.displayName ?? user.displayName;
  user.email = change.email === undefined ? user.email : change.email;
  user.administrator = change.administrator ?? user.administrator;
  user.status = change.status ?? user.status;
  user.labels = change.labels ?? user.labels;
}
