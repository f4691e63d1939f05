import { columns, createTable } from '@spectacles/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One DDL a migration: MySQL commits at each. */
class CreateLogCounter1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'log_counter',
      columns: [
        { name: 'log', ...columns.text(64), isPrimary: true },
        { name: 'n', ...columns.bigint() },
        { name: 'id', ...columns.id() },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('log_counter', true);
  }
}

/** Rows by log, number and place within the commit. */
class CreateLogRow1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'log_row',
      columns: [
        { name: 'log', ...columns.text(64), isPrimary: true },
        { name: 'n', ...columns.bigint(), isPrimary: true },
        { name: 'position', ...columns.integer(), isPrimary: true },
        { name: 'id', ...columns.id() },
        { name: 'kind', ...columns.text(64) },
        { name: 'state_key', ...columns.text(255) },
        { name: 'state', ...columns.longText(), isNullable: true },
        { name: 'last', ...columns.boolean() },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('log_row', true);
  }
}

/** To be listed among the migrations of a service that owns a log. */
export const changeLogMigrations = [CreateLogCounter1700000000001, CreateLogRow1700000000002] as const;
