import { Injectable } from '@nestjs/common';
import type { CompiledPolicy, PolicyState } from '@spectacles/access-control';
import type { ConsoleReply, deleteUser } from '@spectacles/contracts';
import { noContent, NotFound, type OpenConsoleCall } from '@spectacles/platform';
import { CommandRunner } from '../commands/command-runner.js';
import type { Start } from '../forecast/places.js';
import { ownedNames, RemovalForecasts } from '../forecast/removal-forecasts.js';
import { surroundingsOf } from '../forecast/surroundings.js';
import type { Grant } from '../grants/grant.js';
import type { NamespaceOwner } from '../namespaces/namespace.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { requireAdministrator } from '../permissions/permissions.js';
import { SessionEvents } from '../sessions/session-events.js';
import type { IdentityTransaction } from '../store/identity-store.js';
import { requireAnotherAdministrator } from './last-administrator.js';
import { giveAway, removeUser, requireHeir } from './remove-user.js';
import { type User, userObject } from './user.js';

const OWNED_SHOWN = 20;

/** Deletes users, and tells before what that would do to rights. */
@Injectable()
export class UserRemovalService {
  constructor(
    private readonly commands: CommandRunner,
    private readonly sessions: SessionEvents,
    private readonly forecasts: RemovalForecasts,
  ) {}

  async remove(call: OpenConsoleCall<typeof deleteUser>): Promise<ConsoleReply> {
    if (call.query.dryRun === 'true') return this.forecast(call);
    return this.commands.run('deleteUser', call, async (transaction) => {
      const user = await asked(transaction, call);
      requireUnchanged(call.envelope, user.version);
      await requireAnotherAdministrator(transaction, user);
      await giveAway(transaction, user, call.query.transferTo);
      await removeUser(transaction, user);
      await this.sessions.endAll(transaction, user.id);
      transaction.record({ action: 'user.delete', object: userObject(user) });
      return noContent();
    });
  }

  private forecast(call: OpenConsoleCall<typeof deleteUser>): Promise<ConsoleReply> {
    return this.forecasts.tell(async (transaction, policy) => {
      const user = await asked(transaction, call);
      await requireAnotherAdministrator(transaction, user);
      const { transferTo } = call.query;
      const heir = transferTo === undefined ? null : await requireHeir(transaction, user, transferTo);
      const grants = await transaction.grants.naming(principalsOf(policy, user));
      const surroundings = await surroundingsOf(transaction, policy, startsOf(policy, user, grants));
      const owned = await transaction.namespaces.ownedBy({ kind: 'user', id: user.id }, OWNED_SHOWN);
      return {
        surroundings,
        concerned: [{ kind: 'user', id: user.id }, ...(heir === null ? [] : [heir])],
        isGone: (state) => goesWith(user, state),
        changed: heir === null ? [] : givenTo(heir, user, surroundings.namespaces),
        facts: {
          grants: grants.filter(({ principal }) => principal.kind === 'user').length,
          members: await membershipsOf(transaction, user),
          robots: [],
          owned: ownedNames(policy, owned),
        },
      };
    });
  }
}

async function asked(transaction: IdentityTransaction, call: OpenConsoleCall<typeof deleteUser>): Promise<User> {
  await requireAdministrator(transaction, call.caller);
  const user = await transaction.users.byId(call.params.id);
  if (user === null) throw new NotFound();
  return user;
}

function principalsOf(
  policy: CompiledPolicy,
  { id }: User,
): { readonly kind: 'user' | 'group'; readonly id: string }[] {
  return [{ kind: 'user', id }, ...policy.groupsOf(id).map((group) => ({ kind: 'group' as const, id: group.id }))];
}

/** Where something speaks of the user, or of a group of theirs; everywhere for an administrator. */
function startsOf(policy: CompiledPolicy, user: User, grants: readonly Grant[]): Start[] {
  const registries = policy.registries().map(({ id }) => id);
  if (user.administrator) return registries.map((registryId) => ({ registryId, path: null }));
  const owners = new Set(principalsOf(policy, user).map(({ kind, id }) => `${kind} ${id}`));
  const namespaces = registries.flatMap((id) => policy.namespacesOf(id));
  return [
    ...grants.map(({ registryId, namespaceId }) => {
      return { registryId, path: namespaceId === null ? null : (policy.namespace(namespaceId)?.path ?? null) };
    }),
    ...namespaces.filter(
      ({ id, owner }) =>
        owners.has(`${owner.kind} ${owner.id}`) || policy.namespaceMembers(id).some(({ userId }) => userId === user.id),
    ),
  ];
}

function givenTo(heir: NamespaceOwner, user: User, namespaces: readonly PolicyState[]): PolicyState[] {
  return namespaces.flatMap((state) =>
    state.kind === 'namespace' && state.owner.kind === 'user' && state.owner.id === user.id
      ? [{ ...state, owner: heir }]
      : [],
  );
}

function goesWith({ id }: User, state: PolicyState): boolean {
  if (state.kind === 'group-member' || state.kind === 'namespace-member') return state.userId === id;
  if (state.kind === 'grant') return 'id' in state.principal && state.principal.id === id;
  return state.id === id;
}

async function membershipsOf({ groupMembers, namespaceMembers }: IdentityTransaction, { id }: User): Promise<number> {
  return (await groupMembers.idsOfUser(id)).length + (await namespaceMembers.idsOfUser(id)).length;
}
