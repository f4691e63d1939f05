import { portableColumn } from '@spectacles/platform';
import {
  type MigrationInterface,
  type QueryRunner,
  TableColumn,
  type TableColumnOptions,
  TableIndex,
  type TableIndexOptions,
} from 'typeorm';

type Migration = new () => MigrationInterface;

/** One column a migration, since MySQL commits at each DDL statement; rows that are there get the column's default. */
export function addsColumn(name: string, table: string, column: TableColumnOptions): Migration {
  return class implements MigrationInterface {
    readonly name = name;

    async up(runner: QueryRunner): Promise<void> {
      if (await runner.hasColumn(table, column.name)) return;
      await runner.addColumn(table, new TableColumn(portableColumn(runner, column)));
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.dropColumn(table, column.name);
    }
  };
}

/** An index that comes or goes. */
export interface IndexChange {
  readonly table: string;
  readonly index: TableIndexOptions & { readonly name: string };
}

/** Makes an index, unless an attempt before made it. */
export function addsIndex(name: string, { table, index }: IndexChange): Migration {
  return class implements MigrationInterface {
    readonly name = name;
    up = (runner: QueryRunner) => createIndex(runner, table, index);
    down = (runner: QueryRunner) => dropIndex(runner, table, index.name);
  };
}

/** Drops an index, unless an attempt before dropped it. */
export function dropsIndex(name: string, { table, index }: IndexChange): Migration {
  return class implements MigrationInterface {
    readonly name = name;
    up = (runner: QueryRunner) => dropIndex(runner, table, index.name);
    down = (runner: QueryRunner) => createIndex(runner, table, index);
  };
}

async function createIndex(runner: QueryRunner, table: string, index: IndexChange['index']): Promise<void> {
  if (!(await hasIndex(runner, table, index.name))) await runner.createIndex(table, new TableIndex(index));
}

async function dropIndex(runner: QueryRunner, table: string, name: string): Promise<void> {
  if (await hasIndex(runner, table, name)) await runner.dropIndex(table, name);
}

async function hasIndex(runner: QueryRunner, table: string, name: string): Promise<boolean> {
  return (await runner.getTable(table))?.indices.some((index) => index.name === name) ?? false;
}
