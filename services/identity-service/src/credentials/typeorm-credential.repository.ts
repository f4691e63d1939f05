import { Between, type EntityManager, In, LessThan, MoreThan } from 'typeorm';
import { CredentialEntity } from './credential.entity.js';
import type { CredentialOwner, StoredCredential } from './credential.js';
import { CredentialRepository, type EndSpan } from './credential.repository.js';
import { jsonColumns } from './json-columns.js';

/** SQLite takes 32,766 values in a statement. */
const IDS_PER_STATEMENT = 500;

export class TypeOrmCredentialRepository extends CredentialRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override async byId(id: string): Promise<StoredCredential | null> {
    const row = await this.manager.findOneBy(CredentialEntity, { id });
    return row === null ? null : toCredential(row);
  }

  override async byIds(ids: readonly string[]): Promise<StoredCredential[]> {
    return (await this.manager.findBy(CredentialEntity, { id: In(ids) })).map(toCredential);
  }

  override async bySecretHash(secretHash: string): Promise<StoredCredential | null> {
    const row = await this.manager.findOneBy(CredentialEntity, { secretHash });
    return row === null ? null : toCredential(row);
  }

  override async save(credential: StoredCredential): Promise<void> {
    await this.manager.save(CredentialEntity, toRow(credential));
  }

  override async removeAll(ids: readonly string[]): Promise<void> {
    for (const some of slices(ids)) await this.manager.delete(CredentialEntity, { id: In(some) });
  }

  override countOf(ownerId: string): Promise<number> {
    return this.manager.countBy(CredentialEntity, { ownerId });
  }

  override async page(ownerId: string, below: string | null, limit: number): Promise<StoredCredential[]> {
    const where = { ownerId, ...(below === null ? {} : { id: LessThan(below) }) };
    const rows = await this.manager.find(CredentialEntity, { where, order: { id: 'DESC' }, take: limit });
    return rows.map(toCredential);
  }

  override async ofOwners(ownerIds: readonly string[]): Promise<StoredCredential[]> {
    const found: StoredCredential[] = [];
    for (const some of slices(ownerIds)) {
      const where = { ownerId: In(some) };
      found.push(...(await this.manager.find(CredentialEntity, { where, order: { id: 'ASC' } })).map(toCredential));
    }
    return found;
  }

  override async ending(
    of: { ownerId: string } | { kind: CredentialOwner['kind'] },
    { from, until }: EndSpan,
  ): Promise<StoredCredential[]> {
    const whose = 'kind' in of ? { ownerKind: of.kind } : { ownerId: of.ownerId };
    const where = { ...whose, expiresAt: Between(from, until) };
    return (await this.manager.find(CredentialEntity, { where, order: { expiresAt: 'ASC' } })).map(toCredential);
  }

  override async pageById(after: string, limit: number): Promise<StoredCredential[]> {
    const where = { id: MoreThan(after) };
    return (await this.manager.find(CredentialEntity, { where, order: { id: 'ASC' }, take: limit })).map(toCredential);
  }
}

function* slices(ids: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < ids.length; start += IDS_PER_STATEMENT) yield ids.slice(start, start + IDS_PER_STATEMENT);
}

function toRow({ owner, scopes, addressRanges, ...rest }: StoredCredential): CredentialEntity {
  return {
    ...rest,
    ownerKind: owner.kind,
    ownerId: owner.id,
    scopes: scopes === null ? null : jsonColumns.write(scopes),
    addressRanges: jsonColumns.write(addressRanges),
  };
}

function toCredential(row: CredentialEntity): StoredCredential {
  return {
    id: row.id,
    name: row.name,
    owner: { kind: row.ownerKind, id: row.ownerId },
    secretHash: row.secretHash,
    scopes: jsonColumns.scopes(row.scopes),
    expiresAt: row.expiresAt,
    addressRanges: jsonColumns.texts(row.addressRanges),
    createdAt: row.createdAt,
  };
}
