import { CompiledPolicy, type PolicyRow, type Principal } from '@spectacles/access-control';
import {
  createDefaultGrant,
  createGroup,
  createNamespace,
  createRobot,
  createToken,
  type GroupView,
  type LogRow,
  type NamespaceView,
  PolicyState,
  putGroupMember,
  putNamespaceMember,
  ReadPolicyLog,
  type RegistryView,
  replaceRules,
  type UserView,
} from '@spectacles/contracts';
import fc from 'fast-check';
import type { IdentityHarness } from './identity-harness.js';

const place = fc.constantFrom('team', 'sub', 'other', 'root', 'defaults');
const patterns = { team: 'team/*/cache', sub: 'team/sub/**', other: 'other/a*', root: 'a*', defaults: '**/cache' };
const who = fc.constantFrom('u0', 'u1', 'u2', 'g0', 'g1', 'robot', 'global', 'members', 'everyone', 'anonymous');

/** What is random in a world. */
export const worlds = fc.record({
  owners: fc.record({
    team: fc.constantFrom('u0', 'g0'),
    sub: fc.constantFrom('u0', 'u1', 'g1', 'none'),
    other: fc.constantFrom('u1', 'g0'),
    root: fc.constantFrom('u2', 'none'),
  }),
  inGroups: fc.array(fc.tuple(fc.constantFrom('g0', 'g1'), fc.constantFrom('u0', 'u1', 'u2')), { maxLength: 4 }),
  members: fc.array(fc.tuple(fc.constantFrom('team', 'sub'), fc.constantFrom('u1', 'u2')), { maxLength: 3 }),
  entries: fc.array(fc.tuple(place, who, fc.constantFrom('NONE', 'READ', 'WRITE', 'FULL'), fc.boolean()), {
    minLength: 4,
    maxLength: 12,
  }),
  rules: fc.array(
    fc.record({
      match: fc.constantFrom(
        { account: 'u1*', name: 'team/*' },
        { name: 'other/**' },
        { account: '/u2.*/' },
        { name: '${account}/*' },
      ),
      actions: fc.constantFrom([], ['pull'], ['pull', 'push'], ['*']),
    }),
    { maxLength: 2 },
  ),
});
type Plan = typeof worlds extends fc.Arbitrary<infer T> ? T : never;
interface Asked {
  readonly kind: string;
  readonly id?: string;
}

/** An installation with users, groups, namespaces, robots, entries and rules that somebody made up. */
export class RandomWorld {
  readonly namespaces = new Map<string, NamespaceView>();
  readonly #parties = new Map<string, { readonly kind: 'user' | 'group' | 'robot'; readonly id: string }>();
  readonly #users = new Map<string, UserView>();
  readonly #principals: { readonly asked: Asked; readonly principal: Principal }[] = [];

  private constructor(
    private readonly identity: IdentityHarness,
    readonly root: UserView,
    readonly registry: RegistryView,
  ) {}

  static async make(
    identity: IdentityHarness,
    root: UserView,
    { plan, suffix }: { plan: Plan; suffix: string },
  ): Promise<RandomWorld> {
    const registry = await identity.registry(root, { name: `main ${suffix}`, service: `main-${suffix}` });
    const world = new RandomWorld(identity, root, registry);
    for (const name of ['u0', 'u1', 'u2', 'u3']) await world.addUser(name, `${name}x${suffix}`);
    for (const name of ['g0', 'g1']) await world.addGroup(name, `${name}x${suffix}`);
    for (const [group, user] of plan.inGroups) await world.join(putGroupMember, world.id(group), world.id(user));
    for (const [name, path] of [
      ['team', 'team'],
      ['sub', 'team/sub'],
      ['other', 'other'],
      ['root', ''],
    ] as const)
      await world.addNamespace(name, path, plan.owners[name]);
    for (const [name, user] of plan.members) {
      const namespace = world.namespaces.get(name);
      if (namespace !== undefined) await world.join(putNamespaceMember, namespace.id, world.id(user));
    }
    await world.addRobots(suffix);
    for (const entry of plan.entries) await world.addEntry(entry);
    const body = { rules: plan.rules };
    await identity.call(replaceRules, { as: root, params: { id: registry.id }, body });
    world.#principals.push({ asked: { kind: 'anonymous' }, principal: { kind: 'anonymous' } });
    return world;
  }

