import { columns, createTable } from '@spectacles/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which registries were seen as a whole. */
export class CreateWholeReadings1763750000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'whole_readings',
      columns: [
        { name: 'registry_id', isPrimary: true, ...columns.id() },
        { name: 'url', ...columns.longText() },
        { name: 'read_at', ...columns.bigint() },
        { name: 'unrecorded', ...columns.longText() },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('whole_readings');
  }
}
