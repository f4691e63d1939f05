import { Injectable } from '@nestjs/common';
import type { CompiledPolicy } from '@spectacles/access-control';
import { NotFound } from '@spectacles/platform';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { principalOfUser, requireManager } from '../permissions/namespace-access.js';
import { administratorOnly } from '../permissions/permissions.js';
import type { Repositories } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import type { OpenPlace, PlacePermission } from './grant.service.js';

type Rows = Pick<Repositories, 'namespaces' | 'registries'>;

/** Who may touch the entries of which place. */
@Injectable()
export class GrantPlaces {
  constructor(private readonly current: CurrentPolicy) {}

  /** The entries of a namespace are for whoever manages it, in the policy that the change builds on. */
  ofNamespace(namespaceId: string): PlacePermission {
    return async (transaction, caller) =>
      inNamespace(transaction, caller, { policy: await this.current.before(transaction.n), namespaceId });
  }

  /** The defaults of a registry are for administrators. */
  ofRegistry(registryId: string): PlacePermission {
    return (transaction, caller) => inRegistry(transaction, caller, registryId);
  }

  /** The same, to look at the entries alone. */
  async readNamespace(
    rows: Rows,
    caller: User,
    place: { id: string; atLeast: number | undefined },
  ): Promise<OpenPlace> {
    const { policy } = await this.current.read(place.atLeast);
    return inNamespace(rows, caller, { policy, namespaceId: place.id });
  }

  readRegistry(rows: Rows, caller: User, registryId: string): Promise<OpenPlace> {
    return inRegistry(rows, caller, registryId);
  }
}

async function inNamespace(
  rows: Rows,
  caller: User,
  { policy, namespaceId }: { policy: CompiledPolicy; namespaceId: string },
): Promise<OpenPlace> {
  const found = await rows.namespaces.byId(namespaceId);
  const { id, registryId, path } = requireManager(policy, principalOfUser(caller), found);
  return { registryId, namespaceId: id, path };
}

async function inRegistry(rows: Rows, caller: User, registryId: string): Promise<OpenPlace> {
  administratorOnly(caller);
  if ((await rows.registries.byId(registryId)) === null) throw new NotFound();
  return { registryId, namespaceId: null, path: null };
}
