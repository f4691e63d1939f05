import { Injectable } from '@nestjs/common';
import type { ConsoleReply, Envelope, GrantChange, GrantView, NewGrant } from '@spectacles/contracts';
import { answer, Clock, created, newId, noContent, NotFound } from '@spectacles/platform';
import { type Command, CommandRunner } from '../commands/command-runner.js';
import { decodeCursor, pageFrom } from '../lists/cursor.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { IdentityStore, type IdentityTransaction, type Repositories } from '../store/identity-store.js';
import { toUserReference, type User } from '../users/user.js';
import { type Grant, type GrantPlace, toGrantState, toGrantView } from './grant.js';
import { AnonymousReadOnly, GrantExists, PrincipalNotFound } from './grants.errors.js';

/** Asks whether the caller may see and change the entries of a place, and answers which place that is. */
export type PlacePermission = (repositories: Repositories, caller: User) => Promise<GrantPlace>;

interface EntryCommand<Body = unknown> extends Command<Body> {
  readonly envelope: Envelope;
  readonly params: { readonly id: string; readonly grantId: string };
}

interface ListRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Entries of a namespace, and the defaults of a registry: the same, but for who may touch them. */
@Injectable()
export class GrantService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
  ) {}

  async list(place: GrantPlace, { limit, cursor }: ListRequest): Promise<ConsoleReply> {
    const after = decodeCursor(cursor, 1)?.[0] ?? '';
    const grants = await this.store.now.grants.page(place, after, limit + 1);
    const views = await viewsOf(this.store.now, grants);
    return answer(
      pageFrom(
        views,
        limit,
        (view) => view,
        ({ id }) => [id],
      ),
    );
  }

  async read(place: GrantPlace, grantId: string): Promise<ConsoleReply> {
    const grant = within(place, await this.store.now.grants.byId(grantId));
    return answer(await viewOf(this.store.now, grant), { version: grant.version });
  }

  async create(command: Command<NewGrant>, permission: PlacePermission, address: string): Promise<ConsoleReply> {
    return this.commands.run('createGrant', command, async (transaction, caller) => {
      const place = await permission(transaction, caller);
      const { principal, right } = command.body();
      if (principal.kind === 'user' && (await transaction.users.byId(principal.id)) === null)
        throw new PrincipalNotFound();
      const grant: Grant = {
        id: newId(this.clock),
        ...place,
        principal,
        right,
        createdAt: this.clock.now(),
        version: 1,
      };
      requireModest(grant);
      if ((await transaction.grants.at(place, principal)) !== null) throw new GrantExists();
      await transaction.grants.save(grant);
      transaction.append(toGrantState(grant));
      const location = `${address}/grants/${grant.id}`;
      return created(await viewOf(transaction, grant), { version: grant.version, location });
    });
  }

  async change(command: EntryCommand<GrantChange>, permission: PlacePermission): Promise<ConsoleReply> {
    return this.commands.run('changeGrant', command, async (transaction, caller) => {
      const grant = await this.asked(transaction, caller, { command, permission });
      const { right } = command.body();
      if (right !== grant.right) {
        grant.right = right;
        requireModest(grant);
        grant.version += 1;
        await transaction.grants.save(grant);
        transaction.append(toGrantState(grant));
      }
      return answer(await viewOf(transaction, grant), { version: grant.version });
    });
  }

  async remove(command: EntryCommand, permission: PlacePermission): Promise<ConsoleReply> {
    return this.commands.run('deleteGrant', command, async (transaction, caller) => {
      const grant = await this.asked(transaction, caller, { command, permission });
      await transaction.grants.removeAll([grant.id]);
      transaction.appendGone('grant', grant.id);
      return noContent();
    });
  }

  /** The entry that a change is about, once it is clear that the caller may make it. */
  private async asked(
    transaction: IdentityTransaction,
    caller: User,
    { command, permission }: { command: EntryCommand; permission: PlacePermission },
  ): Promise<Grant> {
    const place = await permission(transaction, caller);
    const grant = within(place, await transaction.grants.byId(command.params.grantId));
    requireUnchanged(command.envelope, grant.version);
    return grant;
  }
}

/** An entry of another place is not found here, whoever asks. */
function within(place: GrantPlace, grant: Grant | null): Grant {
  if (grant?.registryId !== place.registryId || grant.namespaceId !== place.namespaceId) throw new NotFound();
  return grant;
}

function requireModest(grant: Grant): void {
  if (grant.principal.kind === 'anonymous' && grant.right !== 'NONE' && grant.right !== 'READ')
    throw new AnonymousReadOnly();
}

async function viewsOf({ users }: Pick<Repositories, 'users'>, grants: readonly Grant[]): Promise<GrantView[]> {
  const ids = grants.flatMap(({ principal }) => (principal.kind === 'user' ? [principal.id] : []));
  const references = new Map((await users.byIds(ids)).map((user) => [user.id, toUserReference(user)]));
  return grants.map((grant) =>
    toGrantView(grant, grant.principal.kind === 'user' ? (references.get(grant.principal.id) ?? null) : null),
  );
}

async function viewOf(repositories: Pick<Repositories, 'users'>, grant: Grant): Promise<GrantView | undefined> {
  return (await viewsOf(repositories, [grant]))[0];
}