  /** Everybody in it, as the simulator is asked about them and as the decision knows them. */
  principals() {
    return this.#principals;
  }

  user(id: string): UserView {
    const user = this.#users.get(id);
    if (user === undefined) throw new Error('There is no such user.');
    return user;
  }

  /** The policy that readers of the log have. */
  async policy(): Promise<CompiledPolicy> {
    const policy = CompiledPolicy.empty();
    const rows = await this.rows();
    policy.apply(
      rows.map(
        ({ kind, key, state }) =>
          ({ kind, key, state: state === null ? null : PolicyState.parse(JSON.parse(state)) }) as PolicyRow,
      ),
    );
    return policy;
  }

  /** The log of the policy from its first row. */
  private async rows(): Promise<LogRow[]> {
    const rows: LogRow[] = [];
    for (;;) {
      const request = { after: { n: 0, id: '' }, skip: rows.length, limit: 1000 };
      const page = await this.identity.messages.request(ReadPolicyLog, request);
      if (page.outcome !== 'rows' || page.rows.length === 0) return rows;
      rows.push(...page.rows);
    }
  }

  private id(name: string): string {
    return this.#parties.get(name)?.id ?? '';
  }

  private async addUser(name: string, username: string): Promise<void> {
    const user = await this.identity.user(this.root, username);
    this.#parties.set(name, { kind: 'user', id: user.id });
    this.#users.set(user.id, user);
    this.#principals.push({ asked: { kind: 'user', id: user.id }, principal: { kind: 'user', userId: user.id } });
    const scopes = [{ pattern: 'team/**', actions: ['pull'] }];
    const made = await this.identity.call(createToken, { as: user, body: { name: 'limited', scopes } });
    const { id } = made.body as { id: string };
    const at = this.identity.clock.now().getTime();
    const principal = { kind: 'user', userId: user.id, credentialId: id, at } as const;
    this.#principals.push({ asked: { kind: 'token', id }, principal });
  }

  private async addGroup(name: string, groupName: string): Promise<void> {
    const group = (await this.identity.call(createGroup, { as: this.root, body: { name: groupName } }))
      .body as GroupView;
    this.#parties.set(name, { kind: 'group', id: group.id });
    this.#principals.push({ asked: { kind: 'group', id: group.id }, principal: { kind: 'group', groupId: group.id } });
  }

  private async addNamespace(name: string, path: string, ownerName: string): Promise<void> {
    const owner = this.#parties.get(ownerName);
    if (owner === undefined) return;
    const body = { registryId: this.registry.id, path, owner };
    const made = await this.identity.call(createNamespace, { as: this.root, body });
    this.namespaces.set(name, made.body as NamespaceView);
  }

  private async addRobots(suffix: string): Promise<void> {
    const namespaceId = this.namespaces.get('team')?.id;
    const bodies = { robot: { name: `ci${suffix}`, namespaceId }, global: { name: `all${suffix}` } };
    for (const [name, body] of Object.entries(bodies)) {
      const { id } = (await this.identity.call(createRobot, { as: this.root, body })).body as { id: string };
      this.#parties.set(name, { kind: 'robot', id });
      const at = this.identity.clock.now().getTime();
      this.#principals.push({ asked: { kind: 'robot', id }, principal: { kind: 'robot', robotId: id, at } });
    }
  }

  private async addEntry([at, whom, right, isPattern]: Plan['entries'][number]): Promise<void> {
    const principal = this.#parties.get(whom) ?? { kind: whom };
    const body = { principal, right, ...(isPattern && { pattern: patterns[at] }) };
    const namespace = this.namespaces.get(at);
    const [as, registry] = [this.root, this.registry];
    const put =
      at === 'defaults'
        ? this.identity.call(createDefaultGrant, { as, params: { id: registry.id }, body })
        : namespace && this.identity.grant(as, namespace, body as never);
    // What is refused (anonymous who writes, a second entry for the same) is not part of the world.
    await Promise.resolve(put).catch((error: unknown) => {
      if ((error as { status?: number }).status === undefined) throw error;
    });
  }

  private async join(
    route: typeof putGroupMember | typeof putNamespaceMember,
    id: string,
    userId: string,
  ): Promise<void> {
    await this.identity.call(route, { as: this.root, params: { id, userId }, body: { role: 'member' } });
  }
}
