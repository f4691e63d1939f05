import { columns, createTable } from '@spectacles/platform';
import type { MigrationInterface, QueryRunner, TableColumnOptions } from 'typeorm';

const column = (name: string, type: object, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  ...(type as TableColumnOptions),
  name,
  ...more,
});
const key = (name: string, type: object) => column(name, type, { isPrimary: true });
const optional = (name: string, type: object) => column(name, type, { isNullable: true });
const index = (name: string, ...columnNames: string[]) => ({ name, columnNames });

/** The token log. */
export class CreateDecisions1763740000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'decisions',
      columns: [
        key('id', columns.text(48)),
        column('decision_id', columns.id()),
        column('kind', columns.text(16)),
        column('part', columns.integer()),
        column('at', columns.bigint()),
        column('last_at', columns.bigint()),
        column('count', columns.bigint()),
        column('sameness', columns.text(64)),
        column('outcome', columns.text(16)),
        optional('subject_id', columns.id()),
        column('subject_name', columns.text(255)),
        optional('credential_id', columns.id()),
        column('address', columns.text(64)),
        column('new_address', columns.boolean()),
        optional('registry_id', columns.id()),
        optional('scope_name', columns.text(512)),
        optional('token_id', columns.text(64)),
        column('view', columns.longText()),
      ],
      indices: [
        index('decisions_at', 'at', 'id'),
        index('decisions_subject', 'subject_id', 'at'),
        index('decisions_account', 'subject_name', 'at'),
        index('decisions_credential', 'credential_id', 'at'),
        index('decisions_repository', 'registry_id', 'scope_name', 'at'),
        index('decisions_address', 'address', 'at'),
        index('decisions_token', 'token_id'),
        index('decisions_outcome', 'outcome', 'at'),
        index('decisions_sameness', 'sameness', 'at'),
      ],
    });
    await createTable(runner, {
      name: 'decision_spools',
      columns: [key('id', columns.id()), column('last_number', columns.bigint()), column('last_at', columns.bigint())],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('decision_spools');
    await runner.dropTable('decisions');
  }
}

/** What the token log tells of credentials. */
export class CreateCredentialUses1763740000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'credential_uses',
      columns: [
        key('credential_id', columns.id()),
        key('address', columns.text(64)),
        column('first_at', columns.bigint()),
        column('last_at', columns.bigint()),
        column('user_agent', columns.text(512)),
        optional('repository', columns.text(512)),
      ],
      indices: [index('credential_uses_last', 'last_at')],
    });
    await createTable(runner, {
      name: 'seen_refresh_tokens',
      columns: [
        key('id', columns.id()),
        optional('subject_id', columns.id()),
        optional('issued_at', columns.bigint()),
        column('last_at', columns.bigint()),
        column('seen', columns.longText()),
      ],
      indices: [
        index('seen_refresh_tokens_subject', 'subject_id', 'last_at'),
        index('seen_refresh_tokens_last', 'last_at'),
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('seen_refresh_tokens');
    await runner.dropTable('credential_uses');
  }
}

/** Who changed what. */
export class CreateActivity1763740000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'activity',
      columns: [
        key('id', columns.id()),
        column('at', columns.bigint()),
        optional('actor_id', columns.id()),
        column('action', columns.text(64)),
        column('object_id', columns.text(64)),
        optional('registry_id', columns.id()),
        optional('namespace_id', columns.id()),
        column('address', columns.text(64)),
        column('names', columns.text(1024)),
        column('view', columns.longText()),
      ],
      indices: [
        index('activity_at', 'at', 'id'),
        index('activity_actor', 'actor_id', 'at'),
        index('activity_namespace', 'namespace_id', 'at'),
        index('activity_object', 'object_id', 'at'),
        index('activity_action', 'action', 'at'),
      ],
    });
    await createTable(runner, {
      name: 'log_cursors',
      columns: [key('log', columns.text(64)), column('n', columns.bigint()), column('id', columns.id())],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('log_cursors');
    await runner.dropTable('activity');
  }
}
