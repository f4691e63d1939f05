import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);
/** A page of the console is compressed once in the life of a process, so a good ratio is worth its time. */
const BROTLI_QUALITY = 9;
const WORTH_COMPRESSING_BYTES = 1024;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const COMPRESSIBLE = /^(?:text|application)\/|svg/;
/** The build writes a digest of the content into these names; any other file keeps its name when it changes. */
const HASHED_NAME = /^(?:(?:chunk|main|polyfills|styles)-[\w-]{8}\.(?:js|css)|media\/.+-[A-Z0-9]{8}\.[a-z0-9]+)$/;

export type Encoding = 'br' | 'gzip' | 'identity';

/** A file of the console, held in memory: no request reaches the file system. */
export class ConsoleFile {
  readonly mediaType: string;
  readonly immutable: boolean;
  readonly etag: string;
  private readonly encoded = new Map<Encoding, Promise<Buffer>>();

  constructor(
    name: string,
    private readonly content: Buffer,
  ) {
    this.mediaType = MEDIA_TYPES[extname(name)] ?? 'application/octet-stream';
    this.immutable = HASHED_NAME.test(name);
    this.etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
  }

  /** The best encoding among those that the client takes (RFC 9110, 12.5.3). */
  encodingFor(acceptEncoding: string | undefined): Encoding {
    if (!COMPRESSIBLE.test(this.mediaType) || this.content.length < WORTH_COMPRESSING_BYTES) return 'identity';
    const accepted = (acceptEncoding ?? '')
      .split(',')
      .map((item) => item.trim())
      .filter((item) => !/;\s*q=0(?:\.0*)?$/.test(item))
      .map((item) => item.split(';', 1)[0]);
    return (['br', 'gzip'] as const).find((encoding) => accepted.includes(encoding)) ?? 'identity';
  }

  bytes(encoding: Encoding): Promise<Buffer> {
    const known = this.encoded.get(encoding) ?? this.encode(encoding);
    this.encoded.set(encoding, known);
    return known;
  }

  private encode(encoding: Encoding): Promise<Buffer> {
    if (encoding === 'identity') return Promise.resolve(this.content);
    if (encoding === 'gzip') return compressGzip(this.content);
    return compressBrotli(this.content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });
  }
}

const INDEX = 'index.html';

/** The console's files by their path below the web root. */
export interface ConsoleFiles {
  readonly index: ConsoleFile;
  find(path: string): ConsoleFile | undefined;
}

/** The page learns where it lives, so that every relative address in it is right behind a prefix. */
function rewriteBase(html: string, webRoot: string): string {
  return html.replace(/<base\s+href="[^"]*"\s*\/?>/i, `<base href="${webRoot}/">`);
}

/** Reads a built console once. */
export async function loadConsoleFiles(directory: string, webRoot: string): Promise<ConsoleFiles> {
  const files = new Map<string, ConsoleFile>();
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(directory, path).split(sep).join('/');
    const content = await readFile(path);
    files.set(
      name,
      new ConsoleFile(name, name === INDEX ? Buffer.from(rewriteBase(content.toString(), webRoot)) : content),
    );
  }
  const index = files.get(INDEX);
  if (index === undefined) throw new Error(`The console's ${INDEX} is missing in ${directory}.`);
  return { index, find: (path) => files.get(path) };
}
