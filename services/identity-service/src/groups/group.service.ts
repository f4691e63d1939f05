import { Injectable } from '@nestjs/common';
import type {
  changeGroup,
  ConsoleReply,
  createGroup,
  findGroups,
  listGroups,
  listUserGroups,
  readGroup,
} from '@spectacles/contracts';
import { answer, Clock, created, newId, NotFound, type OpenConsoleCall } from '@spectacles/platform';
import { changesBetween } from '../activity/changes.js';
import { CommandRunner } from '../commands/command-runner.js';
import { decodeCursor, pageFrom } from '../lists/cursor.js';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { mayGiveRights } from '../permissions/gives-rights.js';
import { requireGroup, requireGroupManager } from '../permissions/group-access.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { requireAdministrator, requireSignedIn } from '../permissions/permissions.js';
import { IdentityStore, type IdentityTransaction } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import { groupViews } from './group-views.js';
import { type Group, groupObject, toGroupReference, toGroupState } from './group.js';
import { GroupNameTaken } from './groups.errors.js';

/** Groups of people; who is in them is `GroupMemberService`'s. */
@Injectable()
export class GroupService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly current: CurrentPolicy,
    private readonly clock: Clock,
  ) {}

  async list({ caller, query }: OpenConsoleCall<typeof listGroups>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, caller);
    const groups = await this.page(query, user.administrator ? null : user.id);
    const views = await groupViews(this.store.now, user, groups);
    return answer(
      pageFrom(
        views,
        query.limit,
        (view) => view,
        ({ name }) => [name],
      ),
    );
  }

  /** Whoever may give rights to groups finds them by name; for others the list is empty. */
  async find({ caller, query, envelope }: OpenConsoleCall<typeof findGroups>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, caller);
    const { policy } = await this.current.read(envelope.atLeast);
    const groups = mayGiveRights(policy, user) ? await this.page(query, null) : [];
    return answer(pageFrom(groups, query.limit, toGroupReference, ({ name }) => [name]));
  }

  async ofUser({ caller, params, query }: OpenConsoleCall<typeof listUserGroups>): Promise<ConsoleReply> {
    await requireAdministrator(this.store.now, caller);
    if ((await this.store.now.users.byId(params.id)) === null) throw new NotFound();
    const after = decodeCursor(query.cursor, 1)?.[0] ?? '';
    const places = await this.store.now.groupMembers.pageOfUser(params.id, after, query.limit + 1);
    const groups = await this.store.now.groups.byIds(places.map(({ placeId }) => placeId));
    const byId = new Map(groups.map((group) => [group.id, toGroupReference(group)]));
    const items = places.flatMap(({ placeId, role }) => {
      const group = byId.get(placeId);
      return group === undefined ? [] : [{ group, role }];
    });
    return answer(
      pageFrom(
        items,
        query.limit,
        (item) => item,
        ({ group }) => [group.id],
      ),
    );
  }

  async read({ caller, params }: OpenConsoleCall<typeof readGroup>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, caller);
    const { group } = await requireGroup(this.store.now, user, params.id);
    return this.answer(this.store.now, user, group);
  }

  async create(call: OpenConsoleCall<typeof createGroup>): Promise<ConsoleReply> {
    return this.commands.run('createGroup', call, async (transaction) => {
      const caller = await requireAdministrator(transaction, call.caller);
      const { name, description = '' } = call.body();
      if (await transaction.reservedNames.has('group', name)) throw new GroupNameTaken(name);
      const group: Group = { id: newId(this.clock), name, description, createdAt: this.clock.now(), version: 1 };
      await transaction.groups.save(group);
      await transaction.reservedNames.add('group', name, group.createdAt);
      transaction.append(toGroupState(group));
      const changes = changesBetween(null, group, ['description']);
      transaction.record({ action: 'group.create', object: groupObject(group), changes });
      const [view] = await groupViews(transaction, caller, [group]);
      return created(view, { version: group.version, location: `/groups/${group.id}` });
    });
  }

  async change(call: OpenConsoleCall<typeof changeGroup>): Promise<ConsoleReply> {
    return this.commands.run('changeGroup', call, async (transaction, caller) => {
      const { group } = await requireGroupManager(transaction, caller, call.params.id);
      requireUnchanged(call.envelope, group.version);
      const { description = group.description } = call.body();
      if (description === group.description) return this.answer(transaction, caller, group);
      const changed = { ...group, description, version: group.version + 1 };
      await transaction.groups.save(changed);
      transaction.append(toGroupState(changed));
      const changes = changesBetween(group, changed, ['description']);
      transaction.record({ action: 'group.change', object: groupObject(group), changes });
      return this.answer(transaction, caller, changed);
    });
  }

  private page(query: OpenConsoleCall<typeof listGroups>['query'], memberId: string | null): Promise<Group[]> {
    const after = decodeCursor(query.cursor, 1)?.[0] ?? null;
    return this.store.now.groups.page({ after, limit: query.limit + 1, search: query.q ?? null }, memberId);
  }

  private async answer(
    rows: Pick<IdentityTransaction, 'groupMembers'>,
    caller: User,
    group: Group,
  ): Promise<ConsoleReply> {
    const [view] = await groupViews(rows, caller, [group]);
    return answer(view, { version: group.version });
  }
}
