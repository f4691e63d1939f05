import { isMySql } from '@spectacles/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { supplementCondition } from '../../tags/supplement-tag.js';

/** Signatures and the like no longer count as tags. */
export class CountOrdinaryTags1763670000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const supplement = supplementCondition('t.name', isMySql(runner) ? 'mysql' : 'sqlite');
    await recount(runner, ` AND NOT ${supplement.sql}`, supplement.values);
  }

  async down(runner: QueryRunner): Promise<void> {
    await recount(runner, '', []);
  }
}

async function recount(runner: QueryRunner, condition: string, values: readonly unknown[]): Promise<void> {
  await runner.query(
    `UPDATE repositories SET tag_count = (SELECT COUNT(*) FROM tags t
      WHERE t.repository_id = repositories.id AND t.deleted = 0${condition})`,
    [...values],
  );
}
