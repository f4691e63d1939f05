import { CompiledPolicy, type PolicyRow } from '@spectacles/access-control';
import type { ImageRecord } from '@spectacles/contracts';
import { newId, parseSecretKeys, Sealer } from '@spectacles/platform';
import { ManualClock, requireProgram, startMariaDb, TemporaryDirectory, testLogger } from '@spectacles/testing';
import { CatalogDatabase } from '../database/catalog-database.js';
import { insertRows } from '../database/insert-rows.js';
import { FoundNamesService } from '../found-names/found-names.service.js';
import { TypeOrmFoundNameRepository } from '../found-names/typeorm-found-name.repository.js';
import { HiddenPlaces } from '../lists/hidden-places.js';
import { ReadingsService } from '../readings/readings.service.js';
import { TypeOrmReadingRepository } from '../readings/typeorm-reading.repository.js';
import { TypeOrmStoredNameRepository } from '../readings/typeorm-stored-name.repository.js';
import { RepositoriesService } from '../repositories/repositories.service.js';
import { TypeOrmRepositoryRepository } from '../repositories/typeorm-repository.repository.js';
import { TagsService } from '../tags/tags.service.js';
import { TypeOrmTagRepository } from '../tags/typeorm-tag.repository.js';

/** The databases that every suite of the catalog runs over. */
export const databaseKinds = requireProgram('mariadbd') ? (['SQLite', 'MariaDB'] as const) : (['SQLite'] as const);

/** Seals cursors under a key of the tests. */
export const testPlaces = new HiddenPlaces(new Sealer(parseSecretKeys('00'.repeat(32))));

/** A registry of the policy. */
export const registryRow = (id: string): PolicyRow => ({
  kind: 'registry',
  key: id,
  state: {
    kind: 'registry',
    id,
    name: `registry ${id}`,
    url: 'http://localhost:5000',
    publicHost: 'registry.example:5000',
    service: id,
    issuer: 'Auth service',
    registryKind: 'distribution-2',
    refuseAnonymous: false,
    headerMode: 'x5c',
    caCertificate: null,
    pullTokenSeconds: 300,
    pushTokenSeconds: 900,
    createOnPush: [],
    personalNamespaces: false,
  },
});
/** A user of the policy. */
export const userRow = (id: string, administrator: boolean): PolicyRow => ({
  kind: 'user',
  key: id,
  state: {
    kind: 'user',
    id,
    username: id,
    administrator,
    status: 'active',
    credentialVersion: 1,
    labels: {},
    refreshRevokedBelow: 0,
  },
});
/** A namespace of the policy. */
export const namespaceRow = (id: string, registryId: string, path: string, owner: string): PolicyRow => ({
  kind: 'namespace',
  key: id,
  state: { kind: 'namespace', id, registryId, path, owner: { kind: 'user', id: owner } },
});

/** A robot of a namespace, without limits. */
export const robotRow = (id: string, login: string, namespaceId: string): PolicyRow => ({
  kind: 'robot',
  key: id,
  state: {
    ...{ kind: 'robot', id, login, namespaceId, status: 'active', expiresAt: null, scopes: null },
    ...{ addressRanges: [], refreshRevokedBelow: 0 },
  },
});

/** An entry that lets a user pull what a pattern matches. */
export const grantRow = (entry: {
  readonly id: string;
  readonly registryId: string;
  readonly namespaceId: string | null;
  readonly userId: string;
  readonly pattern: string;
}): PolicyRow => {
  const { userId, ...place } = entry;
  const principal = { kind: 'user', id: userId } as const;
  return { kind: 'grant', key: entry.id, state: { kind: 'grant', ...place, principal, right: 'READ', verbs: null } };
};
/** A token of a user that may pull what a pattern matches, and nothing else. */
export const limitedTokenRow = (token: {
  readonly id: string;
  readonly userId: string;
  readonly pattern: string;
}): PolicyRow => ({
  kind: 'credential',
  key: token.id,
  state: {
    kind: 'credential',
    id: token.id,
    name: token.id,
    owner: { kind: 'user', id: token.userId },
    secretHash: token.id.padEnd(64, '0'),
    scopes: [{ pattern: token.pattern, actions: ['pull'] }],
    expiresAt: null,
    addressRanges: [],
  },
});

/** An administrator. */
export const ada = { kind: 'user', userId: 'ada' } as const;
/** Somebody who may do what he was given. */
export const bob = { kind: 'user', userId: 'bob' } as const;

/** A digest that belongs to a seed. */
export const digest = (seed: string) => `sha256:${Buffer.from(seed).toString('hex').padEnd(64, '0')}`;

