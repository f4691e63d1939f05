import { columns, createTable } from '@spectacles/platform';
import type { MigrationInterface, QueryRunner, TableColumnOptions } from 'typeorm';

const key = (name: string, column: object): TableColumnOptions => ({
  ...(column as TableColumnOptions),
  name,
  isPrimary: true,
});
const plain = (name: string, column: object): TableColumnOptions => ({ ...(column as TableColumnOptions), name });
const nullable = (name: string, column: object): TableColumnOptions => ({ ...plain(name, column), isNullable: true });

/** Readings of registries. */
export class CreateSweeps1763640000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'sweeps',
      columns: [
        key('id', columns.id()),
        plain('registry_id', columns.id()),
        plain('begun_by', columns.text(16)),
        plain('state', columns.text(16)),
        plain('started_at', columns.bigint()),
        nullable('finished_at', columns.bigint()),
        plain('repositories_done', columns.integer()),
        nullable('repositories_total', columns.integer()),
        plain('repositories_failed', columns.integer()),
        plain('tags_seen', columns.integer()),
        plain('manifests_read', columns.integer()),
        plain('tags_removed', columns.integer()),
        nullable('error_code', columns.text(64)),
        nullable('error_message', columns.longText()),
      ],
      indices: [{ name: 'sweeps_registry', columnNames: ['registry_id', 'id'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('sweeps');
  }
}

/** Whose turn it is. */
export class CreateRegistryTurns1763640000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'registry_turns',
      columns: [
        key('registry_id', columns.id()),
        plain('held_by', columns.text(36)),
        plain('held_until', columns.bigint()),
        plain('due_at', columns.bigint()),
        plain('settings', columns.text(64)),
        plain('recheck_repository', columns.text(255)),
        plain('recheck_tag', columns.text(128)),
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('registry_turns');
  }
}
