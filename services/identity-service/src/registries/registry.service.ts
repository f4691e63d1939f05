import { Injectable } from '@nestjs/common';
import type {
  changeRegistry,
  ConsoleReply,
  createRegistry,
  deleteRegistry,
  listRegistries,
  NewRegistry,
  readRegistry,
  readRegistryConfiguration,
  RegistryChange,
  RegistryView,
} from '@spectacles/contracts';
import { answer, Clock, created, newId, noContent, NotFound, type OpenConsoleCall } from '@spectacles/platform';
import { changesBetween } from '../activity/changes.js';
import { CommandRunner } from '../commands/command-runner.js';
import { IdentityConfig } from '../identity.config.js';
import { decodeCursor, pageFrom } from '../lists/cursor.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { requireAdministrator } from '../permissions/permissions.js';
import { removeRules } from '../rules/write-rules.js';
import { IdentityStore, type IdentityTransaction } from '../store/identity-store.js';
import { registryConfiguration } from './configuration/registry-configuration.js';
import { RegistryHasNamespaces, RegistryNameTaken, ServiceTaken } from './registries.errors.js';
import { type Registry, toRegistryState, toRegistryView } from './registry.js';

const PULL_TOKEN_SECONDS = 300;
const PUSH_TOKEN_SECONDS = 900;
const CREATE_ON_PUSH_LIMIT = 20;

/** What administrators do with registries. */
@Injectable()
export class RegistryService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly config: IdentityConfig,
    private readonly clock: Clock,
  ) {}

  async list({ caller, query }: OpenConsoleCall<typeof listRegistries>): Promise<ConsoleReply> {
    await requireAdministrator(this.store.now, caller);
    const after = decodeCursor(query.cursor, 1)?.[0] ?? null;
    const found = await this.store.now.registries.page({ after, limit: query.limit + 1, search: query.q ?? null });
    return answer(
      pageFrom(
        found,
        query.limit,
        (registry) => this.view(registry),
        ({ name }) => [name],
      ),
    );
  }

  async read({ caller, params }: OpenConsoleCall<typeof readRegistry>): Promise<ConsoleReply> {
    await requireAdministrator(this.store.now, caller);
    return this.answer(present(await this.store.now.registries.byId(params.id)));
  }

  async create(call: OpenConsoleCall<typeof createRegistry>): Promise<ConsoleReply> {
    return this.commands.run('createRegistry', call, async (transaction) => {
      await requireAdministrator(transaction, call.caller);
      const registry = this.registryOf(call.body());
      if ((await transaction.registries.byName(registry.name)) !== null) throw new RegistryNameTaken(registry.name);
      if (await transaction.reservedNames.has('service', registry.service)) throw new ServiceTaken(registry.service);
      await transaction.registries.save(registry);
      await transaction.reservedNames.add('service', registry.service, registry.createdAt);
      transaction.append(toRegistryState(registry));
      recordChange(transaction, 'registry.create', null, registry);
      return created(this.view(registry), { version: registry.version, location: `/registries/${registry.id}` });
    });
  }

  async change(call: OpenConsoleCall<typeof changeRegistry>): Promise<ConsoleReply> {
    return this.commands.run('changeRegistry', call, async (transaction) => {
      const registry = await this.asked(transaction, call);
      const changed = withChange(registry, call.body());
      if (JSON.stringify(changed) === JSON.stringify(registry)) return this.answer(registry);
      const namesake = changed.name === registry.name ? null : await transaction.registries.byName(changed.name);
      if (namesake !== null) throw new RegistryNameTaken(changed.name);
      changed.version += 1;
      await transaction.registries.save(changed);
      transaction.append(toRegistryState(changed));
      recordChange(transaction, 'registry.change', registry, changed);
      return this.answer(changed);
    });
  }

  async remove(call: OpenConsoleCall<typeof deleteRegistry>): Promise<ConsoleReply> {
    return this.commands.run('deleteRegistry', call, async (transaction) => {
      const registry = await this.asked(transaction, call);
      const { id } = registry;
      if (await transaction.namespaces.existsIn(id)) throw new RegistryHasNamespaces();
      const defaults = await transaction.grants.idsOfDefaults(id);
      const keys = await transaction.signingKeys.idsOfRegistry(id);
      await transaction.grants.removeAll(defaults);
      await transaction.signingKeys.removeAll(keys);
      await transaction.registries.remove(id);
      await removeRules(transaction, id);
      for (const grant of defaults) transaction.appendGone('grant', grant);
      for (const key of keys) transaction.appendGone('signing-key', key);
      transaction.appendGone('registry', id);
      recordChange(transaction, 'registry.delete', registry, null);
      return noContent();
    });
  }

  async configuration({
    caller,
    params,
    query,
  }: OpenConsoleCall<typeof readRegistryConfiguration>): Promise<ConsoleReply> {
    await requireAdministrator(this.store.now, caller);
    const registry = present(await this.store.now.registries.byId(params.id));
    const keys = (file: string) =>
      `${this.config.publicUrl}/keys/${file}?service=${encodeURIComponent(registry.service)}`;
    const configured = {
      ...registry,
      realm: this.realm,
      bundleUrl: keys('bundle.pem'),
      jwksUrl: keys('jwks.json'),
    };
    const version = query.version ?? versions[registry.kind];
    return answer(registryConfiguration(configured, query.format, version), {
      contentType: 'text/plain; charset=utf-8',
    });
  }

  /** Where clients of every registry get their tokens. */
  private get realm(): string {
    return `${this.config.publicUrl}/token`;
  }

  private view(registry: Registry): RegistryView {
    return toRegistryView(registry, this.realm);
  }

  private answer(registry: Registry): ConsoleReply {
    return answer(this.view(registry), { version: registry.version });
  }

  private registryOf(body: NewRegistry): Registry {
    return {
      id: newId(this.clock),
      name: body.name,
      url: body.url,
      publicHost: body.publicHost ?? new URL(body.url).host,
      service: body.service,
      issuer: body.issuer ?? this.config.issuer,
      kind: body.kind,
      refuseAnonymous: body.refuseAnonymous ?? false,
      headerMode: body.headerMode ?? 'x5c',
      caCertificate: body.caCertificate ?? null,
      pullTokenSeconds: body.pullTokenSeconds ?? PULL_TOKEN_SECONDS,
      pushTokenSeconds: body.pushTokenSeconds ?? PUSH_TOKEN_SECONDS,
      createOnPush: distinct(body.createOnPush ?? []),
      createOnPushLimit: body.createOnPushLimit ?? CREATE_ON_PUSH_LIMIT,
      personalNamespaces: body.personalNamespaces ?? false,
      createdAt: this.clock.now(),
      version: 1,
    };
  }

  /** The registry that a change is about, once it is clear that the caller may make it. */
  private async asked(
    transaction: IdentityTransaction,
    call: OpenConsoleCall<typeof changeRegistry | typeof deleteRegistry>,
  ): Promise<Registry> {
    await requireAdministrator(transaction, call.caller);
    const registry = present(await transaction.registries.byId(call.params.id));
    requireUnchanged(call.envelope, registry.version);
    return registry;
  }
}

