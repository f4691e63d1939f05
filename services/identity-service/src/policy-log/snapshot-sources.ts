import type { SnapshotSource } from '@spectacles/change-log/store';
import type { PolicyState } from '@spectacles/contracts';
import { toCredentialState } from '../credentials/credential.js';
import { toGrantState } from '../grants/grant.js';
import { toGroupMemberState, toGroupState } from '../groups/group.js';
import { toNamespaceMemberState, toNamespaceState } from '../namespaces/namespace.js';
import { toRegistryState } from '../registries/registry.js';
import { toRobotState } from '../robots/robot.js';
import { toRuleListState, toRuleState } from '../rules/rule.js';
import { readSettingsState } from '../settings/settings.js';
import { toRefreshRevocationState } from '../sessions/refresh-revocation.js';
import type { Repositories } from '../store/identity-store.js';
import { toUserState } from '../users/user.js';

/** The current states of every kind that the policy has. */
export function policySnapshotSources(repositories: Repositories): readonly SnapshotSource[] {
  const { users, registries, namespaces, grants, signingKeys, credentials, robots, rules, refreshRevocations } =
    repositories;
  const { groups, groupMembers, namespaceMembers } = repositories;
  return [
    source('user', async (after, limit) => (await users.pageById(after, limit)).map(toUserState)),
    source('registry', async (after, limit) => (await registries.pageById(after, limit)).map(toRegistryState)),
    source('namespace', async (after, limit) => (await namespaces.pageById(after, limit)).map(toNamespaceState)),
    source('grant', async (after, limit) => (await grants.pageById(after, limit)).map(toGrantState)),
    source('robot', async (after, limit) => (await robots.pageById(after, limit)).map(toRobotState)),
    source('credential', async (after, limit) => (await credentials.pageById(after, limit)).map(toCredentialState)),
    source('refresh-revocation', async (after, limit) =>
      (await refreshRevocations.pageById(after, limit)).map(toRefreshRevocationState),
    ),
    source('group', async (after, limit) => (await groups.pageById(after, limit)).map(toGroupState)),
    source('group-member', async (after, limit) => (await groupMembers.pageById(after, limit)).map(toGroupMemberState)),
    source('namespace-member', async (after, limit) =>
      (await namespaceMembers.pageById(after, limit)).map(toNamespaceMemberState),
    ),
    source('rule', async (after, limit) => (await rules.pageById(after, limit)).map(toRuleState)),
    source('rule-list', async (after, limit) => (await rules.pageOfLists(after, limit)).map(toRuleListState)),
    source('settings', (after) => readSettingsState(repositories, after)),
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
