import { changeLogMigrations } from '@spectacles/change-log/store';
import { columns } from '@spectacles/platform';
import type { MigrationInterface } from 'typeorm';
import { createdAt, creates, primaryId, version } from './creates.js';
import { credentialMigrations } from './migrations-credentials.js';
import { ruleMigrations } from './migrations-why.js';
import { rightsMigrations } from './migrations-rights.js';

const users = creates('CreateUsers1763600000001', {
  name: 'users',
  columns: [
    primaryId,
    { name: 'username', ...columns.text(64) },
    { name: 'display_name', ...columns.text(200) },
    { name: 'email', ...columns.text(254), isNullable: true },
    { name: 'administrator', ...columns.boolean() },
    { name: 'status', ...columns.text(16) },
    { name: 'source', ...columns.text(16) },
    { name: 'password_hash', ...columns.text(255), isNullable: true },
    { name: 'credential_version', ...columns.integer() },
    createdAt,
    { name: 'last_seen_at', ...columns.timestamp(), isNullable: true },
    version,
  ],
  indices: [{ name: 'users_username', columnNames: ['username'], isUnique: true }],
});

const reservedNames = creates('CreateReservedNames1763600000002', {
  name: 'reserved_names',
  columns: [
    { name: 'kind', ...columns.text(16), isPrimary: true },
    { name: 'name', ...columns.text(255), isPrimary: true },
    { name: 'reserved_at', ...columns.timestamp() },
  ],
});

const sessions = creates('CreateSessions1763600000003', {
  name: 'sessions',
  columns: [
    primaryId,
    { name: 'user_id', ...columns.id() },
    { name: 'secret_hash', ...columns.text(64) },
    createdAt,
    { name: 'expires_at', ...columns.timestamp() },
    { name: 'last_seen_at', ...columns.timestamp() },
    { name: 'address', ...columns.text(64) },
    { name: 'user_agent', ...columns.text(512) },
  ],
  indices: [
    { name: 'sessions_secret_hash', columnNames: ['secret_hash'], isUnique: true },
    { name: 'sessions_user_id', columnNames: ['user_id'] },
  ],
});

const registries = creates('CreateRegistries1763600000004', {
  name: 'registries',
  columns: [
    primaryId,
    { name: 'name', ...columns.text(64) },
    { name: 'url', ...columns.text(2048) },
    { name: 'public_host', ...columns.text(255) },
    { name: 'service', ...columns.text(255) },
    { name: 'issuer', ...columns.text(255) },
    { name: 'kind', ...columns.text(32) },
    { name: 'refuse_anonymous', ...columns.boolean() },
    { name: 'header_mode', ...columns.text(32) },
    { name: 'ca_certificate', ...columns.longText(), isNullable: true },
    { name: 'pull_token_seconds', ...columns.integer() },
    { name: 'push_token_seconds', ...columns.integer() },
    createdAt,
    version,
  ],
  indices: [
    { name: 'registries_name', columnNames: ['name'], isUnique: true },
    { name: 'registries_service', columnNames: ['service'], isUnique: true },
  ],
});

const namespaces = creates('CreateNamespaces1763600000005', {
  name: 'namespaces',
  columns: [
    primaryId,
    { name: 'registry_id', ...columns.id() },
    { name: 'path', ...columns.text(255) },
    { name: 'owner_id', ...columns.id() },
    { name: 'description', ...columns.text(2000) },
    createdAt,
    version,
  ],
  indices: [
    { name: 'namespaces_registry_path', columnNames: ['registry_id', 'path'], isUnique: true },
    { name: 'namespaces_path', columnNames: ['path', 'id'] },
    { name: 'namespaces_owner_id', columnNames: ['owner_id'] },
  ],
});

const grants = creates('CreateGrants1763600000006', {
  name: 'grants',
  columns: [
    primaryId,
    { name: 'registry_id', ...columns.id() },
    { name: 'namespace_id', ...columns.id(), isNullable: true },
    { name: 'place', ...columns.id() },
    { name: 'principal', ...columns.text(64) },
    { name: 'granted', ...columns.text(8) },
    createdAt,
    version,
  ],
  indices: [
    { name: 'grants_place_principal', columnNames: ['place', 'principal'], isUnique: true },
    { name: 'grants_principal', columnNames: ['principal'] },
  ],
});

const signingKeys = creates('CreateSigningKeys1763600000007', {
  name: 'signing_keys',
  columns: [
    primaryId,
    { name: 'registry_id', ...columns.id(), isNullable: true },
    { name: 'state', ...columns.longText() },
  ],
  indices: [{ name: 'signing_keys_registry_id', columnNames: ['registry_id'] }],
});

const settings = creates('CreateSettings1763600000008', {
  name: 'settings',
  columns: [
    { name: 'name', ...columns.text(64), isPrimary: true },
    { name: 'value', ...columns.longText() },
  ],
});

const commands = creates('CreateCommands1763600000009', {
  name: 'commands',
  columns: [{ name: 'id', ...columns.text(64), isPrimary: true }, { name: 'sealed', ...columns.longText() }, createdAt],
  indices: [{ name: 'commands_created_at', columnNames: ['created_at'] }],
});

/** Everything that makes an empty database this service's, oldest first. */
export const identityMigrations: readonly (new () => MigrationInterface)[] = [
  ...changeLogMigrations,
  users,
  reservedNames,
  sessions,
  registries,
  namespaces,
  grants,
  signingKeys,
  settings,
  commands,
  ...rightsMigrations,
  ...credentialMigrations,
  ...ruleMigrations,
];
