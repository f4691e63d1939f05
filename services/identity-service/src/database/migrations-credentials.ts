import { columns } from '@spectacles/platform';
import type { MigrationInterface } from 'typeorm';
import { createdAt, creates, primaryId, version } from './creates.js';

const expiresAt = { name: 'expires_at', ...columns.timestamp(), isNullable: true };
const scopes = { name: 'scopes', ...columns.longText(), isNullable: true };
const addressRanges = { name: 'address_ranges', ...columns.longText() };

const credentials = creates('CreateCredentials1763710000001', {
  name: 'credentials',
  columns: [
    primaryId,
    { name: 'name', ...columns.text(100) },
    { name: 'owner_kind', ...columns.text(16) },
    { name: 'owner_id', ...columns.id() },
    { name: 'secret_hash', ...columns.text(64) },
    scopes,
    expiresAt,
    addressRanges,
    createdAt,
  ],
  indices: [
    { name: 'credentials_secret_hash', columnNames: ['secret_hash'], isUnique: true },
    { name: 'credentials_owner', columnNames: ['owner_id', 'id'] },
    { name: 'credentials_expires_at', columnNames: ['expires_at'] },
  ],
});

const robots = creates('CreateRobots1763710000002', {
  name: 'robots',
  columns: [
    primaryId,
    { name: 'name', ...columns.text(64) },
    { name: 'login', ...columns.text(255) },
    { name: 'namespace_id', ...columns.id(), isNullable: true },
    { name: 'description', ...columns.text(2000) },
    scopes,
    expiresAt,
    addressRanges,
    { name: 'status', ...columns.text(16) },
    { name: 'refresh_revoked_below', ...columns.bigint() },
    { name: 'secrets_made', ...columns.integer() },
    createdAt,
    version,
  ],
  indices: [
    { name: 'robots_login', columnNames: ['login'], isUnique: true },
    { name: 'robots_namespace_id', columnNames: ['namespace_id'] },
    { name: 'robots_expires_at', columnNames: ['expires_at'] },
  ],
});

const refreshRevocations = creates('CreateRefreshRevocations1763710000003', {
  name: 'refresh_revocations',
  columns: [primaryId, { name: 'user_id', ...columns.id() }, { name: 'expires_at', ...columns.timestamp() }],
  indices: [{ name: 'refresh_revocations_expires_at', columnNames: ['expires_at'] }],
});

const refreshCutoffs = creates('CreateRefreshCutoffs1763710000004', {
  name: 'refresh_cutoffs',
  columns: [
    { name: 'user_id', ...columns.id(), isPrimary: true },
    { name: 'at', ...columns.timestamp() },
  ],
});

const throttlePlaces = creates('CreateThrottlePlaces1763710000005', {
  name: 'throttle_places',
  columns: [
    { name: 'id', ...columns.text(64), isPrimary: true },
    { name: 'kind', ...columns.text(16) },
    { name: 'failures', ...columns.bigint() },
    { name: 'at', ...columns.bigint() },
    { name: 'waits_until', ...columns.bigint() },
  ],
  indices: [{ name: 'throttle_places_kind_at', columnNames: ['kind', 'at'] }],
});

/** Tokens, robots, refresh tokens that were ended, and who guessed. */
export const credentialMigrations: readonly (new () => MigrationInterface)[] = [
  credentials,
  robots,
  refreshRevocations,
  refreshCutoffs,
  throttlePlaces,
];
