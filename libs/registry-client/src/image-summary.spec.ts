import { describe, expect, it } from 'vitest';
import { digestOf } from './digest.js';
import { summarizeImage, type ImageSource } from './image-summary.js';
import { parseManifest } from './manifest.js';
import type { ReadManifest } from './manifest-reading.js';
import { mediaTypes } from './media-type.js';
import { RegistryError } from './registry-error.js';

/** A registry's storage in memory. */
class Storage implements ImageSource {
  private readonly items = new Map<string, Buffer>();
  manifestRequests = 0;
  failWith: RegistryError | null = null;

  put(document: unknown): { digest: string; size: number } {
    const bytes = Buffer.from(JSON.stringify(document));
    const digest = digestOf(bytes);
    this.items.set(digest, bytes);
    return { digest, size: bytes.length };
  }

  image(platform: { os?: string; architecture?: string }, created: string, layers: readonly [string, number][]) {
    const config = { mediaType: mediaTypes.ociConfig, ...this.put({ ...platform, created }) };
    return this.put({
      mediaType: mediaTypes.ociManifest,
      config,
      layers: layers.map(([seed, size]) => ({ mediaType: 'x/layer', digest: digestOf(Buffer.from(seed)), size })),
    });
  }

  read(digest: string): ReadManifest {
    const bytes = this.items.get(digest);
    const parsed = bytes === undefined ? null : parseManifest(bytes, null);
    if (bytes === undefined || parsed?.ok !== true) throw new Error('not stored');
    return { digest, sizeBytes: bytes.length, manifest: parsed.manifest };
  }

  manifest(digest: string) {
    this.manifestRequests += 1;
    if (this.failWith !== null) return Promise.reject(this.failWith);
    return Promise.resolve(
      this.items.has(digest)
        ? ({ outcome: 'found', read: this.read(digest) } as const)
        : ({ outcome: 'missing' } as const),
    );
  }

  blob({ digest }: { digest: string }) {
    const bytes = this.items.get(digest);
    return bytes === undefined
      ? Promise.reject(new RegistryError({ kind: 'not-found', code: 'BLOB_UNKNOWN' }))
      : Promise.resolve(bytes);
  }
}

const entry = (mediaType: string, content: { digest: string; size: number }, platform?: object) => ({
  mediaType,
  ...content,
  ...(platform === undefined ? {} : { platform }),
});

describe('summarizeImage', () => {
  it('tells platform, time and size of an image', async () => {
    const storage = new Storage();
    const image = storage.image({ os: 'linux', architecture: 'amd64' }, '2024-01-02T03:04:05Z', [
      ['a', 10],
      ['b', 20],
      ['a', 10],
    ]);
    const summary = await summarizeImage(storage.read(image.digest), storage);
    expect(summary).toMatchObject({
      platforms: ['linux/amd64'],
      createdAt: '2024-01-02T03:04:05.000Z',
      manifestsRead: 0,
    });
    const config = summary.contents[1]?.size ?? 0;
    expect(summary.sizeBytes).toBe(config + 30);
    expect(summary.contents.map((content) => content.size).sort((a, b) => a - b)).toEqual(
      [10, 20, config, image.size].sort((a, b) => a - b),
    );
  });

  it('counts a layer that two platforms share once', async () => {
    const storage = new Storage();
    const first = storage.image({ os: 'linux', architecture: 'amd64' }, '2024-01-01T00:00:00Z', [['base', 1000]]);
    const second = storage.image({ os: 'linux', architecture: 'arm64' }, '2024-02-01T00:00:00Z', [['base', 1000]]);
    const index = storage.put({
      mediaType: mediaTypes.ociIndex,
      manifests: [
        entry(mediaTypes.ociManifest, first, { os: 'linux', architecture: 'amd64' }),
        entry(mediaTypes.ociManifest, second, { os: 'linux', architecture: 'arm64' }),
      ],
    });
    const summary = await summarizeImage(storage.read(index.digest), storage);
    expect(summary.platforms).toEqual(['linux/amd64', 'linux/arm64']);
    expect(summary.createdAt).toBe('2024-02-01T00:00:00.000Z');
    expect(summary.contents.filter((content) => content.size === 1000)).toHaveLength(1);
    expect(summary.manifestsRead).toBe(2);
  });

  it('shows an index whose children are gone', async () => {
    const storage = new Storage();
    const index = storage.put({
      mediaType: mediaTypes.ociIndex,
      manifests: [
        entry(
          mediaTypes.ociManifest,
          { digest: digestOf(Buffer.from('gone')), size: 3 },
          { os: 'linux', architecture: 's390x' },
        ),
      ],
    });
    expect(await summarizeImage(storage.read(index.digest), storage)).toMatchObject({
      platforms: ['linux/s390x'],
      sizeBytes: 0,
      createdAt: null,
    });
  });

  it('SEC-E06: goes four levels deep and no further', async () => {
    const storage = new Storage();
    let content = storage.image({ os: 'linux', architecture: 'amd64' }, '2024-01-01T00:00:00Z', [['deep', 5]]);
    let mediaType: string = mediaTypes.ociManifest;
    for (let depth = 0; depth < 6; depth += 1) {
      content = storage.put({ mediaType: mediaTypes.ociIndex, manifests: [entry(mediaType, content)] });
      mediaType = mediaTypes.ociIndex;
    }
    const summary = await summarizeImage(storage.read(content.digest), storage);
    expect(storage.manifestRequests).toBe(3);
    expect(summary.platforms).toEqual([]);
  });

  it('SEC-E06: reads a manifest that is listed a thousand times once', async () => {
    const storage = new Storage();
    const image = storage.image({ os: 'linux', architecture: 'amd64' }, '2024-01-01T00:00:00Z', []);
    const manifests = Array.from({ length: 1000 }, () => entry(mediaTypes.ociManifest, image));
    const index = storage.put({ mediaType: mediaTypes.ociIndex, manifests });
    await summarizeImage(storage.read(index.digest), storage);
    expect(storage.manifestRequests).toBe(1);
  });

  it('stops at 256 manifests', async () => {
    const storage = new Storage();
    const manifests = Array.from({ length: 400 }, (_, index) =>
      entry(mediaTypes.ociManifest, storage.image({}, '2024-01-01T00:00:00Z', [[index.toString(), 1]])),
    );
    const index = storage.put({ mediaType: mediaTypes.ociIndex, manifests });
    await summarizeImage(storage.read(index.digest), storage);
    expect(storage.manifestRequests).toBe(255);
  });

  it('rejects where the registry fails on the way, so that the tag is read again', async () => {
    const storage = new Storage();
    const image = storage.image({}, '2024-01-01T00:00:00Z', []);
    const index = storage.put({ mediaType: mediaTypes.ociIndex, manifests: [entry(mediaTypes.ociManifest, image)] });
    storage.failWith = new RegistryError({ kind: 'server-error', status: 500 });
    await expect(summarizeImage(storage.read(index.digest), storage)).rejects.toThrow(storage.failWith);
  });
});
