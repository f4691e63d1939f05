import { Injectable } from '@nestjs/common';
import { ListKnownRepositories, type ReserveNamespace } from '@spectacles/contracts';
import { Clock, MessageClient, newId } from '@spectacles/platform';
import type { z } from 'zod';
import { changesBetween } from '../activity/changes.js';
import { personAt } from '../activity/doer.js';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { IdentityStore, type IdentityTransaction } from '../store/identity-store.js';
import { type Namespace, namespaceObject, toNamespaceState } from './namespace.js';
import { NamespaceNotAvailable } from './namespaces.errors.js';
import { isOpenTo, isPersonalName, refusalOf, type Reservation } from './reservation-rules.js';

type Request = z.output<typeof ReserveNamespace.request>;
type Reply = z.output<typeof ReserveNamespace.reply>;

/** A repository's name has at most so many characters: nothing can be stored below a longer path. */
const LONGEST_PATH = 253;

/** Makes the namespace of a first push, for whoever pushes first. */
@Injectable()
export class ReservationService {
  constructor(
    private readonly store: IdentityStore,
    private readonly current: CurrentPolicy,
    private readonly messages: MessageClient,
    private readonly clock: Clock,
  ) {}

  async reserve(request: Request): Promise<Reply> {
    // Asked for again by a client that repeats itself: nobody else need be asked.
    const known = await this.store.now.namespaces.byPath(request.registryId, request.path);
    if (known === null) await this.requireNothingStored(request);
    const { value, n } = await this.store.change(async (transaction) => {
      const existing = await transaction.namespaces.byPath(request.registryId, request.path);
      if (existing !== null) return requireOwn(existing, request);
      return this.make(transaction, await this.permitted(transaction, request), request);
    });
    return { namespaceId: value.id, policyVersion: n };
  }

  private async permitted(transaction: IdentityTransaction, request: Request): Promise<Reservation> {
    const user = await transaction.users.byId(request.userId);
    const registry = await transaction.registries.byId(request.registryId);
    if (user?.status !== 'active' || registry === null)
      throw new NamespaceNotAvailable('The registry makes no namespace for this user.');
    const reservation = { user, registry, path: request.path };
    if (!isOpenTo(reservation))
      throw new NamespaceNotAvailable(`The registry makes no namespace "${request.path}" by a first push.`);
    if (isPersonalName(reservation) && request.path !== user.username) await requireNobodysName(transaction, request);
    const refusal = refusalOf(await this.current.before(transaction.n), reservation);
    if (refusal !== null) throw new NamespaceNotAvailable(`You get nothing there. ${refusal.text}`);
    return reservation;
  }

  private async make(transaction: IdentityTransaction, { user, registry, path }: Reservation, request: Request) {
    const namespace: Namespace = {
      id: newId(this.clock),
      registryId: registry.id,
      path,
      owner: { kind: 'user', id: user.id },
      description: '',
      createdAt: this.clock.now(),
      version: 1,
    };
    await transaction.namespaces.save(namespace);
    transaction.append(toNamespaceState(namespace));
    transaction.actAs(personAt(user, request));
    const fact = { object: namespaceObject(namespace), registryId: registry.id, namespaceId: namespace.id };
    const changes = changesBetween(null, namespace, ['owner']);
    transaction.record({ action: 'namespace.create', ...fact, changes });
    return namespace;
  }

  /** Images that are there already belong to nobody, or to the namespace above: never to the first who pushes. */
  private async requireNothingStored({ registryId, path }: Request): Promise<void> {
    if (path.length > LONGEST_PATH) throw new NamespaceNotAvailable('The name is too long to hold repositories.');
    const inside = `${path}/`;
    const { names } = await this.messages.request(ListKnownRepositories, { registryId, after: inside, limit: 1 });
    if (names[0]?.startsWith(inside) === true)
      throw new NamespaceNotAvailable(
        `Images are stored in "${path}" already. An administrator can make the namespace and give it to you.`,
      );
  }
}

function requireOwn(namespace: Namespace, { userId, path }: Request): Namespace {
  if (namespace.owner.kind === 'user' && namespace.owner.id === userId) return namespace;
  throw new NamespaceNotAvailable(`The namespace "${path}" is somebody else's.`);
}

async function requireNobodysName(transaction: IdentityTransaction, { path }: Request): Promise<void> {
  if (await transaction.reservedNames.has('user', path))
    throw new NamespaceNotAvailable(`The name "${path}" is kept for the user of this name.`);
}
