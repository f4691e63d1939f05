import { newId, type Clock } from '@spectacles/platform';
import type { KnownTag } from '@spectacles/contracts';
import type { EntityManager } from 'typeorm';
import { RepositoryEntity } from '../repositories/repository.entity.js';
import type { CatalogDatabase } from '../database/catalog-database.js';
import { insertRows } from '../database/insert-rows.js';
import { oneOf } from '../database/sql.js';
import {
  ReadingRepository,
  type BegunReading,
  type ReadingEffect,
  type ReadingFindings,
} from './reading.repository.js';
import { RepositoryLeaving } from './readings.errors.js';
import { StoredImages } from './typeorm-stored-images.js';
import { mergeTags, type RecordedTag, type TagChanges } from './tag-changes.js';

interface TagRow {
  readonly name: string;
  readonly digest: string;
  readonly reading: string | number;
  readonly pushed_at: string | number;
  readonly missing: number;
  readonly deleted: number;
}

const NO_EFFECT: ReadingEffect = { written: 0, removed: 0 };
/** Rows that one slice of a purge deletes. */
const PURGE_ROWS = 500;

export class TypeOrmReadingRepository extends ReadingRepository {
  constructor(
    private readonly database: CatalogDatabase,
    private readonly clock: Clock,
  ) {
    super();
  }

  override begin(registryId: string, name: string): Promise<BegunReading> {
    return this.database.transactions.run(async (manager) => {
      const known = await takeNumber(manager, registryId, name);
      if (known !== null) return known;
      await insertRows(manager, newRepository(newId(this.clock), registryId, name, this.clock.now().getTime()));
      const begun = await takeNumber(manager, registryId, name);
      // A name that comes back while its old rows are still being deleted must not see them.
      if (begun === null) throw new RepositoryLeaving();
      return begun;
    });
  }

  override async knownTags(repositoryId: string, after: string, limit: number): Promise<readonly KnownTag[]> {
    const rows = await this.database.read<{ name: string; digest: string; missing: number }>(
      `SELECT name, digest, missing FROM tags
        WHERE repository_id = ? AND deleted = 0 AND name > ? ORDER BY name LIMIT ?`,
      [repositoryId, after, limit],
    );
    return rows.map((row) => ({ name: row.name, digest: row.digest, missing: row.missing !== 0 }));
  }

  override async knownRepositories(registryId: string, after: string, limit: number): Promise<readonly string[]> {
    const rows = await this.database.read<{ name: string }>(
      'SELECT name FROM repositories WHERE registry_id = ? AND removed = 0 AND name > ? ORDER BY name LIMIT ?',
      [registryId, after, limit],
    );
    return rows.map((row) => row.name);
  }

  override async unknownImages(repositoryId: string, digests: readonly string[]): Promise<readonly string[]> {
    const { sql, values } = oneOf('digest', digests);
    const rows = await this.database.read<{ digest: string }>(
      `SELECT digest FROM images WHERE repository_id = ? AND ${sql}`,
      [repositoryId, ...values],
    );
    const known = new Set(rows.map((row) => row.digest));
    return digests.filter((digest) => !known.has(digest));
  }

  override apply(findings: ReadingFindings): Promise<ReadingEffect> {
    const { repositoryId, reading } = findings;
    return this.database.transactions.run(async (manager) => {
      const repository = await lockRepository(manager, repositoryId);
      if (repository === null || repository.removed || reading < repository.completeReading) return NO_EFFECT;
      const images = new StoredImages(manager, repositoryId);
      const readable = await this.withImage(images, findings);
      const recorded = await recordedTags(manager, repositoryId, [
        ...readable.map((tag) => tag.name),
        ...findings.missing,
      ]);
      const now = this.clock.now().getTime();
      const changes = mergeTags(recorded, { reading, now, tags: readable, missing: findings.missing });
      await writeTags(manager, repositoryId, changes.rows);
      const sizeDelta = await images.settle(changes.touched, findings.images);
      await updateRepository(manager, findings, { changes, sizeDelta, now });
      if (findings.complete) await forgetDeletedTags(manager, repositoryId, reading);
      return { written: changes.rows.length - changes.removed, removed: changes.removed };
    });
  }

  override reportMissing(repositoryId: string, reading: number): Promise<boolean> {
    return this.database.transactions.run(async (manager) => {
      const repository = await lockRepository(manager, repositoryId);
      if (repository === null || repository.removed) return repository !== null;
      if (reading <= Math.max(repository.completeReading, repository.missingReading)) return false;
      const removed = repository.missingReading > 0;
      await manager.update(RepositoryEntity, { id: repositoryId }, { missingReading: reading, removed });
      return removed;
    });
  }

  override async registries(): Promise<readonly string[]> {
    const rows = await this.database.read<{ registry_id: string }>(
      'SELECT DISTINCT registry_id FROM repositories WHERE removed = 0',
      [],
    );
    return rows.map((row) => row.registry_id);
  }

  override async removeRegistry(registryId: string): Promise<void> {
    await this.database.transactions.run((manager) =>
      manager.update(RepositoryEntity, { registryId, removed: false }, { removed: true }),
    );
  }

  override async purgeSome(): Promise<boolean> {
    const [repository] = await this.database.read<{ id: string }>(
      'SELECT id FROM repositories WHERE removed = 1 LIMIT 1',
      [],
    );
    if (repository === undefined) return false;
    await this.database.transactions.run(async (manager) => {
      for (const [table, column] of repositoryTables) {
        if ((await deleteSome(manager, table, column, repository.id)) === PURGE_ROWS) return;
      }
      await manager.delete(RepositoryEntity, { id: repository.id });
    });
    return true;
  }

