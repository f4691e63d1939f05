import { Injectable } from '@nestjs/common';
import type { PolicyState } from '@spectacles/access-control';
import type { ConsoleReply, deleteGroup } from '@spectacles/contracts';
import { noContent, NotFound, type OpenConsoleCall } from '@spectacles/platform';
import { CommandRunner } from '../commands/command-runner.js';
import type { Start } from '../forecast/places.js';
import { ownedNames, RemovalForecasts } from '../forecast/removal-forecasts.js';
import { surroundingsOf } from '../forecast/surroundings.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { requireAdministrator } from '../permissions/permissions.js';
import type { IdentityTransaction } from '../store/identity-store.js';
import { type Group, groupObject } from './group.js';
import { GroupOwnsNamespaces } from './groups.errors.js';

const OWNED_SHOWN = 20;
/** Of a larger group the forecast looks at these. */
const MEMBERS_COMPARED = 2000;

/** Deletes groups, and tells before what that would do to the rights of who is in them. */
@Injectable()
export class GroupRemovalService {
  constructor(
    private readonly commands: CommandRunner,
    private readonly forecasts: RemovalForecasts,
  ) {}

  /** Its entries and its members go with it; what it owns must have gone to somebody else before. */
  async remove(call: OpenConsoleCall<typeof deleteGroup>): Promise<ConsoleReply> {
    if (call.query.dryRun === 'true') return this.forecast(call);
    return this.commands.run('deleteGroup', call, async (transaction) => {
      const group = await asked(transaction, call);
      requireUnchanged(call.envelope, group.version);
      const owned = await ownedBy(transaction, group);
      if (owned.length > 0) throw new GroupOwnsNamespaces(owned.slice(0, OWNED_SHOWN), owned.length > OWNED_SHOWN);
      await removeWhatNames(transaction, group);
      await transaction.groups.remove(group.id);
      transaction.appendGone('group', group.id);
      transaction.record({ action: 'group.delete', object: groupObject(group) });
      return noContent();
    });
  }

  private forecast(call: OpenConsoleCall<typeof deleteGroup>): Promise<ConsoleReply> {
    return this.forecasts.tell(async (transaction, policy) => {
      const group = await asked(transaction, call);
      const owned = await ownedBy(transaction, group);
      const grants = await transaction.grants.naming([{ kind: 'group', id: group.id }]);
      const places = grants.map(({ registryId, namespaceId }): Start => {
        return { registryId, path: namespaceId === null ? null : (policy.namespace(namespaceId)?.path ?? null) };
      });
      const members = policy.membersOf(group.id);
      const surroundings = await surroundingsOf(transaction, policy, [...places, ...owned]);
      return {
        surroundings: { ...surroundings, more: surroundings.more || members.length > MEMBERS_COMPARED },
        concerned: members.slice(0, MEMBERS_COMPARED).map(({ userId }) => ({ kind: 'user', id: userId })),
        isGone: (state) => goesWith(group, state),
        facts: {
          grants: grants.length,
          members: members.length,
          robots: [],
          owned: ownedNames(policy, owned.slice(0, OWNED_SHOWN)),
        },
      };
    });
  }
}

async function asked(transaction: IdentityTransaction, call: OpenConsoleCall<typeof deleteGroup>): Promise<Group> {
  await requireAdministrator(transaction, call.caller);
  const group = await transaction.groups.byId(call.params.id);
  if (group === null) throw new NotFound();
  return group;
}

function ownedBy({ namespaces }: IdentityTransaction, { id }: Group) {
  return namespaces.ownedBy({ kind: 'group', id }, OWNED_SHOWN + 1);
}

function goesWith({ id }: Group, state: PolicyState): boolean {
  if (state.kind === 'group-member') return state.groupId === id;
  if (state.kind === 'grant') return 'id' in state.principal && state.principal.id === id;
  return state.id === id;
}

async function removeWhatNames(transaction: IdentityTransaction, group: Group): Promise<void> {
  const grants = await transaction.grants.idsNaming({ kind: 'group', id: group.id });
  const members = await transaction.groupMembers.idsOfPlace(group.id);
  await transaction.grants.removeAll(grants);
  await transaction.groupMembers.removeAll(members);
  for (const id of grants) transaction.appendGone('grant', id);
  for (const id of members) transaction.appendGone('group-member', id);
}
