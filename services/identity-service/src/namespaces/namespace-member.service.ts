import { Injectable } from '@nestjs/common';
import type {
  ConsoleReply,
  listNamespaceMembers,
  putNamespaceMember,
  removeNamespaceMember,
} from '@spectacles/contracts';
import { answer, Clock, noContent, NotFound, type OpenConsoleCall } from '@spectacles/platform';
import type { ActivityChange } from '../activity/activity.js';
import { CommandRunner } from '../commands/command-runner.js';
import { decodeCursor, pageFrom } from '../lists/cursor.js';
import { memberChange } from '../memberships/member-change.js';
import { toMemberView } from '../memberships/membership.js';
import { putMember } from '../memberships/put-member.js';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { principalOfUser, requireManager } from '../permissions/namespace-access.js';
import { requireSignedIn } from '../permissions/permissions.js';
import { IdentityStore, type IdentityTransaction } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import { type Namespace, namespaceObject, toNamespaceMemberState } from './namespace.js';

/** Who is in which namespace. What that gives, entries for members say; managers run the namespace besides. */
@Injectable()
export class NamespaceMemberService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly current: CurrentPolicy,
    private readonly clock: Clock,
  ) {}

  async list({ caller, params, query, envelope }: OpenConsoleCall<typeof listNamespaceMembers>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, caller);
    const { policy } = await this.current.read(envelope.atLeast);
    const found = await this.store.now.namespaces.byId(params.id);
    const namespace = requireManager(policy, principalOfUser(user), found);
    const after = decodeCursor(query.cursor, 1)?.[0] ?? null;
    const page = { after, limit: query.limit + 1, search: query.q ?? null };
    const members = await this.store.now.namespaceMembers.page(namespace.id, page);
    return answer(pageFrom(members, query.limit, toMemberView, (member) => [member.user.username]));
  }

  async put(call: OpenConsoleCall<typeof putNamespaceMember>): Promise<ConsoleReply> {
    return this.commands.run('putNamespaceMember', call, async (transaction, caller) => {
      const namespace = await this.managed(transaction, caller, call.params.id);
      const { role } = call.body();
      const wanted = { placeId: namespace.id, userId: call.params.userId, role };
      const put = await putMember(transaction.users, transaction.namespaceMembers, { wanted, clock: this.clock });
      if (put.changed) {
        transaction.append(toNamespaceMemberState(put.member.membership));
        const changes = [memberChange(put.member.user, put.before, role)];
        recordMember(transaction, 'namespace.member.put', namespace, changes);
      }
      return answer(toMemberView(put.member));
    });
  }

  async remove(call: OpenConsoleCall<typeof removeNamespaceMember>): Promise<ConsoleReply> {
    return this.commands.run('removeNamespaceMember', call, async (transaction, caller) => {
      const { id, userId } = call.params;
      // Everybody may leave, also what they do not see.
      if (userId !== caller.id) await this.managed(transaction, caller, id);
      const membership = await transaction.namespaceMembers.of(id, userId);
      const namespace = await transaction.namespaces.byId(id);
      if (membership === null || namespace === null) throw new NotFound();
      await transaction.namespaceMembers.removeAll([membership.id]);
      transaction.appendGone('namespace-member', membership.id);
      const changes = [memberChange(await transaction.users.byId(userId), membership.role, null)];
      recordMember(transaction, 'namespace.member.remove', namespace, changes);
      return noContent();
    });
  }

  private async managed(transaction: IdentityTransaction, caller: User, id: string): Promise<Namespace> {
    const policy = await this.current.before(transaction.n);
    return requireManager(policy, principalOfUser(caller), await transaction.namespaces.byId(id));
  }
}

function recordMember(
  transaction: IdentityTransaction,
  action: 'namespace.member.put' | 'namespace.member.remove',
  namespace: Namespace,
  changes: readonly ActivityChange[],
): void {
  const { id, registryId } = namespace;
  transaction.record({ action, object: namespaceObject(namespace), registryId, namespaceId: id, changes });
}