const versions = { 'distribution-2': '2', 'distribution-3': '3', zot: 'zot' } as const;

/** What the activity log tells of a registry. */
const RECORDED = [
  'name',
  'url',
  'publicHost',
  'service',
  'issuer',
  'kind',
  'refuseAnonymous',
  'headerMode',
  'caCertificate',
  'pullTokenSeconds',
  'pushTokenSeconds',
  'createOnPush',
  'createOnPushLimit',
  'personalNamespaces',
] as const;

function recordChange(
  transaction: IdentityTransaction,
  action: string,
  before: Registry | null,
  after: Registry | null,
): void {
  const registry = after ?? before;
  if (registry === null) return;
  const object = { kind: 'registry', id: registry.id, name: registry.name };
  const changes = action === 'registry.delete' ? [] : changesBetween(before, after, RECORDED);
  transaction.record({ action, object, registryId: registry.id, changes });
}

function present(registry: Registry | null): Registry {
  if (registry === null) throw new NotFound();
  return registry;
}

function withChange(registry: Registry, change: RegistryChange): Registry {
  return {
    ...registry,
    name: change.name ?? registry.name,
    url: change.url ?? registry.url,
    publicHost: change.publicHost ?? registry.publicHost,
    issuer: change.issuer ?? registry.issuer,
    kind: change.kind ?? registry.kind,
    refuseAnonymous: change.refuseAnonymous ?? registry.refuseAnonymous,
    headerMode: change.headerMode ?? registry.headerMode,
    caCertificate: change.caCertificate === undefined ? registry.caCertificate : change.caCertificate,
    pullTokenSeconds: change.pullTokenSeconds ?? registry.pullTokenSeconds,
    pushTokenSeconds: change.pushTokenSeconds ?? registry.pushTokenSeconds,
    createOnPush: distinct(change.createOnPush ?? registry.createOnPush),
    createOnPushLimit: change.createOnPushLimit ?? registry.createOnPushLimit,
    personalNamespaces: change.personalNamespaces ?? registry.personalNamespaces,
  };
}

function distinct(paths: readonly string[]): string[] {
  return [...new Set(paths)].sort();
}
