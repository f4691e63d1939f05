import { Injectable } from '@nestjs/common';
import type { ConsoleReply, readRules, replaceRules, RuleListView } from '@spectacles/contracts';
import { answer, Clock, NotFound, type OpenConsoleCall } from '@spectacles/platform';
import { CommandRunner } from '../commands/command-runner.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { administratorOnly, requireAdministrator } from '../permissions/permissions.js';
import type { Registry } from '../registries/registry.js';
import { IdentityStore, type Repositories } from '../store/identity-store.js';
import { requireUsable, warningsOf } from './check-rules.js';
import type { Rule, RuleList } from './rule.js';
import { writeRules } from './write-rules.js';

/** The ordered rules of registries: read and replaced as a whole, by administrators. */
@Injectable()
export class RuleService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
  ) {}

  async read({ caller, params }: OpenConsoleCall<typeof readRules>): Promise<ConsoleReply> {
    await requireAdministrator(this.store.now, caller);
    const { id } = await registryOf(this.store.now, params.id);
    const list = (await this.store.now.rules.list(id)) ?? { registryId: id, rulesOnly: false, version: 0 };
    return answerOf(list, await this.store.now.rules.ofRegistry(id));
  }

  async replace(call: OpenConsoleCall<typeof replaceRules>): Promise<ConsoleReply> {
    // Compiled where nobody waits for it; who may do it is asked before, and once more in the change.
    await requireAdministrator(this.store.now, call.caller);
    await registryOf(this.store.now, call.params.id);
    const body = call.body();
    requireUsable(body);
    return this.commands.run('replaceRules', call, async (transaction, caller) => {
      administratorOnly(caller);
      const registry = await registryOf(transaction, call.params.id);
      requireUnchanged(call.envelope, (await transaction.rules.list(registry.id))?.version ?? 0);
      const { list, rules, changes } = await writeRules(transaction, registry.id, { body, clock: this.clock });
      if (transaction.appended) {
        const object = { kind: 'registry', id: registry.id, name: registry.name };
        transaction.record({ action: 'rules.replace', object, registryId: registry.id, changes });
      }
      return answerOf(list, rules);
    });
  }
}

async function registryOf({ registries }: Pick<Repositories, 'registries'>, id: string): Promise<Registry> {
  const registry = await registries.byId(id);
  if (registry === null) throw new NotFound();
  return registry;
}

function answerOf({ registryId, rulesOnly, version }: RuleList, rules: readonly Rule[]): ConsoleReply {
  const bodies = rules.map(({ id, match, actions, anchored, comment }) => ({
    ...{ id, match, anchored, comment },
    actions: [...actions],
  }));
  const view: RuleListView = { registryId, rulesOnly, rules: bodies, warnings: warningsOf(bodies), version };
  return answer(view, { version });
}
