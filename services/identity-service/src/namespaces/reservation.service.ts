import { Injectable } from '@nestjs/common';
import type { CompiledPolicy } from '@spectacles/access-control';
import type { ReserveNamespace } from '@spectacles/contracts';
import { Clock, DomainError, newId } from '@spectacles/platform';
import type { z } from 'zod';
import { changesBetween } from '../activity/changes.js';
import { personAt } from '../activity/doer.js';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { IdentityStore, type IdentityTransaction, type Repositories } from '../store/identity-store.js';
import { type Namespace, namespaceObject, toNamespaceState } from './namespace.js';
import { NamespaceNotAvailable, RegistryNotRead, TooManyNamespaces } from './namespaces.errors.js';
import { isOpenTo, isPersonalName, isRefused, prefixOf, type Reservation } from './reservation-rules.js';
import { StoredNames } from './stored-names.js';
import { Turns } from './turns.js';

type Request = z.output<typeof ReserveNamespace.request>;
type Reply = z.output<typeof ReserveNamespace.reply>;
/** Who would push what, and where that makes a namespace. */
export type Wish = Pick<Request, 'registryId' | 'path' | 'repository' | 'userId'>;

/** A repository's name has at most so many characters: nothing can be stored below a longer path. */
const LONGEST_PATH = 253;

/** Makes the namespace of a first push, for whoever pushes first. */
@Injectable()
export class ReservationService {
  /** What registries are asked for whom. */
  private readonly turns = new Turns();

  constructor(
    private readonly store: IdentityStore,
    private readonly current: CurrentPolicy,
    private readonly stored: StoredNames,
    private readonly clock: Clock,
  ) {}

  async reserve(request: Request): Promise<Reply> {
    // Asked for again by a client that repeats itself: nobody else need be asked.
    const known = await this.store.now.namespaces.byPath(request.registryId, request.path);
    const checked = known === null ? await this.check(request, request.userId) : null;
    const { value, n } = await this.store.change(async (transaction) => {
      const existing = await transaction.namespaces.byPath(request.registryId, request.path);
      if (existing !== null) return requireOwn(existing, request);
      const reservation = await permitted(transaction, await this.current.before(transaction.n), request);
      if (reservation.registry.url !== checked?.registry.url)
        throw new RegistryNotRead('The registry was changed meanwhile. Push again.');
      return this.make(transaction, reservation, request);
    });
    return { namespaceId: value.id, policyVersion: n };
  }

  /** Why a first push would not make its namespace now; null where it would. `askerId` is who wants to know. */
  async refusalOf(wish: Wish, askerId: string): Promise<string | null> {
    try {
      await this.check(wish, askerId);
      return null;
    } catch (error) {
      if (error instanceof DomainError) return error.message;
      throw error;
    }
  }

  /** Everything that can be known before the namespace is made: what costs little first. */
  private async check(wish: Wish, askerId: string): Promise<Reservation> {
    const { policy, version } = await this.current.read();
    const reservation = await permitted(this.store.now, policy, wish);
    const { registryId, path, repository } = wish;
    const wanted = { registryId, url: reservation.registry.url, path, repository };
    await this.turns.take(askerId, () => this.stored.requireNone(wanted, version));
    return reservation;
  }

  private async make(transaction: IdentityTransaction, { user, registry, path }: Reservation, request: Request) {
    const namespace: Namespace = {
      id: newId(this.clock),
      registryId: registry.id,
      path,
      owner: { kind: 'user', id: user.id },
      pushedBy: user.id,
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
}

/** Refuses what the registry's settings, or somebody's decision, do not let the user make. */
async function permitted(
  now: Pick<Repositories, 'users' | 'registries' | 'reservedNames' | 'namespaces'>,
  policy: CompiledPolicy,
  { userId, registryId, path }: Wish,
): Promise<Reservation> {
  const user = await now.users.byId(userId);
  const registry = await now.registries.byId(registryId);
  if (user?.status !== 'active' || registry === null)
    throw new NamespaceNotAvailable('The registry makes no namespace for this user.');
  const reservation = { user, registry, path };
  if (!isOpenTo(reservation))
    throw new NamespaceNotAvailable(`The registry makes no namespace "${path}" by a first push.`);
  if (path.length > LONGEST_PATH) throw new NamespaceNotAvailable('The name is too long to hold repositories.');
  if (isPersonalName(reservation) && path !== user.username && (await now.reservedNames.has('user', path)))
    throw new NamespaceNotAvailable(`The name "${path}" is kept for the user of this name.`);
  if (isRefused(policy, reservation)) throw new NamespaceNotAvailable('An entry or a rule gives you nothing there.');
  // Whoever owns what is above owns what is below, though nothing be stored there so far.
  if (await now.namespaces.othersBelow({ registryId, path }, user.id))
    throw new NamespaceNotAvailable(
      `Others have a namespace in "${path}". An administrator can make the namespace and give it to you.`,
    );
  const prefix = prefixOf(reservation);
  if (
    prefix !== null &&
    (await now.namespaces.countPushedBy(user, { registryId, prefix })) >= registry.createOnPushLimit
  )
    throw new TooManyNamespaces(prefix, registry.createOnPushLimit);
  return reservation;
}

function requireOwn(namespace: Namespace, { userId, path }: Request): Namespace {
  if (namespace.owner.kind === 'user' && namespace.owner.id === userId) return namespace;
  throw new NamespaceNotAvailable(`The namespace "${path}" is somebody else's.`);
}
