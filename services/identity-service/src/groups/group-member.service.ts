import { Injectable } from '@nestjs/common';
import type { ConsoleReply, listGroupMembers, putGroupMember, removeGroupMember } from '@spectacles/contracts';
import { answer, Clock, noContent, NotFound, type OpenConsoleCall } from '@spectacles/platform';
import { CommandRunner } from '../commands/command-runner.js';
import { decodeCursor, pageFrom } from '../lists/cursor.js';
import { memberChange } from '../memberships/member-change.js';
import { putMember } from '../memberships/put-member.js';
import { toMemberView } from '../memberships/membership.js';
import { requireGroup, requireGroupManager } from '../permissions/group-access.js';
import { requireSignedIn } from '../permissions/permissions.js';
import { IdentityStore } from '../store/identity-store.js';
import { groupObject, toGroupMemberState } from './group.js';

/** Who is in which group. */
@Injectable()
export class GroupMemberService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
  ) {}

  async list({ caller, params, query }: OpenConsoleCall<typeof listGroupMembers>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, caller);
    const { group } = await requireGroup(this.store.now, user, params.id);
    const after = decodeCursor(query.cursor, 1)?.[0] ?? null;
    const page = { after, limit: query.limit + 1, search: query.q ?? null };
    const members = await this.store.now.groupMembers.page(group.id, page);
    return answer(pageFrom(members, query.limit, toMemberView, (member) => [member.user.username]));
  }

  async put(call: OpenConsoleCall<typeof putGroupMember>): Promise<ConsoleReply> {
    return this.commands.run('putGroupMember', call, async (transaction, caller) => {
      const { group } = await requireGroupManager(transaction, caller, call.params.id);
      const { role } = call.body();
      const wanted = { placeId: group.id, userId: call.params.userId, role };
      const put = await putMember(transaction.users, transaction.groupMembers, { wanted, clock: this.clock });
      if (put.changed) {
        transaction.append(toGroupMemberState(put.member.membership));
        const changes = [memberChange(put.member.user, put.before, role)];
        transaction.record({ action: 'group.member.put', object: groupObject(group), changes });
      }
      return answer(toMemberView(put.member));
    });
  }

  async remove(call: OpenConsoleCall<typeof removeGroupMember>): Promise<ConsoleReply> {
    return this.commands.run('removeGroupMember', call, async (transaction, caller) => {
      const { id, userId } = call.params;
      // Everybody may leave.
      const { group } = await (userId === caller.id ? requireGroup : requireGroupManager)(transaction, caller, id);
      const membership = await transaction.groupMembers.of(group.id, userId);
      if (membership === null) throw new NotFound();
      await transaction.groupMembers.removeAll([membership.id]);
      transaction.appendGone('group-member', membership.id);
      const changes = [memberChange(await transaction.users.byId(userId), membership.role, null)];
      transaction.record({ action: 'group.member.remove', object: groupObject(group), changes });
      return noContent();
    });
  }
}
