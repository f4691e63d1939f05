import type { SnapshotSource } from '@spectacles/change-log/store';
import type { PolicyState } from '@spectacles/contracts';
import { toGrantState } from '../grants/grant.js';
import { toNamespaceState } from '../namespaces/namespace.js';
import { toRegistryState } from '../registries/registry.js';
import type { Repositories } from '../store/identity-store.js';
import { toUserState } from '../users/user.js';

/** The current states of every kind that the policy has. */
export function policySnapshotSources(repositories: Repositories): readonly SnapshotSource[] {
  const { users, registries, namespaces, grants, signingKeys } = repositories;
  return [
    source('user', async (after, limit) => (await users.pageById(after, limit)).map(toUserState)),
    source('registry', async (after, limit) => (await registries.pageById(after, limit)).map(toRegistryState)),
    source('namespace', async (after, limit) => (await namespaces.pageById(after, limit)).map(toNamespaceState)),
    source('grant', async (after, limit) => (await grants.pageById(after, limit)).map(toGrantState)),
    source('signing-key', (after, limit) => signingKeys.pageById(after, limit)),
  ];
}

function source(
  kind: PolicyState['kind'],
  page: (after: string, limit: number) => Promise<readonly PolicyState[]>,
): SnapshotSource {
  return {
    kind,
    page: async (after, limit) => (await page(after, limit)).map((state) => ({ key: state.id, state })),
  };
}