/** An image that belongs to a seed. */
export function image(seed: string, layers: readonly [string, number][] = [[`layer ${seed}`, 100]]): ImageRecord {
  return {
    digest: digest(seed),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: null,
    platforms: ['linux/amd64'],
    sizeBytes: layers.reduce((sum, [, size]) => sum + size, 0),
    createdAt: '2024-05-06T07:08:09.000Z',
    contents: [{ digest: digest(seed), size: 10 }, ...layers.map(([name, size]) => ({ digest: digest(name), size }))],
  };
}

/** An empty database of its own, and what ends it. */
export async function openTestDatabase(
  kind: (typeof databaseKinds)[number],
): Promise<{ database: CatalogDatabase; close: () => Promise<void> }> {
  const directory = new TemporaryDirectory();
  const server = kind === 'MariaDB' ? await startMariaDb() : null;
  const url = server?.url('catalog') ?? `sqlite:${directory.join('catalog.db')}`;
  const database = await CatalogDatabase.open(url, testLogger().logger);
  const close = async () => {
    await database.close();
    await server?.stop();
    directory.remove();
  };
  return { database, close };
}

const REPOSITORY_COLUMNS = [
  ...['id', 'registry_id', 'name', 'in_root', 'top', 'tag_count', 'size_bytes', 'pushed_at', 'last_seen_at'],
  ...['readings', 'complete_reading', 'missing_reading', 'removed'],
];

/** What a reading found, in short. */
export interface Findings {
  readonly tags?: Record<string, ImageRecord>;
  readonly missing?: readonly string[];
  readonly complete?: boolean;
}

/** The catalog's services with a registry of their own, over a database that several may share. */
export class TestCatalog {
  readonly clock = new ManualClock();
  readonly registryId = newId(this.clock);
  readonly policy = CompiledPolicy.empty();
  readonly readings: ReadingsService;
  readonly repositories: RepositoriesService;
  readonly tags: TagsService;
  readonly foundNames: FoundNamesService;

  constructor(database: CatalogDatabase) {
    this.policy.apply([registryRow(this.registryId), userRow('ada', true), userRow('bob', false)]);
    const view = { policy: this.policy, atLeast: () => Promise.resolve() };
    this.readings = new ReadingsService(
      new TypeOrmReadingRepository(database, this.clock),
      new TypeOrmStoredNameRepository(database),
    );
    this.repositories = new RepositoriesService(new TypeOrmRepositoryRepository(database), view, testPlaces);
    this.tags = new TagsService(new TypeOrmTagRepository(database), this.repositories);
    this.foundNames = new FoundNamesService(new TypeOrmFoundNameRepository(database), view);
  }

  begin(name: string) {
    return this.readings.begin(this.registryId, name);
  }

  apply(begun: { readonly repositoryId: string; readonly reading: number }, findings: Findings) {
    const found = Object.entries(findings.tags ?? {});
    return this.readings.apply({
      repositoryId: begun.repositoryId,
      reading: begun.reading,
      tags: found.map(([name, record]) => ({ name, digest: record.digest })),
      images: found.map(([, record]) => record),
      missing: findings.missing ?? [],
      complete: findings.complete ?? true,
    });
  }

  /** A whole reading of a repository; answers its id. */
  async read(name: string, findings: Findings): Promise<string> {
    const begun = await this.begin(name);
    await this.apply(begun, findings);
    return begun.repositoryId;
  }

  /** Many names at once, as if each had been read and were pushed one after the other. */
  insertNames(database: CatalogDatabase, names: readonly string[]): Promise<void> {
    const rows = names.map((name, at) => {
      const top = name.includes('/') ? (name.split('/', 1)[0] ?? '') : '';
      return [newId(this.clock), this.registryId, name, top === '' ? 1 : 0, top, 0, 0, at + 1, 0, 1, 1, 0, 0];
    });
    return database.transactions.run((manager) =>
      insertRows(manager, { table: 'repositories', columns: REPOSITORY_COLUMNS, keys: ['id'], update: [], rows }),
    );
  }

  async tagNames(repositoryId: string): Promise<string[]> {
    const page = await this.tags.list(ada, repositoryId, { sort: 'name', limit: 200 });
    return page.items.map((tag) => tag.name);
  }

  async names(principal: typeof ada | typeof bob, more: object = {}): Promise<string[]> {
    const request = { registryId: this.registryId, sort: 'name', limit: 200, ...more } as const;
    return (await this.repositories.list(principal, request)).items.map((repository) => repository.name);
  }
}