  /** Tags whose image is neither recorded nor brought along would lead nowhere: the next reading brings both. */
  private async withImage(images: StoredImages, findings: ReadingFindings): Promise<ReadingFindings['tags']> {
    const brought = new Set(findings.images.map((image) => image.digest));
    const asked = findings.tags.map((tag) => tag.digest).filter((digest) => !brought.has(digest));
    const existing = await images.existing([...new Set(asked)]);
    return findings.tags.filter((tag) => brought.has(tag.digest) || existing.has(tag.digest));
  }
}

const repositoryTables = [
  ['tags', 'name'],
  ['images', 'digest'],
  ['contents', 'digest'],
] as const;

async function deleteSome(manager: EntityManager, table: string, column: string, id: string): Promise<number> {
  const rows: Record<string, string>[] = await manager.query(
    `SELECT ${column} FROM ${table} WHERE repository_id = ? LIMIT ?`,
    [id, PURGE_ROWS],
  );
  const { sql, values } = oneOf(
    column,
    rows.map((row) => row[column] ?? ''),
  );
  await manager.query(`DELETE FROM ${table} WHERE repository_id = ? AND ${sql}`, [id, ...values]);
  return rows.length;
}

function newRepository(id: string, registryId: string, name: string, now: number) {
  const slash = name.indexOf('/');
  const values = {
    id,
    registry_id: registryId,
    name,
    in_root: slash === -1 ? 1 : 0,
    top: slash === -1 ? '' : name.slice(0, slash),
    tag_count: 0,
    size_bytes: 0,
    pushed_at: 0,
    last_seen_at: now,
    readings: 0,
    complete_reading: 0,
    missing_reading: 0,
    removed: 0,
  };
  const columns = Object.keys(values);
  return { table: 'repositories', columns, keys: ['registry_id', 'name'], update: [], rows: [Object.values(values)] };
}

async function takeNumber(manager: EntityManager, registryId: string, name: string): Promise<BegunReading | null> {
  const condition = 'registry_id = ? AND name = ? AND removed = 0';
  await manager.query(`UPDATE repositories SET readings = readings + 1 WHERE ${condition}`, [registryId, name]);
  const repository = await manager.findOneBy(RepositoryEntity, { registryId, name, removed: false });
  return repository === null ? null : { repositoryId: repository.id, reading: repository.readings };
}

/** Takes the row before anything is read: on MySQL a plain read would see the state of an older snapshot. */
async function lockRepository(manager: EntityManager, id: string): Promise<RepositoryEntity | null> {
  await manager.query('UPDATE repositories SET readings = readings WHERE id = ?', [id]);
  return manager.findOneBy(RepositoryEntity, { id });
}

async function recordedTags(
  manager: EntityManager,
  repositoryId: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, RecordedTag>> {
  const { sql, values } = oneOf('name', names);
  const rows: TagRow[] = await manager.query(
    `SELECT name, digest, reading, pushed_at, missing, deleted FROM tags WHERE repository_id = ? AND ${sql}`,
    [repositoryId, ...values],
  );
  return new Map(rows.map((row) => [row.name, toRecordedTag(row)]));
}

function toRecordedTag(row: TagRow): RecordedTag {
  return {
    name: row.name,
    digest: row.digest,
    reading: Number(row.reading),
    pushedAt: Number(row.pushed_at),
    missing: row.missing !== 0,
    deleted: row.deleted !== 0,
  };
}

async function writeTags(manager: EntityManager, repositoryId: string, tags: readonly RecordedTag[]): Promise<void> {
  const changing = ['digest', 'reading', 'pushed_at', 'missing', 'deleted'];
  await insertRows(manager, {
    table: 'tags',
    columns: ['repository_id', 'name', ...changing],
    keys: ['repository_id', 'name'],
    update: changing,
    rows: tags.map((tag) => [
      repositoryId,
      tag.name,
      tag.digest,
      tag.reading,
      tag.pushedAt,
      tag.missing ? 1 : 0,
      tag.deleted ? 1 : 0,
    ]),
  });
}

async function updateRepository(
  manager: EntityManager,
  { repositoryId, reading, complete }: ReadingFindings,
  effect: { readonly changes: TagChanges; readonly sizeDelta: number; readonly now: number },
): Promise<void> {
  const pushed = effect.changes.pushed > 0 ? effect.now : 0;
  await manager.query(
    `UPDATE repositories SET tag_count = tag_count + ?, size_bytes = size_bytes + ?,
      pushed_at = CASE WHEN pushed_at < ? THEN ? ELSE pushed_at END, last_seen_at = ?, missing_reading = 0,
      complete_reading = CASE WHEN complete_reading < ? THEN ? ELSE complete_reading END WHERE id = ?`,
    [
      effect.changes.countDelta,
      effect.sizeDelta,
      pushed,
      pushed,
      effect.now,
      complete ? reading : 0,
      complete ? reading : 0,
      repositoryId,
    ],
  );
}

/** No reading of before a complete one is believed any more, so nothing is left to keep deleted tags from. */
async function forgetDeletedTags(manager: EntityManager, repositoryId: string, reading: number): Promise<void> {
  await manager.query('DELETE FROM tags WHERE repository_id = ? AND deleted = 1 AND reading < ?', [
    repositoryId,
    reading,
  ]);
}
