import { Injectable } from '@nestjs/common';
import type { CompiledPolicy, PolicyState } from '@spectacles/access-control';
import type { ConsoleReply, deleteNamespace, NamespaceRemoval } from '@spectacles/contracts';
import { answer, noContent, type OpenConsoleCall } from '@spectacles/platform';
import { CommandRunner } from '../commands/command-runner.js';
import { type Grant, toGrantState } from '../grants/grant.js';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { requireOwner } from '../permissions/namespace-access.js';
import { requireSignedIn } from '../permissions/permissions.js';
import { IdentityStore } from '../store/identity-store.js';
import { type Namespace, namespaceObject, toNamespaceState } from './namespace.js';
import { type Concerned, type ForecastChange, forecastRemoval, type Removal } from './removal-forecast.js';
import { removeNamespace } from './remove-namespace.js';

/** Beyond that the answer says that there are more. */
const CHANGES_SHOWN = 200;

/** Deletes namespaces, and tells before what that would do to rights. */
@Injectable()
export class NamespaceRemovalService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly current: CurrentPolicy,
  ) {}

  async remove(call: OpenConsoleCall<typeof deleteNamespace>): Promise<ConsoleReply> {
    if (call.query.dryRun === 'true') return this.forecast(call);
    return this.commands.run('deleteNamespace', call, async (transaction, caller) => {
      const policy = await this.current.before(transaction.n);
      const namespace = requireOwner(policy, caller, await transaction.namespaces.byId(call.params.id));
      requireUnchanged(call.envelope, namespace.version);
      await removeNamespace(transaction, namespace);
      const { id: namespaceId, registryId } = namespace;
      transaction.record({ action: 'namespace.delete', object: namespaceObject(namespace), registryId, namespaceId });
      return noContent();
    });
  }

  private async forecast({ caller, params, envelope }: OpenConsoleCall<typeof deleteNamespace>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, caller);
    const { policy } = await this.current.read(envelope.atLeast);
    const namespace = requireOwner(policy, user, await this.store.now.namespaces.byId(params.id));
    const chain = chainOf(policy, namespace);
    const grants = await this.store.now.grants.ofPlaces([...chain.map(({ id }) => id), namespace.registryId]);
    const concerned = concernedBy(policy, { namespace, grants, chain });
    const removal = removalOf(policy, { namespace, grants, concerned, chain });
    const own = grants.filter(({ namespaceId }) => namespaceId === namespace.id);
    const changes = forecastRemoval(removal, concerned);
    return answer({
      grants: own.length,
      members: policy.namespaceMembers(namespace.id).length,
      robots: policy
        .robotsOf(namespace.id)
        .map(({ login }) => login)
        .sort(),
      changes: changes.slice(0, CHANGES_SHOWN).map((change) => toChange(policy, change)),
      more: changes.length > CHANGES_SHOWN,
    } satisfies NamespaceRemoval);
  }
}

/** The namespace and those above it, whose entries reach into it. */
function chainOf(policy: CompiledPolicy, { registryId, path }: Namespace): PolicyNamespace[] {
  const paths = path.split('/').map((_part, index, parts) => parts.slice(0, index + 1).join('/'));
  return paths.flatMap((at) => policy.namespaceAt(registryId, at) ?? []);
}

type PolicyNamespace = Extract<PolicyState, { kind: 'namespace' }>;

/**
 * Whom rows of the namespace, or of those above it, speak of: without it they reach further. Its robots go with it, and
 * are told apart.
 */
function concernedBy(policy: CompiledPolicy, { namespace, grants, chain }: Omit<Pieces, 'concerned'>): Concerned[] {
  const found = new Map<string, Concerned>();
  const add = (kind: Concerned['kind'], of: string | null) => found.set(`${kind}:${of ?? ''}`, { kind, id: of });
  for (const { id, owner } of chain) {
    add(owner.kind, owner.id);
    for (const { userId } of policy.namespaceMembers(id)) add('user', userId);
    for (const robot of policy.robotsOf(id)) add('robot', robot.id);
  }
  for (const { principal } of grants) if ('id' in principal) add(principal.kind, principal.id);
  for (const { id } of policy.robotsOf(namespace.id)) found.delete(`robot:${id}`);
  add('everyone', null);
  add('anonymous', null);
  return [...found.values()];
}

interface Pieces {
  readonly namespace: Namespace;
  readonly grants: readonly Grant[];
  readonly concerned: readonly Concerned[];
  readonly chain: readonly PolicyNamespace[];
}

/** The rows of the policy that have a say in the names of the namespace, for those whom it concerns. */
function removalOf(policy: CompiledPolicy, { namespace, grants, concerned, chain }: Pieces): Removal {
  const isOwn = (grant: Grant) => grant.namespaceId === namespace.id;
  const users = concerned.flatMap(({ kind, id }) => (kind === 'user' && id !== null ? [id] : []));
  const above = chain.filter(({ id }) => id !== namespace.id);
  const { rulesOnly, rules } = policy.rules(namespace.registryId);
  return {
    registryId: namespace.registryId,
    path: namespace.path,
    patterns: [
      ...grants.flatMap(({ pattern }) => pattern ?? []),
      ...concerned.flatMap(({ kind, id }) => (kind === 'robot' && id !== null ? limitsOf(policy, id) : [])),
      ...rules.flatMap(({ match }) => match.name ?? []),
    ],
    removed: [
      toNamespaceState(namespace),
      ...grants.filter(isOwn).map(toGrantState),
      ...policy.namespaceMembers(namespace.id),
    ],
    kept: [
      ...present(policy.registry(namespace.registryId)),
      { kind: 'rule-list', id: namespace.registryId, rulesOnly },
      ...rules,
      ...above,
      ...above.flatMap(({ id }) => policy.namespaceMembers(id)),
      ...grants.filter((grant) => !isOwn(grant)).map(toGrantState),
      ...partiesOf(policy, concerned),
      ...groupsOf(policy, users),
    ],
  };
}

function limitsOf(policy: CompiledPolicy, robotId: string): string[] {
  return (policy.robot(robotId)?.scopes ?? []).map(({ pattern }) => pattern);
}

function partiesOf(policy: CompiledPolicy, concerned: readonly Concerned[]): PolicyState[] {
  return concerned.flatMap(({ kind, id }): PolicyState[] => {
    if (id === null) return [];
    if (kind === 'robot') return present(policy.robot(id));
    return kind === 'group' ? present(policy.group(id)) : present(policy.user(id));
  });
}

function groupsOf(policy: CompiledPolicy, users: readonly string[]): PolicyState[] {
  const wanted = new Set(users);
  const groups = new Map(users.flatMap((id) => policy.groupsOf(id)).map((group) => [group.id, group]));
  return [...groups.values()].flatMap((group) => [
    group,
    ...policy.membersOf(group.id).filter(({ userId }) => wanted.has(userId)),
  ]);
}

function present<T>(state: T | null): T[] {
  return state === null ? [] : [state];
}

function toChange(policy: CompiledPolicy, change: ForecastChange): NamespaceRemoval['changes'][number] {
  const { kind, id, before, after } = change;
  return { principal: { kind, id, name: nameOf(policy, change) }, before: [...before], after: [...after] };
}

function nameOf(policy: CompiledPolicy, { kind, id }: Concerned): string {
  if (id === null) return kind;
  const name = { user: policy.user(id)?.username, group: policy.group(id)?.name, robot: policy.robot(id)?.login };
  return (kind === 'everyone' || kind === 'anonymous' ? undefined : name[kind]) ?? id;
}
