import { parseImageConfig, type ImageConfig } from './image-config.js';
import type { ManifestReading, ReadManifest } from './manifest-reading.js';
import type { Descriptor, IndexEntry, Manifest, Platform } from './manifest.js';
import { isImageType, isIndexType } from './media-type.js';
import { malformed } from './registry-answer.js';
import { RegistryError } from './registry-error.js';

/** Something stored, by digest. */
export interface Content {
  readonly digest: string;
  readonly size: number;
}

/** What a tag leads to: its manifest with all that the manifest refers to. */
export interface ImageSummary {
  readonly digest: string;
  readonly mediaType: string;
  readonly artifactType: string | null;
  /** `os/architecture[/variant]`, sorted. */
  readonly platforms: readonly string[];
  /** Distinct configurations and layers. */
  readonly sizeBytes: number;
  /** The latest time that a configuration names. */
  readonly createdAt: string | null;
  /** Distinct manifests, configurations and layers: what the image takes in storage. */
  readonly contents: readonly Content[];
  /** How many manifests were read beside the first. */
  readonly manifestsRead: number;
}

/** Where the parts of an image are read from. */
export interface ImageSource {
  manifest(digest: string): Promise<ManifestReading>;
  blob(descriptor: Descriptor): Promise<Buffer>;
}

/** Indexes inside indexes are legal; deeper ones than this are not made by any builder. */
const DEPTH_MAX = 4;
/** Bounds what one tag can make us read. */
const MANIFESTS_MAX = 256;
/** What one image may refer to; the list of its contents is kept and sent as a whole. */
const CONTENTS_MAX = 4000;

/**
 * Follows a manifest to its images and configurations. A part that is missing or unreadable leaves its fields empty:
 * the registry shows the tag, so we do. A registry that fails on the way rejects, and the tag is read again later.
 */
export async function summarizeImage(root: ReadManifest, source: ImageSource): Promise<ImageSummary> {
  const walk = new ImageWalk(source);
  await walk.visit(root, null, 1);
  return walk.summary(root);
}

class ImageWalk {
  private readonly visited = new Set<string>();
  private readonly manifests = new Map<string, number>();
  private readonly blobs = new Map<string, number>();
  private readonly platforms = new Set<string>();
  private createdAt: string | null = null;

  constructor(private readonly source: ImageSource) {}

  async visit(read: ReadManifest, entry: IndexEntry | null, depth: number): Promise<void> {
    this.visited.add(read.digest);
    this.manifests.set(read.digest, read.sizeBytes);
    switch (read.manifest.kind) {
      case 'index':
        for (const child of read.manifest.entries) await this.visitEntry(child, depth + 1);
        return;
      case 'schema1':
        if (read.manifest.architecture !== null) this.platforms.add(`linux/${read.manifest.architecture}`);
        return;
      default:
        await this.visitImage(read.manifest, entry);
    }
  }

  summary(root: ReadManifest): ImageSummary {
    const { manifest } = root;
    return {
      digest: root.digest,
      mediaType: manifest.mediaType,
      artifactType: manifest.kind === 'schema1' ? null : manifest.artifactType,
      platforms: [...this.platforms].sort(),
      sizeBytes: [...this.blobs.values()].reduce((sum, size) => sum + size, 0),
      createdAt: this.createdAt,
      contents: [...this.manifests, ...this.blobs].map(([digest, size]) => ({ digest, size })),
      manifestsRead: this.manifests.size - 1,
    };
  }

  private async visitEntry(entry: IndexEntry, depth: number): Promise<void> {
    if (this.visited.has(entry.digest) || depth > DEPTH_MAX || this.visited.size >= MANIFESTS_MAX) return;
    if (entry.platform !== null) this.platforms.add(formatPlatform(entry.platform));
    if (!isIndexType(entry.mediaType) && !isImageType(entry.mediaType)) {
      this.addBlob(entry);
      return;
    }
    this.visited.add(entry.digest);
    const reading = await orNull(this.source.manifest(entry.digest));
    if (reading?.outcome === 'found') await this.visit(reading.read, entry, depth);
  }

  private addBlob(content: Content): void {
    this.blobs.set(content.digest, content.size);
    if (this.blobs.size + MANIFESTS_MAX > CONTENTS_MAX) throw malformed('an image refers to too many blobs');
  }

  private async visitImage(
    manifest: Extract<Manifest, { kind: 'image' | 'artifact' }>,
    entry: IndexEntry | null,
  ): Promise<void> {
    for (const part of [manifest.config, ...manifest.layers]) this.addBlob(part);
    if (manifest.kind !== 'image' || entry?.attestation === true) return;
    const bytes = await orNull(this.source.blob(manifest.config));
    const config = bytes === null ? null : parseImageConfig(bytes);
    if (config === null) return;
    if (config.createdAt !== null && (this.createdAt === null || config.createdAt > this.createdAt))
      this.createdAt = config.createdAt;
    const platform = (entry?.platform ?? null) === null ? platformOf(config) : null;
    if (platform !== null) this.platforms.add(formatPlatform(platform));
  }
}

function platformOf(config: ImageConfig): Platform | null {
  const { os, architecture, variant } = config;
  return os === null || architecture === null ? null : { os, architecture, variant };
}

function formatPlatform(platform: Platform): string {
  const parts = [platform.os, platform.architecture];
  return (platform.variant === null ? parts : [...parts, platform.variant]).join('/');
}

/** What the registry does not have, or has in a form that we refuse, is null; any other failure goes on up. */
async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    const kind = error instanceof RegistryError ? error.failure.kind : null;
    if (kind === 'not-found' || kind === 'malformed' || kind === 'too-large' || kind === 'redirected') return null;
    throw error;
  }
}
