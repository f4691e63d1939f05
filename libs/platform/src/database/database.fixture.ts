import { Column, Entity, type MigrationInterface, PrimaryColumn, type QueryRunner } from 'typeorm';
import { columns } from './columns.js';
import { createTable } from './create-table.js';

@Entity('thing')
export class ThingEntity {
  @PrimaryColumn(columns.id())
  id!: string;

  @Column(columns.text(64))
  name!: string;

  @Column({ ...columns.longText(), nullable: true })
  notes!: string | null;

  @Column(columns.boolean())
  active!: boolean;

  @Column({ ...columns.timestamp(), name: 'created_at' })
  createdAt!: Date;

  @Column(columns.integer())
  count!: number;

  @Column(columns.bigint())
  bytes!: number;

  @Column({ ...columns.json(), nullable: true })
  labels!: Record<string, string[]> | null;
}

export class CreateThing1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'thing',
      columns: [
        { name: 'id', ...columns.id(), isPrimary: true },
        { name: 'name', ...columns.text(64) },
        { name: 'notes', ...columns.longText(), isNullable: true },
        { name: 'active', ...columns.boolean() },
        { name: 'created_at', ...columns.timestamp() },
        { name: 'count', ...columns.integer() },
        { name: 'bytes', ...columns.bigint() },
        { name: 'labels', ...columns.json(), isNullable: true },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('thing');
  }
}

/** A thing of that name; the rest is of no matter to the test. */
export function thing(id: string, name: string, more: Partial<ThingEntity> = {}): ThingEntity {
  return Object.assign(new ThingEntity(), {
    id,
    name,
    notes: null,
    active: true,
    createdAt: new Date('2026-01-02T03:04:05.678Z'),
    count: 0,
    bytes: 0,
    labels: null,
    ...more,
  });
}
