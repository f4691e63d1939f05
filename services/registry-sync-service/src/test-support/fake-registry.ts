import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';

/** An answer that takes the place of the right one. */
export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const json = (status: number, body: unknown): FakeAnswer => ({
  status,
  headers: { 'content-type': 'application/json', 'docker-distribution-api-version': 'registry/2.0' },
  body: JSON.stringify(body),
});
const unknown = (code: string) => json(404, { errors: [{ code, message: 'unknown' }] });

/** A registry in this process whose answers a test can bend, and whose requests it can count. */
export class FakeRegistry {
  /** `GET` paths in the order of asking, without their query. */
  readonly requests: string[] = [];
  /** Takes the place of the right answer where it gives one. */
  bend: (path: string, request: IncomingMessage) => FakeAnswer | undefined = () => undefined;
  /** Requests wait for this. */
  hold: Promise<unknown> | null = null;
  /** What a request of a path waits for. */
  holdFor: (path: string) => Promise<void> | null = () => null;
  /** How it sorts the paths that its names have in its storage: folder by folder, or as S3 does. */
  order: 'folders' | 'bytes' = 'folders';
  private readonly repositories = new Map<string, Map<string, string>>();
  private readonly documents = new Map<string, { readonly type: string; readonly text: string }>();

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      const waited = this.holdFor(new URL(request.url ?? '', 'http://fake').pathname) ?? this.hold;
      void Promise.resolve(waited).then(() => {
        this.respond(request, response);
      });
    });
  }

  static async start(): Promise<FakeRegistry> {
    const server = createServer();
    const registry = new FakeRegistry(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port.toString()}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Stores an image that belongs to a seed and answers its digest. */
  push(repository: string, tag: string, seed = tag): string {
    const config = this.store(OCI_CONFIG, { os: 'linux', architecture: 'amd64', seed });
    const document = {
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: { mediaType: OCI_CONFIG, digest: config.digest, size: config.size },
      layers: [],
    };
    const { digest } = this.store(OCI_MANIFEST, document);
    this.tagsOf(repository).set(tag, digest);
    return digest;
  }

  removeTag(repository: string, tag: string): void {
    this.tagsOf(repository).delete(tag);
  }

  removeRepository(repository: string): void {
    this.repositories.delete(repository);
  }

  /** How often manifests were asked for since the last time. */
  takeManifestRequests(): number {
    const count = this.requests.filter((path) => path.includes('/manifests/')).length;
    this.requests.length = 0;
    return count;
  }

  private tagsOf(repository: string): Map<string, string> {
    const tags = this.repositories.get(repository) ?? new Map<string, string>();
    this.repositories.set(repository, tags);
    return tags;
  }

  private store(type: string, document: unknown): { readonly digest: string; readonly size: number } {
    const text = JSON.stringify(document);
    this.documents.set(digestOf(text), { type, text });
    return { digest: digestOf(text), size: text.length };
  }

  private respond(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '', this.url).pathname;
    this.requests.push(path);
    const answer = this.bend(path, request) ?? this.answer(path, request);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  private answer(path: string, request: IncomingMessage): FakeAnswer {
    if (path === '/v2/') return json(200, {});
    if (path === '/v2/_catalog') return this.catalog(request);
    const match = /^\/v2\/(.+)\/(tags|manifests|blobs)\/([^/]+)$/.exec(path);
    const tags = this.repositories.get(match?.[1] ?? '');
    if (match === null || tags === undefined) return unknown('NAME_UNKNOWN');
    const reference = match[3] ?? '';
    if (match[2] === 'tags') return json(200, { name: match[1], tags: tags.size === 0 ? null : [...tags.keys()] });
    return this.document(tags.get(reference) ?? reference, request);
  }

  /** Names stand where their manifests lie, behind the digits and before the letters, as in Distribution 3. */
  private catalog(request: IncomingMessage): FakeAnswer {
    const query = new URL(request.url ?? '', this.url).searchParams;
    const key = (name: string) => `${name}/_manifests`.replaceAll('/', this.order === 'folders' ? '\0' : '/');
    const names = [...this.repositories.keys()].sort((first, second) => (key(first) < key(second) ? -1 : 1));
    const last = query.get('last');
    const after = names.filter((name) => last === null || (key(name) > key(last) && name !== last));
    return json(200, { repositories: after.slice(0, Number(query.get('n') ?? after.length)) });
  }

  private document(digest: string, request: IncomingMessage): FakeAnswer {
    const document = this.documents.get(digest);
    if (document === undefined) return unknown('MANIFEST_UNKNOWN');
    const headers = { 'content-type': document.type, 'docker-content-digest': digest, etag: `"${digest}"` };
    if (request.headers['if-none-match'] === `"${digest}"`) return { status: 304, headers };
    return { status: 200, headers, body: document.text };
  }
}
