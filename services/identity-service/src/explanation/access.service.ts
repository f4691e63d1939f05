import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { canManageNamespace, type CompiledPolicy } from '@spectacles/access-control';
import type { AccessLine, ConsoleReply, listAccess } from '@spectacles/contracts';
import { answer, Clock, MalformedRequest, NotAllowed, NotFound, type OpenConsoleCall } from '@spectacles/platform';
import type { Grant } from '../grants/grant.js';
import { decodeCursor, pageFrom } from '../lists/cursor.js';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { principalOfUser, requireVisible } from '../permissions/namespace-access.js';
import { requireSignedIn } from '../permissions/permissions.js';
import { IdentityStore } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import type { ComparedNamespace } from './asked-namespace.js';
import { compared, lineOf, namedLines } from './namespace-access-lines.js';
import { type AskedPerson, compareKeys, linesAt, placesOf } from './person-access-lines.js';

type Query = OpenConsoleCall<typeof listAccess>['query'];
interface KeyedLine {
  readonly key: readonly string[];
  readonly line: AccessLine;
}

const USERS_AT_ONCE = 500;
const PLACES_AT_ONCE = 200;
/** Named ones go first, then the users that nothing names. */
const [NAMED, UNNAMED] = ['0', '1'] as const;
const KINDS = ['anonymous', 'everyone', 'group', 'robot', 'user'];

/** The reverse of a decision: who can do something here, and what somebody can do, and where. */
@Injectable()
export class AccessService {
  constructor(
    private readonly store: IdentityStore,
    private readonly current: CurrentPolicy,
    private readonly clock: Clock,
  ) {}

  async list(call: OpenConsoleCall<typeof listAccess>): Promise<ConsoleReply> {
    const caller = await requireSignedIn(this.store.now, call.caller);
    const { query, envelope } = call;
    const { namespaceId, userId, groupId, robotId } = query;
    const named = [namespaceId, userId, groupId, robotId].filter((id) => id !== undefined);
    if (named.length > 1) throw new MalformedRequest('Ask about one namespace, user, group or robot at a time.');
    if (namespaceId !== undefined) return this.ofNamespace(caller, namespaceId, call);
    if (named.length > 0 && userId !== caller.id && !caller.administrator)
      throw new NotAllowed('Only administrators may ask about others; without an id the answer is about yourself.');
    const { policy } = await this.current.read(envelope.atLeast);
    const principal = this.principalIn(policy, query, caller);
    const grants = await this.grantsOf(policy, principal);
    return this.ofPerson({ ...(await this.current.read()), principal, grants, at: this.now() }, query);
  }

  private async ofNamespace(
    caller: User,
    id: string,
    { query, envelope }: OpenConsoleCall<typeof listAccess>,
  ): Promise<ConsoleReply> {
    const before = await this.current.read(envelope.atLeast);
    const asker = principalOfUser(caller);
    const found = requireVisible(before.policy, asker, await this.store.now.namespaces.byId(id));
    const paths = found.path.split('/').map((_part, index, parts) => parts.slice(0, index + 1).join('/'));
    const chain = paths.flatMap((path) => before.policy.namespaceAt(found.registryId, path) ?? []);
    const grants = await this.store.now.grants.ofPlaces([...chain.map((above) => above.id), found.registryId]);
    const installationRobots = (await this.store.now.robots.ofInstallation()).map((robot) => robot.id);
    const { policy } = await this.current.read();
    const namespace = policy.namespace(id);
    if (namespace === null) throw new NotFound();
    if (!canManageNamespace(policy, asker, id))
      throw new NotAllowed('Only the owner of the namespace, its managers and administrators may do this.');
    const after = decodeCursor(query.cursor, 2);
    const asked = compared({ policy, namespace, grants, installationRobots, at: this.now() });
    const lines = await this.linesOf(asked, query, after);
    return answer(page(lines, query));
  }

