import { digestOf } from './digest.js';
import { HttpConnection, type HttpAnswer, type HttpConnectionOptions } from './http-connection.js';
import type { Descriptor } from './manifest.js';
import { malformed, refusalOf, withoutQuery } from './registry-answer.js';
import { RegistryError } from './registry-error.js';

/** Configurations are some kilobytes; a larger one is not worth what it costs. */
const BLOB_LIMIT = 4 * 1024 * 1024;
const REDIRECTS_MAX = 3;
const STORAGES_MAX = 8;

/**
 * Reads small blobs. Registries may answer with a redirect to where they keep blobs; it is followed without our
 * token (CVE-2020-15157), not from TLS to plain text, and not to link-local or metadata addresses.
 */
export class BlobReader {
  private readonly storages = new Map<string, HttpConnection>();

  constructor(
    private readonly registry: HttpConnection,
    private readonly options: HttpConnectionOptions,
  ) {}

  async read(path: string, headers: Record<string, string>, descriptor: Descriptor): Promise<Buffer> {
    if (descriptor.size > BLOB_LIMIT) throw tooLarge();
    let url = new URL(path, this.registry.origin);
    let answer = await this.registry.get({ path, headers, limit: BLOB_LIMIT, what: 'a configuration' });
    for (let hops = 0; isRedirect(answer.status) && hops < REDIRECTS_MAX; hops += 1) {
      url = targetOf(answer, url);
      answer = await this.getFrom(url);
    }
    if (answer.status !== 200) throw new RegistryError(refusalOf(answer));
    if (digestOf(answer.body, descriptor.digest) !== descriptor.digest) throw malformed('a blob has another digest');
    return answer.body;
  }

  async close(): Promise<void> {
    await Promise.all([...this.storages.values()].map((storage) => storage.close()));
  }

  private getFrom(url: URL): Promise<HttpAnswer> {
    let storage = this.storages.get(url.origin);
    if (storage === undefined) {
      if (this.storages.size >= STORAGES_MAX) throw malformed('its blobs are in too many places');
      storage = new HttpConnection(url, this.options);
      this.storages.set(url.origin, storage);
    }
    return storage.get({ path: url.pathname + url.search, limit: BLOB_LIMIT, what: 'a configuration' });
  }
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

function targetOf(answer: HttpAnswer, from: URL): URL {
  const location = answer.header('location') ?? '';
  if (!URL.canParse(location, from.href)) throw malformed('a redirect leads nowhere');
  const url = new URL(location, from);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && from.protocol === 'http:');
  if (!safe || url.username !== '') throw new RegistryError({ kind: 'redirected', location: withoutQuery(url.href) });
  return url;
}

function tooLarge(): RegistryError {
  return new RegistryError({ kind: 'too-large', what: 'a configuration', limit: BLOB_LIMIT });
}
