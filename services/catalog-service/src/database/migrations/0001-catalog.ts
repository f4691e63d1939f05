import { columns, createTable } from '@spectacles/platform';
import type { MigrationInterface, QueryRunner, TableColumnOptions } from 'typeorm';

const key = (name: string, column: object): TableColumnOptions => ({
  ...(column as TableColumnOptions),
  name,
  isPrimary: true,
});
const plain = (name: string, column: object): TableColumnOptions => ({ ...(column as TableColumnOptions), name });

/** Repositories as a registry showed them. */
export class CreateRepositories1763640000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'repositories',
      columns: [
        key('id', columns.id()),
        plain('registry_id', columns.id()),
        plain('name', columns.text(255)),
        plain('in_root', columns.boolean()),
        plain('top', columns.text(255)),
        plain('tag_count', columns.integer()),
        plain('size_bytes', columns.bigint()),
        plain('pushed_at', columns.bigint()),
        plain('last_seen_at', columns.bigint()),
        plain('readings', columns.bigint()),
        plain('complete_reading', columns.bigint()),
        plain('missing_reading', columns.bigint()),
        plain('removed', columns.boolean()),
      ],
      indices: [
        { name: 'repositories_name', columnNames: ['registry_id', 'name'], isUnique: true },
        { name: 'repositories_top', columnNames: ['registry_id', 'top'] },
        { name: 'repositories_pushed', columnNames: ['registry_id', 'pushed_at'] },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('repositories');
  }
}

/** Tags, and the memory of deleted ones. */
export class CreateTags1763640000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'tags',
      columns: [
        key('repository_id', columns.id()),
        key('name', columns.text(128)),
        plain('digest', columns.text(255)),
        plain('reading', columns.bigint()),
        plain('pushed_at', columns.bigint()),
        plain('missing', columns.boolean()),
        plain('deleted', columns.boolean()),
      ],
      indices: [
        { name: 'tags_digest', columnNames: ['repository_id', 'digest'] },
        { name: 'tags_pushed', columnNames: ['repository_id', 'pushed_at'] },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('tags');
  }
}

/** What manifests lead to. */
export class CreateImages1763640000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'images',
      columns: [
        key('repository_id', columns.id()),
        key('digest', columns.text(255)),
        plain('media_type', columns.text(255)),
        { ...plain('artifact_type', columns.text(255)), isNullable: true },
        plain('platforms', columns.longText()),
        plain('size_bytes', columns.bigint()),
        { ...plain('created_at', columns.bigint()), isNullable: true },
        plain('contents', columns.longText()),
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('images');
  }
}

/** What images share. */
export class CreateContents1763640000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'contents',
      columns: [
        key('repository_id', columns.id()),
        key('digest', columns.text(255)),
        plain('size', columns.bigint()),
        plain('uses', columns.integer()),
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('contents');
  }
}
