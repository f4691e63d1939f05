import { Injectable } from '@nestjs/common';
import type { ConsoleReply, Envelope, GrantChange, NewGrant } from '@spectacles/contracts';
import { answer, Clock, created, newId, noContent, NotFound } from '@spectacles/platform';
import { recordGrant } from '../activity/grant-activity.js';
import { type Command, CommandRunner } from '../commands/command-runner.js';
import { decodeCursor, pageFrom } from '../lists/cursor.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { IdentityStore, type IdentityTransaction } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import { requirePatternWithin, requirePrincipal, requireSensible } from './grant-rules.js';
import { grantView, grantViews } from './grant-views.js';
import { givenBy, type Grant, type GrantPlace, toGrantState, verbsOfGrant } from './grant.js';
import { GrantExists } from './grants.errors.js';

/** A place whose entries the caller may see and change; `path` is the namespace's, null that of a whole registry. */
export interface OpenPlace extends GrantPlace {
  readonly path: string | null;
}

/** Asks whether the caller may see and change the entries of a place, and answers which place that is. */
export type PlacePermission = (transaction: IdentityTransaction, caller: User) => Promise<OpenPlace>;

interface EntryCommand<Body = unknown> extends Command<Body> {
  readonly envelope: Envelope;
  readonly params: { readonly id: string; readonly grantId: string };
}

interface ListRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly q?: string | undefined;
}

/** Entries of a namespace, and the defaults of a registry: the same, but for who may touch them. */
@Injectable()
export class GrantService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
  ) {}

  async list(place: GrantPlace, { limit, cursor, q }: ListRequest): Promise<ConsoleReply> {
    const after = decodeCursor(cursor, 1)?.[0] ?? '';
    const grants = await this.store.now.grants.page(place, { after, limit: limit + 1, search: q ?? null });
    const views = await grantViews(this.store.now, grants);
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
    return answer(await grantView(this.store.now, grant), { version: grant.version });
  }

  async create(command: Command<NewGrant>, permission: PlacePermission, address: string): Promise<ConsoleReply> {
    return this.commands.run('createGrant', command, async (transaction, caller) => {
      const place = await permission(transaction, caller);
      const grant = this.grantOf(command.body(), place);
      await requirePrincipal(transaction, grant.principal);
      requireSensible(grant);
      requirePatternWithin(grant.pattern, place.path);
      if ((await transaction.grants.at(place, grant.principal, grant.pattern)) !== null) throw new GrantExists();
      await transaction.grants.save(grant);
      transaction.append(toGrantState(grant));
      const location = `${address}/grants/${grant.id}`;
      const view = await grantView(transaction, grant);
      recordGrant(transaction, 'grant.create', place, { after: view });
      return created(view, { version: grant.version, location });
    });
  }

  async change(command: EntryCommand<GrantChange>, permission: PlacePermission): Promise<ConsoleReply> {
    return this.commands.run('changeGrant', command, async (transaction, caller) => {
      const { grant, place } = await this.asked(transaction, caller, { command, permission });
      const view = await grantView(transaction, grant);
      const before = verbsOfGrant(grant).join();
      Object.assign(grant, givenBy(command.body()));
      requireSensible(grant);
      if (verbsOfGrant(grant).join() !== before) {
        grant.version += 1;
        await transaction.grants.save(grant);
        transaction.append(toGrantState(grant));
        recordGrant(transaction, 'grant.change', place, { before: view, after: await grantView(transaction, grant) });
      }
      return answer(await grantView(transaction, grant), { version: grant.version });
    });
  }

  async remove(command: EntryCommand, permission: PlacePermission): Promise<ConsoleReply> {
    return this.commands.run('deleteGrant', command, async (transaction, caller) => {
      const { grant, place } = await this.asked(transaction, caller, { command, permission });
      recordGrant(transaction, 'grant.delete', place, { before: await grantView(transaction, grant) });
      await transaction.grants.removeAll([grant.id]);
      transaction.appendGone('grant', grant.id);
      return noContent();
    });
  }

  private grantOf({ principal, pattern = null, ...given }: NewGrant, place: GrantPlace): Grant {
    const { registryId, namespaceId } = place;
    const createdAt = this.clock.now();
    return {
      id: newId(this.clock),
      registryId,
      namespaceId,
      principal,
      ...givenBy(given),
      pattern,
      createdAt,
      version: 1,
    };
  }

  /** The entry that a change is about, once it is clear that the caller may make it. */
  private async asked(
    transaction: IdentityTransaction,
    caller: User,
    { command, permission }: { command: EntryCommand; permission: PlacePermission },
  ): Promise<{ grant: Grant; place: OpenPlace }> {
    const place = await permission(transaction, caller);
    const grant = within(place, await transaction.grants.byId(command.params.grantId));
    requireUnchanged(command.envelope, grant.version);
    return { grant, place };
  }
}

/** An entry of another place is not found here, whoever asks. */
function within(place: GrantPlace, grant: Grant | null): Grant {
  if (grant?.registryId !== place.registryId || grant.namespaceId !== place.namespaceId) throw new NotFound();
  return grant;
}
