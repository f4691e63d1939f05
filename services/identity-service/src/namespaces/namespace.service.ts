import { Injectable } from '@nestjs/common';
import type {
  changeNamespace,
  ConsoleReply,
  createNamespace,
  deleteNamespace,
  listNamespaces,
  readNamespace,
} from '@spectacles/contracts';
import { answer, Clock, created, newId, noContent, NotFound, type OpenConsoleCall } from '@spectacles/platform';
import { CommandRunner } from '../commands/command-runner.js';
import { decodeCursor, pageFrom } from '../lists/cursor.js';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { requireManager, requireVisible } from '../permissions/namespace-access.js';
import { requireAdministrator, requireSignedIn } from '../permissions/permissions.js';
import { RegistryNotFound } from '../registries/registries.errors.js';
import { IdentityStore, type IdentityTransaction } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import { FoundNames } from './found-names.js';
import { NamespaceList } from './namespace-list.js';
import { namespaceViews } from './namespace-views.js';
import { type Namespace, toNamespaceState } from './namespace.js';
import { NamespaceExists, OwnerNotFound } from './namespaces.errors.js';

/** Who owns which names of a registry. */
@Injectable()
export class NamespaceService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly current: CurrentPolicy,
    private readonly lists: NamespaceList,
    private readonly found: FoundNames,
    private readonly clock: Clock,
  ) {}

  async list({ caller, query, envelope }: OpenConsoleCall<typeof listNamespaces>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, caller);
    if (query.found === 'true') {
      return answer(user.administrator ? await this.found.page(query) : { items: [], next: null });
    }
    const key = decodeCursor(query.cursor, 2);
    const after = key === null ? null : { path: key[0] ?? '', id: key[1] ?? '' };
    const { policy } = await this.current.read(envelope.atLeast);
    const search = query.q ?? null;
    const registryId = query.registryId ?? null;
    const namespaces = await this.lists.visible(user, { after, limit: query.limit + 1, search, registryId });
    const views = await namespaceViews(this.store.now, policy, user, namespaces);
    return answer(
      pageFrom(
        views,
        query.limit,
        (view) => view,
        ({ path, id }) => [path, id],
      ),
    );
  }

  async read({ caller, params, envelope }: OpenConsoleCall<typeof readNamespace>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, caller);
    const { policy } = await this.current.read(envelope.atLeast);
    return this.answer(user, requireVisible(policy, user, await this.store.now.namespaces.byId(params.id)));
  }

  async create(call: OpenConsoleCall<typeof createNamespace>): Promise<ConsoleReply> {
    const { policy } = await this.current.read();
    return this.commands.run('createNamespace', call, async (transaction) => {
      const caller = await requireAdministrator(transaction, call.caller);
      const { registryId, path, owner, description = '' } = call.body();
      if ((await transaction.registries.byId(registryId)) === null) throw new RegistryNotFound();
      await requireOwner(transaction, owner.id);
      if ((await transaction.namespaces.byPath(registryId, path)) !== null) throw new NamespaceExists(path);
      const id = newId(this.clock);
      const createdAt = this.clock.now();
      const namespace: Namespace = { id, registryId, path, ownerId: owner.id, description, createdAt, version: 1 };
      await transaction.namespaces.save(namespace);
      transaction.append(toNamespaceState(namespace));
      // It has no entries yet: what there was to say of its names before the commit holds after it.
      const [view] = await namespaceViews(transaction, policy, caller, [namespace]);
      return created(view, { version: namespace.version, location: `/namespaces/${id}` });
    });
  }

  async change(call: OpenConsoleCall<typeof changeNamespace>): Promise<ConsoleReply> {
    const { policy } = await this.current.read(call.envelope.atLeast);
    const reply = await this.commands.run('changeNamespace', call, async (transaction, caller) => {
      const found = await transaction.namespaces.byId(call.params.id);
      const namespace = requireManager(policy, caller, found);
      requireUnchanged(call.envelope, namespace.version);
      const { owner, description = namespace.description } = call.body();
      const ownerId = owner?.id ?? namespace.ownerId;
      if (ownerId !== namespace.ownerId) await requireOwner(transaction, ownerId);
      else if (description === namespace.description) return answer(null, { version: namespace.version });
      namespace.ownerId = ownerId;
      namespace.description = description;
      namespace.version += 1;
      await transaction.namespaces.save(namespace);
      transaction.append(toNamespaceState(namespace));
      return answer(null, { version: namespace.version });
    });
    // Said after the commit, since who owns it changes what the caller may do there.
    const user = await requireSignedIn(this.store.now, call.caller);
    const namespace = await this.store.now.namespaces.byId(call.params.id);
    if (namespace === null) throw new NotFound();
    return { ...(await this.answer(user, namespace)), policyVersion: reply.policyVersion };
  }

  async remove(call: OpenConsoleCall<typeof deleteNamespace>): Promise<ConsoleReply> {
    return this.commands.run('deleteNamespace', call, async (transaction) => {
      await requireAdministrator(transaction, call.caller);
      const namespace = await transaction.namespaces.byId(call.params.id);
      if (namespace === null) throw new NotFound();
      requireUnchanged(call.envelope, namespace.version);
      const grants = await transaction.grants.idsOfNamespace(namespace.id);
      await transaction.grants.removeAll(grants);
      await transaction.namespaces.remove(namespace.id);
      for (const id of grants) transaction.appendGone('grant', id);
      transaction.appendGone('namespace', namespace.id);
      return noContent();
    });
  }

  private async answer(user: User, namespace: Namespace): Promise<ConsoleReply> {
    const { policy } = await this.current.read();
    const [view] = await namespaceViews(this.store.now, policy, user, [namespace]);
    return answer(view, { version: namespace.version });
  }
}

async function requireOwner(transaction: IdentityTransaction, userId: string): Promise<void> {
  if ((await transaction.users.byId(userId)) === null) throw new OwnerNotFound();
}
