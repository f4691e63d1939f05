import { createTable, columns } from '@spectacles/platform';
import { Column, Entity, type EntityManager, type MigrationInterface, PrimaryColumn, type QueryRunner } from 'typeorm';
import type { LogCommit, LogState, LogTarget } from './reader/index.js';

/** What the tests' owner keeps. */
@Entity('item')
export class ItemEntity {
  @PrimaryColumn(columns.text(64))
  key!: string;

  @Column(columns.integer())
  value!: number;
}

export class CreateItem1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'item',
      columns: [
        { name: 'key', ...columns.text(64), isPrimary: true },
        { name: 'value', ...columns.integer() },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('item');
  }
}

export const put = (manager: EntityManager, key: string, value: number): Promise<unknown> =>
  manager.upsert(ItemEntity, { key, value }, ['key']);

const valueOf = (row: LogState): number | null => {
  if (row.kind !== 'item') throw new Error(`The kind "${row.kind}" is not known.`);
  return row.state === null ? null : (row.state as { value: number }).value;
};

function applyTo(items: Map<string, number>, rows: readonly LogState[]): void {
  for (const row of rows) {
    const value = valueOf(row);
    if (value === null) items.delete(row.key);
    else items.set(row.key, value);
  }
}

/** A replica in memory that notes every commit it was given. */
export class MapReplica implements LogTarget {
  items = new Map<string, number>();
  readonly applied: number[] = [];
  snapshots = 0;

  apply(commit: LogCommit): void {
    // On a copy: a row that cannot be read must leave nothing of its commit behind.
    const next = new Map(this.items);
    applyTo(next, commit.rows);
    this.items = next;
    this.applied.push(commit.cursor.n);
  }

  beginSnapshot() {
    const next = new Map<string, number>();
    return {
      load: (rows: readonly LogState[]) => {
        applyTo(next, rows);
      },
      apply: (commit: LogCommit) => {
        applyTo(next, commit.rows);
      },
      activate: () => {
        this.items = next;
        this.snapshots += 1;
      },
    };
  }
}
