import { Injectable } from '@nestjs/common';
import type { CompiledPolicy, PolicyState } from '@spectacles/access-control';
import type { ConsoleReply, deleteNamespace } from '@spectacles/contracts';
import { noContent, type OpenConsoleCall } from '@spectacles/platform';
import { CommandRunner } from '../commands/command-runner.js';
import type { Concerned } from '../forecast/comparison.js';
import { namespacesAround } from '../forecast/places.js';
import { RemovalForecasts } from '../forecast/removal-forecasts.js';
import { type Surroundings, surroundingsOf } from '../forecast/surroundings.js';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { requireOwner } from '../permissions/namespace-access.js';
import { requireSignedIn } from '../permissions/permissions.js';
import { type Namespace, namespaceObject } from './namespace.js';
import { removeNamespace } from './remove-namespace.js';

/** Deletes namespaces, and tells before what that would do to rights. */
@Injectable()
export class NamespaceRemovalService {
  constructor(
    private readonly commands: CommandRunner,
    private readonly current: CurrentPolicy,
    private readonly forecasts: RemovalForecasts,
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

  private forecast({ caller, params }: OpenConsoleCall<typeof deleteNamespace>): Promise<ConsoleReply> {
    return this.forecasts.tell(async (transaction, policy) => {
      const user = await requireSignedIn(transaction, caller);
      const namespace = requireOwner(policy, user, await transaction.namespaces.byId(params.id));
      const surroundings = await surroundingsOf(transaction, policy, [namespace]);
      const robots = policy.robotsOf(namespace.id).map(({ login }) => login);
      return {
        surroundings,
        concerned: concernedBy(policy, namespace, surroundings),
        isGone: (state) => goesWith(namespace, state),
        facts: {
          grants: surroundings.grants.filter(({ namespaceId }) => namespaceId === namespace.id).length,
          members: policy.namespaceMembers(namespace.id).length,
          robots: robots.toSorted(),
          owned: [],
        },
      };
    });
  }
}

function goesWith({ id }: Namespace, state: PolicyState): boolean {
  return state.id === id || ((state.kind === 'grant' || state.kind === 'namespace-member') && state.namespaceId === id);
}

/**
 * Whom rows of the namespace, or of those above it, speak of: without it they reach further. Its robots go with it, and
 * are told apart.
 */
function concernedBy(policy: CompiledPolicy, namespace: Namespace, { grants }: Surroundings): Concerned[] {
  const found = new Map<string, Concerned>();
  const add = (kind: Concerned['kind'], of: string | null) => found.set(`${kind}:${of ?? ''}`, { kind, id: of });
  const chain = namespacesAround(policy, [{ ...namespace, namespaceId: namespace.id }]);
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
