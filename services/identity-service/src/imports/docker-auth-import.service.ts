import { Injectable } from '@nestjs/common';
import type { ConsoleReply, importDockerAuth, ImportReport } from '@spectacles/contracts';
import { answer, Clock, newId, type OpenConsoleCall } from '@spectacles/platform';
import { CommandRunner } from '../commands/command-runner.js';
import { administratorOnly, requireAdministrator } from '../permissions/permissions.js';
import { RegistryNotFound } from '../registries/registries.errors.js';
import type { Registry } from '../registries/registry.js';
import { writeRules } from '../rules/write-rules.js';
import { IdentityStore, type IdentityTransaction, type Repositories } from '../store/identity-store.js';
import { toUserState, type User } from '../users/user.js';
import { checkedAgainst } from './check-against.js';
import { type DockerAuthFile, readDockerAuthFile } from './docker-auth-file.js';
import type { FileUser } from './file-users.js';
import { ImportRefused } from './imports.errors.js';

/** The answer goes over the bus as one message. */
const REPORT_BYTES = 600_000;

/** Takes users and rules of a docker_auth file over: all of it, or nothing. */
@Injectable()
export class DockerAuthImport {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
  ) {}

  async run(call: OpenConsoleCall<typeof importDockerAuth>): Promise<ConsoleReply> {
    await requireAdministrator(this.store.now, call.caller);
    const registry = await registryOf(this.store.now, call.query.registryId);
    // A large file takes its time, and every other change would wait: the transaction begins with rules that compile.
    const read = readDockerAuthFile(call.body());
    if (call.query.dryRun === 'true')
      return answer(reportOf(await checkedAgainst(this.store.now, registry, read), true));
    requireNothingRefused(read);
    return this.commands.run('importDockerAuth', call, async (transaction, caller) => {
      administratorOnly(caller);
      const at = await registryOf(transaction, call.query.registryId);
      const file = await checkedAgainst(transaction, at, read);
      requireNothingRefused(file);
      await this.take(transaction, at, file);
      return answer(reportOf(file, false));
    });
  }

  private async take(transaction: IdentityTransaction, registry: Registry, file: DockerAuthFile): Promise<void> {
    for (const given of file.users) {
      const user = this.userOf(given);
      await transaction.users.save(user);
      await transaction.reservedNames.add('user', user.username, user.createdAt);
      transaction.append(toUserState(user));
    }
    // Whoever no rule lets in gets nothing, as in docker_auth.
    const body = { rulesOnly: true, rules: [...file.rules] };
    const { changes } = await writeRules(transaction, registry.id, { body, clock: this.clock });
    const names = file.users.map(({ username }) => username).join(', ');
    const users = { field: 'users', before: null, after: names };
    transaction.record({
      action: 'import.docker-auth',
      object: { kind: 'registry', id: registry.id, name: registry.name },
      registryId: registry.id,
      changes: [...(names === '' ? [] : [users]), ...changes],
    });
  }

  private userOf({ username, passwordHash, labels }: FileUser): User {
    return {
      id: newId(this.clock),
      ...{ username, passwordHash, labels },
      displayName: '',
      email: null,
      administrator: false,
      status: 'active',
      source: 'local',
      credentialVersion: 1,
      refreshRevokedBelow: 0,
      createdAt: this.clock.now(),
      lastSeenAt: null,
      version: 1,
    };
  }
}

function requireNothingRefused({ report }: DockerAuthFile): void {
  if (report.refused.length > 0) throw new ImportRefused(report.refused);
}

async function registryOf({ registries }: Pick<Repositories, 'registries'>, id: string): Promise<Registry> {
  const registry = await registries.byId(id);
  if (registry === null) throw new RegistryNotFound();
  return registry;
}

/** What is refused goes first, if there is too much to say. */
function reportOf({ report }: DockerAuthFile, dryRun: boolean): ImportReport {
  let left = REPORT_BYTES;
  const fitting = <Item>(items: readonly Item[]): Item[] =>
    items.filter((item) => (left -= Buffer.byteLength(JSON.stringify(item))) >= 0);
  const refused = fitting(report.refused);
  const warnings = fitting(report.warnings);
  return { dryRun, taken: fitting(report.taken), refused, warnings };
}
