import { z } from 'zod';
import { BlobReader } from './blob-reader.js';
import type { Challenge } from './challenge.js';
import { HttpConnection, type HttpAnswer } from './http-connection.js';
import { parseJson } from './image-config.js';
import { readManifest, type ManifestReading } from './manifest-reading.js';
import type { Descriptor } from './manifest.js';
import { essenceOf, manifestAccept } from './media-type.js';
import { nextLink } from './next-link.js';
import { challengeOf, malformed, refusalOf, withoutQuery } from './registry-answer.js';
import { RegistryError } from './registry-error.js';

/** What a token is needed for. */
export type TokenScope =
  { readonly kind: 'ping' } | { readonly kind: 'catalog' } | { readonly kind: 'pull'; readonly repository: string };

/**
 * Where tokens come from: never from the realm that a challenge names, which may be anybody's (which server signs is
 * settled by configuration). Null sends no token.
 */
export type TokenSupplier = (scope: TokenScope) => Promise<string | null>;

/** How a registry is reached. */
export interface RegistryClientOptions {
  /** Base address of the API, without `/v2/`. */
  readonly url: string;
  readonly token: TokenSupplier;
  /** PEM of an authority that is trusted beside the system's. */
  readonly caCertificate?: string | null;
  /** Requests in flight at once (8). */
  readonly concurrency?: number;
  /** 5000. */
  readonly connectTimeoutMs?: number;
  /** From a request to the last byte of its answer (30,000). */
  readonly totalTimeoutMs?: number;
  /** Ends every request; its reason is what they reject with. */
  readonly signal?: AbortSignal;
}

/** The answer to `GET /v2/`, whatever it was. */
export interface Ping {
  readonly status: number;
  readonly challenge: Challenge | null;
  /** The Docker-Distribution-Api-Version header. */
  readonly apiVersion: string | null;
  readonly contentType: string | null;
  /** Where a redirect points, without its query. */
  readonly location: string | null;
  /** The registry's clock. */
  readonly date: Date | null;
}

const PAGE_SIZE = 1000;
/** Above any tag list in the wild of Distribution 2.8, which does not page; JSON is parsed in one go. */
const LISTING_LIMIT = 8 * 1024 * 1024;
const MANIFEST_LIMIT = 4 * 1024 * 1024;
const PING_LIMIT = 65_536;
/** A registry with more pages than this makes them up. */
const PAGES_MAX = 10_000;

const CatalogPage = z.object({ repositories: z.array(z.string()).nullish() });
/** `tags: null` is how Distribution 2.8 says that the last tag is gone. */
const TagsPage = z.object({ tags: z.array(z.string()).nullish() });

/** Reads a registry over the OCI distribution API. Every failure is a RegistryError. */
export class RegistryClient {
  private readonly connection: HttpConnection;
  private readonly blobs: BlobReader;
  private readonly base: string;
  private readonly token: TokenSupplier;

  constructor(options: RegistryClientOptions) {
    const url = new URL(options.url);
    const connectionOptions = {
      caCertificate: options.caCertificate ?? null,
      concurrency: options.concurrency ?? 8,
      connectTimeoutMs: options.connectTimeoutMs ?? 5000,
      totalTimeoutMs: options.totalTimeoutMs ?? 30_000,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    };
    this.base = url.pathname.replace(/\/+$/, '');
    this.token = options.token;
    this.connection = new HttpConnection(url, connectionOptions);
    this.blobs = new BlobReader(this.connection, connectionOptions);
  }

  /** Ends what is in flight. */
  async close(): Promise<void> {
    await Promise.all([this.connection.close(), this.blobs.close()]);
  }

  /** `GET /v2/`: with the supplier's token or, to see the challenge, without. */
  async ping(options: { readonly authorized: boolean }): Promise<Ping> {
    const headers = options.authorized ? await this.authorization({ kind: 'ping' }) : {};
    const answer = await this.connection.get({ path: `${this.base}/v2/`, headers, limit: PING_LIMIT, what: '/v2/' });
    const date = Date.parse(answer.header('date') ?? '');
    const location = answer.header('location');
    return {
      status: answer.status,
      challenge: challengeOf(answer),
      apiVersion: answer.header('docker-distribution-api-version'),
      contentType: essenceOf(answer.header('content-type')),
      location: location === null ? null : withoutQuery(location),
      date: Number.isNaN(date) ? null : new Date(date),
    };
  }

