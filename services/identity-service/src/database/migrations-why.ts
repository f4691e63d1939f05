import { columns } from '@spectacles/platform';
import type { MigrationInterface } from 'typeorm';
import { creates, primaryId, version } from './creates.js';

const rules = creates('CreateRules1763720000001', {
  name: 'rules',
  columns: [
    primaryId,
    { name: 'registry_id', ...columns.id() },
    { name: 'position', ...columns.integer() },
    { name: 'match_fields', ...columns.longText() },
    { name: 'actions', ...columns.longText() },
    { name: 'anchored', ...columns.boolean() },
    { name: 'comment', ...columns.longText() },
  ],
  indices: [{ name: 'rules_registry_id', columnNames: ['registry_id', 'position'] }],
});

const ruleLists = creates('CreateRuleLists1763720000002', {
  name: 'rule_lists',
  columns: [
    { name: 'registry_id', ...columns.id(), isPrimary: true },
    { name: 'rules_only', ...columns.boolean() },
    version,
  ],
});

/** Rules of registries. */
export const ruleMigrations: readonly (new () => MigrationInterface)[] = [rules, ruleLists];
