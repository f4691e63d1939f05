import { columns } from '@spectacles/platform';
import type { MigrationInterface } from 'typeorm';
import { addsColumn, addsIndex, dropsIndex } from './alters.js';
import { createdAt, creates, primaryId, version } from './creates.js';

const groups = creates('CreateGroups1763700000001', {
  // `groups` is a word of MySQL.
  name: 'user_groups',
  columns: [
    primaryId,
    { name: 'name', ...columns.text(64) },
    { name: 'description', ...columns.text(2000) },
    createdAt,
    version,
  ],
  indices: [{ name: 'user_groups_name', columnNames: ['name'], isUnique: true }],
});

const groupMembers = creates('CreateGroupMembers1763700000002', {
  name: 'group_members',
  columns: [
    primaryId,
    { name: 'group_id', ...columns.id() },
    { name: 'user_id', ...columns.id() },
    { name: 'role', ...columns.text(16) },
    createdAt,
  ],
  indices: [
    { name: 'group_members_group_user', columnNames: ['group_id', 'user_id'], isUnique: true },
    { name: 'group_members_user_id', columnNames: ['user_id', 'group_id'] },
  ],
});

const namespaceMembers = creates('CreateNamespaceMembers1763700000003', {
  name: 'namespace_members',
  columns: [
    primaryId,
    { name: 'namespace_id', ...columns.id() },
    { name: 'user_id', ...columns.id() },
    { name: 'role', ...columns.text(16) },
    createdAt,
  ],
  indices: [
    { name: 'namespace_members_namespace_user', columnNames: ['namespace_id', 'user_id'], isUnique: true },
    { name: 'namespace_members_user_id', columnNames: ['user_id', 'namespace_id'] },
  ],
});

const replicas = creates('CreateReplicas1763700000004', {
  name: 'replicas',
  columns: [
    primaryId,
    { name: 'service', ...columns.text(16) },
    { name: 'format', ...columns.integer() },
    { name: 'policy_version', ...columns.bigint() },
    { name: 'key_ring_version', ...columns.bigint() },
    { name: 'first_seen_at', ...columns.timestamp() },
    { name: 'last_seen_at', ...columns.timestamp() },
    { name: 'latest_expiry', ...columns.longText() },
  ],
});

const oneGrantAPrincipal = {
  table: 'grants',
  index: { name: 'grants_place_principal', columnNames: ['place', 'principal'], isUnique: true },
};
const oneGrantAPattern = {
  table: 'grants',
  index: { name: 'grants_place_principal_pattern', columnNames: ['place', 'principal', 'pattern'], isUnique: true },
};

/** Groups, members, exact verbs, patterns, first pushes, and who enforces what. */
export const rightsMigrations: readonly (new () => MigrationInterface)[] = [
  groups,
  groupMembers,
  namespaceMembers,
  replicas,
  addsColumn('AddUserLabels1763700000005', 'users', { name: 'labels', ...columns.longText(), isNullable: true }),
  addsColumn('AddUserRefreshRevocation1763700000006', 'users', {
    name: 'refresh_revoked_below',
    ...columns.bigint(),
    default: '0',
  }),
  addsColumn('AddRegistryCreateOnPush1763700000007', 'registries', {
    name: 'create_on_push',
    ...columns.longText(),
    isNullable: true,
  }),
  addsColumn('AddRegistryPersonalNamespaces1763700000008', 'registries', {
    name: 'personal_namespaces',
    ...columns.boolean(),
    default: '0',
  }),
  addsColumn('AddNamespaceOwnerKind1763700000009', 'namespaces', {
    name: 'owner_kind',
    ...columns.text(8),
    default: "'user'",
  }),
  addsColumn('AddGrantVerbs1763700000010', 'grants', { name: 'verbs', ...columns.text(64), isNullable: true }),
  addsColumn('AddGrantPattern1763700000011', 'grants', { name: 'pattern', ...columns.text(255), default: "''" }),
  addsIndex('AddGrantsPlacePrincipalPattern1763700000012', oneGrantAPattern),
  dropsIndex('DropGrantsPlacePrincipal1763700000013', oneGrantAPrincipal),
  addsColumn('AddRegistryCreateOnPushLimit1763700000014', 'registries', {
    name: 'create_on_push_limit',
    ...columns.integer(),
    default: '20',
  }),
  addsColumn('AddNamespacePushedBy1763700000015', 'namespaces', {
    name: 'pushed_by',
    ...columns.id(),
    isNullable: true,
  }),
  addsIndex('AddNamespacesPushedBy1763700000016', {
    table: 'namespaces',
    index: { name: 'namespaces_pushed_by', columnNames: ['pushed_by', 'registry_id'] },
  }),
];
