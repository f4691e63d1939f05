import { Injectable } from '@nestjs/common';
import { canManageNamespace, type CompiledPolicy } from '@spectacles/access-control';
import type {
  changeNamespace,
  ConsoleReply,
  createNamespace,
  listNamespaces,
  NewNamespace,
  readNamespace,
} from '@spectacles/contracts';
import { answer, Clock, created, newId, NotAllowed, NotFound, type OpenConsoleCall } from '@spectacles/platform';
import { changesBetween } from '../activity/changes.js';
import { CommandRunner } from '../commands/command-runner.js';
import { decodeCursor, pageFrom } from '../lists/cursor.js';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { managesSomeNamespace } from '../permissions/gives-rights.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { principalOfUser, requireManager, requireOwner, requireVisible } from '../permissions/namespace-access.js';
import { administratorOnly, requireSignedIn } from '../permissions/permissions.js';
import { RegistryNotFound } from '../registries/registries.errors.js';
import { IdentityStore, type IdentityTransaction } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import { FoundNames } from './found-names.js';
import { NamespaceList } from './namespace-list.js';
import { namespaceViews, type Viewer } from './namespace-views.js';
import { isSameOwner, type Namespace, namespaceObject, toNamespaceState } from './namespace.js';
import { NamespaceExists } from './namespaces.errors.js';
import { requireOwnerName } from './owners.js';
import { Viewers } from './viewers.js';

/** Who owns which names of a registry. */
@Injectable()
export class NamespaceService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly current: CurrentPolicy,
    private readonly lists: NamespaceList,
    private readonly found: FoundNames,
    private readonly viewers: Viewers,
    private readonly clock: Clock,
  ) {}

  async list({ caller, query, envelope }: OpenConsoleCall<typeof listNamespaces>): Promise<ConsoleReply> {
    if (query.found === 'true') {
      const user = await requireSignedIn(this.store.now, caller);
      return answer(user.administrator ? await this.found.page(query) : { items: [], next: null });
    }
    const viewer = await this.viewers.of(envelope);
    const key = decodeCursor(query.cursor, 2);
    const after = key === null ? null : { path: key[0] ?? '', id: key[1] ?? '' };
    await this.current.read(envelope.atLeast);
    const page = { after, limit: query.limit + 1, search: query.q ?? null, registryId: query.registryId ?? null };
    const namespaces = await this.lists.visible(viewer.principal, page);
    const { policy } = await this.current.read();
    const views = await namespaceViews(this.store.now, policy, viewer, namespaces);
    return answer(
      pageFrom(
        views,
        query.limit,
        (view) => view,
        ({ path, id }) => [path, id],
      ),
    );
  }

  async read({
    params,
    envelope,
  }: Pick<OpenConsoleCall<typeof readNamespace>, 'params' | 'envelope'>): Promise<ConsoleReply> {
    const viewer = await this.viewers.of(envelope);
    const { policy } = await this.current.read(envelope.atLeast);
    const namespace = await this.store.now.namespaces.byId(params.id);
    return this.answer(viewer, requireVisible(policy, viewer.principal, namespace));
  }

  async create(call: OpenConsoleCall<typeof createNamespace>): Promise<ConsoleReply> {
    const reply = await this.commands.run('createNamespace', call, async (transaction, caller) => {
      const policy = await this.current.before(transaction.n);
      // Whoever runs nothing is told so before the body is looked at.
      if (!managesSomeNamespace(policy, caller)) administratorOnly(caller);
      const body = call.body();
      requirePlaceFor(policy, caller, body);
      const namespace = await this.make(transaction, body);
      await transaction.namespaces.save(namespace);
      transaction.append(toNamespaceState(namespace));
      const fact = { object: namespaceObject(namespace), registryId: namespace.registryId, namespaceId: namespace.id };
      const changes = changesBetween(null, namespace, ['owner', 'description']);
      transaction.record({ action: 'namespace.create', ...fact, changes });
      return created({ id: namespace.id }, { version: namespace.version, location: `/namespaces/${namespace.id}` });
    });
    // Whoever repeats the request is told no more than they may see by now.
    const { id } = reply.body as Pick<Namespace, 'id'>;
    return { ...reply, body: (await this.read({ ...call, params: { id } })).body };
  }

  async change(call: OpenConsoleCall<typeof changeNamespace>): Promise<ConsoleReply> {
    await this.current.read(call.envelope.atLeast);
    const reply = await this.commands.run('changeNamespace', call, async (transaction, caller) => {
      const policy = await this.current.before(transaction.n);
      const found = await transaction.namespaces.byId(call.params.id);
      const namespace = requireManager(policy, principalOfUser(caller), found);
      requireUnchanged(call.envelope, namespace.version);
      const { owner = namespace.owner, description = namespace.description } = call.body();
      const goes = !isSameOwner(owner, namespace.owner);
      if (!goes && description === namespace.description) return answer(null, { version: namespace.version });
      if (goes) {
        requireOwner(policy, caller, namespace);
        await requireOwnerName(transaction, owner);
      }
      const changed = { ...namespace, owner, description, version: namespace.version + 1 };
      await transaction.namespaces.save(changed);
      transaction.append(toNamespaceState(changed));
      const fact = { object: namespaceObject(changed), registryId: changed.registryId, namespaceId: changed.id };
      const changes = changesBetween(namespace, changed, ['owner', 'description']);
      transaction.record({ action: goes ? 'namespace.transfer' : 'namespace.change', ...fact, changes });
      return answer(null, { version: changed.version });
    });
    return { ...(await this.afterChange(call, call.params.id)), policyVersion: reply.policyVersion };
  }

  /** Said after the commit, since who owns it changes what the caller may do there. */
  private async afterChange({ caller }: OpenConsoleCall<typeof changeNamespace>, id: string): Promise<ConsoleReply> {
    const viewer = viewerOf(await requireSignedIn(this.store.now, caller));
    const namespace = await this.store.now.namespaces.byId(id);
    if (namespace === null) throw new NotFound();
    return this.answer(viewer, namespace);
  }

  private async make(transaction: IdentityTransaction, body: NewNamespace): Promise<Namespace> {
    const { registryId, path, owner, description = '' } = body;
    if ((await transaction.registries.byId(registryId)) === null) throw new RegistryNotFound();
    await requireOwnerName(transaction, owner);
    if ((await transaction.namespaces.byPath(registryId, path)) !== null) throw new NamespaceExists(path);
    const made = { id: newId(this.clock), createdAt: this.clock.now(), version: 1 };
    return { ...made, registryId, path, owner, pushedBy: null, description };
  }

  private async answer(viewer: Viewer, namespace: Namespace): Promise<ConsoleReply> {
    const { policy } = await this.current.read();
    const [view] = await namespaceViews(this.store.now, policy, viewer, [namespace]);
    return answer(view, { version: namespace.version });
  }
}

function viewerOf(user: User): Viewer {
  return { principal: principalOfUser(user), userId: user.id };
}

/** Administrators make namespaces anywhere, others below one that they run. */
function requirePlaceFor(policy: CompiledPolicy, caller: User, { registryId, path }: NewNamespace): void {
  if (caller.administrator) return;
  for (let above = parentOf(path); above !== null; above = parentOf(above)) {
    const namespace = policy.namespaceAt(registryId, above);
    if (namespace !== null && canManageNamespace(policy, principalOfUser(caller), namespace.id)) return;
  }
  throw new NotAllowed('Only administrators make a namespace that is not below one which you manage.');
}

function parentOf(path: string): string | null {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? null : path.slice(0, slash);
}
