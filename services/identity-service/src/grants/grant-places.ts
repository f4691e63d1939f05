import { Injectable } from '@nestjs/common';
import { NotFound } from '@spectacles/platform';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { requireManager } from '../permissions/namespace-access.js';
import { administratorOnly } from '../permissions/permissions.js';
import type { PlacePermission } from './grant.service.js';

/** Who may touch the entries of which place. */
@Injectable()
export class GrantPlaces {
  constructor(private readonly current: CurrentPolicy) {}

  /** The entries of a namespace are for whoever manages it. Read before a transaction: it answers what may be asked inside. */
  async ofNamespace(namespaceId: string, atLeast?: number): Promise<PlacePermission> {
    const { policy } = await this.current.read(atLeast);
    return async (repositories, caller) => {
      const namespace = requireManager(policy, caller, await repositories.namespaces.byId(namespaceId));
      return { registryId: namespace.registryId, namespaceId: namespace.id };
    };
  }

  /** The defaults of a registry are for administrators. */
  ofRegistry(registryId: string): PlacePermission {
    return async (repositories, caller) => {
      administratorOnly(caller);
      if ((await repositories.registries.byId(registryId)) === null) throw new NotFound();
      return { registryId, namespaceId: null };
    };
  }
}
