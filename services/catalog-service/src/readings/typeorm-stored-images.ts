import type { ImageRecord } from '@spectacles/contracts';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/insert-rows.js';
import { chunksOf, oneOf } from '../database/sql.js';

/** Digest and size of everything an image refers to. */
type Contents = readonly (readonly [digest: string, size: number])[];

const CHUNK = 500;

/** The images of one repository inside a transaction that holds the repository's row. */
export class StoredImages {
  constructor(
    private readonly manager: EntityManager,
    private readonly repositoryId: string,
  ) {}

  /** Which of some digests are recorded. */
  async existing(digests: readonly string[]): Promise<ReadonlySet<string>> {
    return this.digestsFrom('images', '', digests);
  }

  /**
   * Keeps an image exactly as long as a tag has its digest, and answers by how much the repository's size changed.
   * Contents are counted by image, so that what several share is added once and taken off with the last.
   */
  async settle(touched: ReadonlySet<string>, offered: readonly ImageRecord[]): Promise<number> {
    const digests = [...touched];
    const live = await this.digestsFrom('tags', 'AND deleted = 0', digests);
    const existing = await this.existing(digests);
    const added = offered.filter((image) => live.has(image.digest) && !existing.has(image.digest));
    const dropped = [...existing].filter((digest) => !live.has(digest));
    const uses = new UseChanges();
    for (const contents of await this.contentsOf(dropped)) uses.add(contents, -1);
    for (const image of added) uses.add(contentsOfRecord(image), 1);
    await this.delete(dropped);
    await this.insert(added);
    return this.applyUses(uses);
  }

  private async digestsFrom(table: string, condition: string, digests: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (const chunk of chunksOf(digests, CHUNK)) {
      const { sql, values } = oneOf('digest', chunk);
      const rows: { digest: string }[] = await this.manager.query(
        `SELECT DISTINCT digest FROM ${table} WHERE repository_id = ? AND ${sql} ${condition}`,
        [this.repositoryId, ...values],
      );
      for (const row of rows) found.add(row.digest);
    }
    return found;
  }

  private async contentsOf(digests: readonly string[]): Promise<readonly Contents[]> {
    const found: Contents[] = [];
    for (const chunk of chunksOf(digests, CHUNK)) {
      const { sql, values } = oneOf('digest', chunk);
      const rows: { contents: string }[] = await this.manager.query(
        `SELECT contents FROM images WHERE repository_id = ? AND ${sql}`,
        [this.repositoryId, ...values],
      );
      found.push(...rows.map((row) => JSON.parse(row.contents) as Contents));
    }
    return found;
  }

  private async delete(digests: readonly string[]): Promise<void> {
    for (const chunk of chunksOf(digests, CHUNK)) {
      const { sql, values } = oneOf('digest', chunk);
      await this.manager.query(`DELETE FROM images WHERE repository_id = ? AND ${sql}`, [this.repositoryId, ...values]);
    }
  }

  private async insert(images: readonly ImageRecord[]): Promise<void> {
    await insertRows(this.manager, {
      table: 'images',
      columns: [
        'repository_id',
        'digest',
        'media_type',
        'artifact_type',
        'platforms',
        'size_bytes',
        'created_at',
        'contents',
      ],
      keys: ['repository_id', 'digest'],
      update: [],
      rows: images.map((image) => [
        this.repositoryId,
        image.digest,
        image.mediaType,
        image.artifactType,
        JSON.stringify(image.platforms),
        image.sizeBytes,
        image.createdAt === null ? null : Date.parse(image.createdAt),
        JSON.stringify(contentsOfRecord(image)),
      ]),
    });
  }

  private async applyUses(changes: UseChanges): Promise<number> {
    let sizeDelta = 0;
    for (const chunk of chunksOf([...changes.byDigest], CHUNK)) {
      const known = await this.usesOf(chunk.map(([digest]) => digest));
      const rows = chunk.map(([digest, { size, change }]) => {
        const before = known.get(digest);
        const uses = (before?.uses ?? 0) + change;
        if (before === undefined) sizeDelta += size;
        else if (uses <= 0) sizeDelta -= before.size;
        return { digest, size: before?.size ?? size, uses };
      });
      await this.writeUses(rows);
    }
    return sizeDelta;
  }

  private async usesOf(digests: readonly string[]): Promise<ReadonlyMap<string, { size: number; uses: number }>> {
    const { sql, values } = oneOf('digest', digests);
    const rows: { digest: string; size: string | number; uses: number }[] = await this.manager.query(
      `SELECT digest, size, uses FROM contents WHERE repository_id = ? AND ${sql}`,
      [this.repositoryId, ...values],
    );
    return new Map(rows.map((row) => [row.digest, { size: Number(row.size), uses: row.uses }]));
  }

  private async writeUses(rows: readonly { digest: string; size: number; uses: number }[]): Promise<void> {
    await insertRows(this.manager, {
      table: 'contents',
      columns: ['repository_id', 'digest', 'size', 'uses'],
      keys: ['repository_id', 'digest'],
      update: ['uses'],
      rows: rows.filter((row) => row.uses > 0).map((row) => [this.repositoryId, row.digest, row.size, row.uses]),
    });
    const gone = rows.filter((row) => row.uses <= 0).map((row) => row.digest);
    if (gone.length === 0) return;
    const { sql, values } = oneOf('digest', gone);
    await this.manager.query(`DELETE FROM contents WHERE repository_id = ? AND ${sql}`, [this.repositoryId, ...values]);
  }
}

/** By how much the number of images that refer to a content changes. */
class UseChanges {
  readonly byDigest = new Map<string, { size: number; change: number }>();

  add(contents: Contents, change: number): void {
    for (const [digest, size] of contents) {
      const entry = this.byDigest.get(digest);
      if (entry === undefined) this.byDigest.set(digest, { size, change });
      else entry.change += change;
    }
  }
}

/** A digest is counted once an image, however often the image names it. */
function contentsOfRecord(image: ImageRecord): Contents {
  return [...new Map(image.contents.map((content) => [content.digest, content.size]))];
}