  /** One line more than the page holds, after the cursor. */
  private async linesOf(
    asked: ComparedNamespace,
    { limit, q }: Query,
    after: readonly string[] | null,
  ): Promise<KeyedLine[]> {
    const named = namedLines(asked);
    const lines = named
      .map((line) => ({ key: [NAMED, keyOf(line)], line }))
      .filter(({ key, line }) => isAfter(key, after) && isFound(line.principal.name, q))
      .toSorted((one, two) => compareKeys(one.key, two.key))
      .slice(0, limit + 1);
    const whole = named.filter(({ path }) => path === asked.namespace.path);
    const skipped = new Set(whole.flatMap(({ principal: { kind, id } }) => (kind === 'user' ? [id] : [])));
    const ordinary = asked.everyone?.actions.join() ?? '';
    let from = after?.[0] === UNNAMED ? (after[1] ?? null) : null;
    while (lines.length <= limit) {
      const users = await this.store.now.users.page({ after: from, limit: USERS_AT_ONCE, search: q ?? null });
      for (const { id, username, status } of users) {
        const isSkipped = status !== 'active' || skipped.has(id);
        const line = isSkipped ? null : lineOf(asked, { kind: 'user', id, name: username });
        if (line !== null && line.actions.join() !== ordinary) lines.push({ key: [UNNAMED, username], line });
      }
      if (users.length < USERS_AT_ONCE) break;
      from = users.at(-1)?.username ?? null;
    }
    return lines.slice(0, limit + 1);
  }

  private async ofPerson(asked: AskedPerson, query: Query): Promise<ConsoleReply> {
    const after = decodeCursor(query.cursor, 4);
    const lines: KeyedLine[] = [];
    for (const [looked, place] of placesOf(asked.policy).entries()) {
      if (lines.length > query.limit) break;
      // Whoever has little in many places must not keep everybody else waiting.
      if (looked % PLACES_AT_ONCE === PLACES_AT_ONCE - 1) await setImmediate();
      if (after !== null && compareKeys(place.key, after.slice(0, 3)) < 0) continue;
      for (const line of linesAt(asked, place)) {
        const key = [...place.key, line.path === place.path ? '' : line.path];
        if (isAfter(key, after) && isFound(line.path, query.q)) lines.push({ key, line });
      }
    }
    return answer(page(lines, query));
  }

  private principalIn(policy: CompiledPolicy, query: Query, caller: User): AskedPerson['principal'] {
    const { groupId, robotId, userId = caller.id } = query;
    if (groupId !== undefined) return named('group', groupId, policy.group(groupId)?.name);
    if (robotId !== undefined) return named('robot', robotId, policy.robot(robotId)?.login);
    return named('user', userId, policy.user(userId)?.username);
  }

  /** Entries that name somebody, or a group that they are in. */
  private async grantsOf(policy: CompiledPolicy, { kind, id }: AskedPerson['principal']): Promise<Grant[]> {
    const groups =
      kind === 'user' ? policy.groupsOf(id).map((group) => ({ kind: 'group' as const, id: group.id })) : [];
    const found: Grant[] = [];
    for (const principal of [{ kind, id }, ...groups])
      for (const grantId of await this.store.now.grants.idsNaming(principal)) {
        const grant = await this.store.now.grants.byId(grantId);
        if (grant !== null && grant.pattern !== null) found.push(grant);
      }
    return found;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

function named(kind: 'user' | 'group' | 'robot', id: string, name: string | undefined): AskedPerson['principal'] {
  if (name === undefined) throw new NotFound();
  return { kind, id, name };
}

function page(lines: readonly KeyedLine[], { limit }: Query) {
  return pageFrom(
    lines,
    limit,
    ({ line }) => line,
    ({ key }) => key,
  );
}

function keyOf({ principal, path, source }: AccessLine): string {
  return [KINDS.indexOf(principal.kind), principal.name, principal.id ?? '', path, source.id ?? ''].join('\0');
}

function isAfter(key: readonly string[], after: readonly string[] | null): boolean {
  return after === null || compareKeys(key, after) > 0;
}

function isFound(text: string, q: string | undefined): boolean {
  return q === undefined || text.toLowerCase().includes(q.toLowerCase());
}
