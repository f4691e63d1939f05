import { columns, createTable } from '@spectacles/platform';
import type { MigrationInterface, QueryRunner, TableOptions } from 'typeorm';

/** The columns that most tables have. */
export const primaryId = { name: 'id', ...columns.id(), isPrimary: true };
export const createdAt = { name: 'created_at', ...columns.timestamp() };
export const version = { name: 'version', ...columns.integer() };

/** One table a migration, since MySQL commits at each DDL statement. */
export function creates(name: string, table: TableOptions & { readonly name: string }): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = name;

    async up(runner: QueryRunner): Promise<void> {
      await createTable(runner, table);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.dropTable(table.name, true);
    }
  };
}