  /** Names of repositories, page by page, in the registry's order. */
  async *catalog(pageSize = PAGE_SIZE): AsyncGenerator<readonly string[], void> {
    for await (const page of this.pages(`${this.base}/v2/_catalog`, { kind: 'catalog' }, pageSize)) {
      const parsed = CatalogPage.safeParse(page);
      if (!parsed.success) throw malformed('the catalog has no list of repositories');
      yield parsed.data.repositories ?? [];
    }
  }

  /**
   * A name that Distribution lists below a path. Version 3 begins where the repository of that path lies, which is behind
   * the digits: it is asked for what follows a name before all of them, and may answer the repository itself as well.
   */
  async firstBelowInCatalog(path: string): Promise<string | null> {
    const query = new URLSearchParams({ n: '2', last: `${path}/-` }).toString();
    const answer = await this.listing(`${this.base}/v2/_catalog?${query}`, { kind: 'catalog' });
    if (answer.status !== 200) throw new RegistryError(refusalOf(answer));
    const parsed = CatalogPage.safeParse(parseJson(answer.body));
    if (!parsed.success) throw malformed('the catalog has no list of repositories');
    return parsed.data.repositories?.find((name) => name.startsWith(`${path}/`)) ?? null;
  }

  /** Tags of a repository, page by page, in an order that means nothing (Distribution 2.8 does not sort them). */
  async *tags(repository: string): AsyncGenerator<readonly string[], void> {
    const scope = { kind: 'pull', repository } as const;
    for await (const page of this.pages(`${this.base}/v2/${repository}/tags/list`, scope, PAGE_SIZE)) {
      const parsed = TagsPage.safeParse(page);
      if (!parsed.success) throw malformed('the repository has no list of tags');
      yield parsed.data.tags ?? [];
    }
  }

  /** A manifest by tag or digest. One that still has the known digest is neither sent nor counted as a pull. */
  async manifest(repository: string, reference: string, known?: string): Promise<ManifestReading> {
    const answer = await this.connection.get({
      path: `${this.base}/v2/${repository}/manifests/${reference}`,
      headers: {
        ...(await this.authorization({ kind: 'pull', repository })),
        accept: manifestAccept,
        ...(known === undefined ? {} : { 'if-none-match': `"${known}"` }),
      },
      limit: MANIFEST_LIMIT,
      what: 'a manifest',
    });
    if (answer.status === 304 && known !== undefined) return { outcome: 'unchanged' };
    if (answer.status === 200) return { outcome: 'found', read: readManifest(answer, reference) };
    const failure = refusalOf(answer);
    if (failure.kind === 'not-found') return { outcome: 'missing' };
    throw new RegistryError(failure);
  }

  /** A small blob, checked against its digest. */
  async blob(repository: string, descriptor: Descriptor): Promise<Buffer> {
    const path = `${this.base}/v2/${repository}/blobs/${descriptor.digest}`;
    return this.blobs.read(path, await this.authorization({ kind: 'pull', repository }), descriptor);
  }

  /** Follows Link headers; a registry that refuses our page size is asked again for its own. */
  private async *pages(path: string, scope: TokenScope, pageSize: number): AsyncGenerator<unknown, void> {
    const seen = new Set<string>();
    let next: string | null = `${path}?n=${pageSize.toString()}`;
    while (next !== null) {
      if (seen.has(next) || seen.size >= PAGES_MAX) throw malformed('its pages do not end');
      seen.add(next);
      let answer = await this.listing(next, scope);
      if (answer.status === 400 && seen.size === 1) answer = await this.listing(path, scope);
      if (answer.status !== 200) throw new RegistryError(refusalOf(answer));
      yield parseJson(answer.body);
      next = this.follow(answer, next);
    }
  }

  private async listing(path: string, scope: TokenScope): Promise<HttpAnswer> {
    const headers = await this.authorization(scope);
    return this.connection.get({ path, headers, limit: LISTING_LIMIT, what: 'a listing' });
  }

  private follow(answer: HttpAnswer, path: string): string | null {
    const link = nextLink(answer.header('link'), new URL(path, this.connection.origin));
    if (link.kind === 'refused') throw malformed(`its next page is refused (${link.reason})`);
    return link.kind === 'next' ? link.path : null;
  }

  private async authorization(scope: TokenScope): Promise<Record<string, string>> {
    const token = await this.token(scope);
    return token === null ? {} : { authorization: `Bearer ${token}` };
  }
}
