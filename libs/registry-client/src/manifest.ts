import { z } from 'zod';
import { isCheckableDigest } from './digest.js';
import { parseJson, wordOrNull } from './image-config.js';
import { isImageConfigType, isImageType, isIndexType, mediaTypes } from './media-type.js';

/** A reference to content by digest (OCI image specification, "Content Descriptors"). */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** The platform that an index names for one of its manifests. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string | null;
}

/** A manifest that an index lists. */
export interface IndexEntry extends Descriptor {
  readonly platform: Platform | null;
  /** BuildKit lists attestations beside the images they speak of; they are no platform. */
  readonly attestation: boolean;
}

/** A manifest as far as the catalog needs it. */
export type Manifest =
  | {
      readonly kind: 'image' | 'artifact';
      readonly mediaType: string;
      readonly artifactType: string | null;
      readonly config: Descriptor;
      readonly layers: readonly Descriptor[];
    }
  | {
      readonly kind: 'index';
      readonly mediaType: string;
      readonly artifactType: string | null;
      readonly entries: readonly IndexEntry[];
    }
  /** Schema 1 tells neither sizes nor a configuration. */
  | { readonly kind: 'schema1'; readonly mediaType: string; readonly architecture: string | null };

/** Why bytes are no manifest that we read. */
type ManifestProblem =
  | 'not-json'
  | 'unknown-media-type'
  | 'media-types-disagree'
  | 'layers-and-manifests'
  | 'malformed-fields'
  | 'too-many-entries';

/** The manifest in some bytes, or why there is none. */
export type ManifestParseResult =
  { readonly ok: true; readonly manifest: Manifest } | { readonly ok: false; readonly problem: ManifestProblem };

/** More than any real image has; bounds what one manifest can make us read. */
const ENTRIES_MAX = 1000;

const MediaType = z.string().min(1).max(255);
const DescriptorDocument = z.object({
  mediaType: MediaType,
  digest: z.string().refine(isCheckableDigest),
  size: z.int().nonnegative(),
});
const PlatformDocument = z.object({
  os: z.string().max(128).optional(),
  architecture: z.string().max(128).optional(),
  variant: z.string().max(128).optional(),
});
const EntryDocument = DescriptorDocument.extend({
  platform: PlatformDocument.nullish(),
  annotations: z.record(z.string(), z.string()).nullish(),
});
const ImageDocument = z.object({
  artifactType: MediaType.optional(),
  config: DescriptorDocument,
  layers: z.array(DescriptorDocument),
});
const IndexDocument = z.object({ artifactType: MediaType.optional(), manifests: z.array(EntryDocument) });
const HeadDocument = z.object({ mediaType: MediaType.optional(), schemaVersion: z.number().optional() });

/**
 * Reads a manifest as its declared type says. The header and the document must not disagree, and a document that is
 * both an image and an index is refused: two readers would see two different images (GHSA-mc8v-mgrf-8f4m).
 */
export function parseManifest(bytes: Uint8Array, contentType: string | null): ManifestParseResult {
  const document = parseJson(bytes);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return refuse('not-json');
  const head = HeadDocument.safeParse(document);
  if (!head.success) return refuse('malformed-fields');
  if (contentType === mediaTypes.dockerSchema1 || contentType === mediaTypes.dockerSchema1Signed)
    return readSchema1(document, contentType);
  const declared = head.data.mediaType;
  const served = contentType !== null && isKnownType(contentType) ? contentType : null;
  if (declared !== undefined && served !== null && declared !== served) return refuse('media-types-disagree');
  if (Object.hasOwn(document, 'layers') && Object.hasOwn(document, 'manifests')) return refuse('layers-and-manifests');
  const mediaType = declared ?? served ?? '';
  if (isIndexType(mediaType)) return readIndex(document, mediaType);
  if (isImageType(mediaType)) return readImage(document, mediaType);
  return refuse('unknown-media-type');
}

function isKnownType(mediaType: string): boolean {
  return isIndexType(mediaType) || isImageType(mediaType);
}

function readImage(document: object, mediaType: string): ManifestParseResult {
  const parsed = ImageDocument.safeParse(document);
  if (!parsed.success) return refuse('malformed-fields');
  const { config, layers, artifactType } = parsed.data;
  if (layers.length > ENTRIES_MAX) return refuse('too-many-entries');
  const kind = isImageConfigType(config.mediaType) ? 'image' : 'artifact';
  return accept({ kind, mediaType, artifactType: artifactType ?? null, config, layers });
}

function readIndex(document: object, mediaType: string): ManifestParseResult {
  const parsed = IndexDocument.safeParse(document);
  if (!parsed.success) return refuse('malformed-fields');
  const { manifests, artifactType } = parsed.data;
  if (manifests.length > ENTRIES_MAX) return refuse('too-many-entries');
  return accept({ kind: 'index', mediaType, artifactType: artifactType ?? null, entries: manifests.map(readEntry) });
}

function readEntry(entry: z.output<typeof EntryDocument>): IndexEntry {
  const { mediaType, digest, size } = entry;
  const attestation = entry.annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';
  return { mediaType, digest, size, attestation, platform: attestation ? null : readPlatform(entry.platform) };
}

function readPlatform(platform: z.output<typeof PlatformDocument> | null | undefined): Platform | null {
  const os = wordOrNull(platform?.os);
  const architecture = wordOrNull(platform?.architecture);
  if (os === null || architecture === null || (os === 'unknown' && architecture === 'unknown')) return null;
  return { os, architecture, variant: wordOrNull(platform?.variant) };
}

function readSchema1(document: object, mediaType: string): ManifestParseResult {
  const parsed = z.object({ architecture: z.string().max(128).optional() }).safeParse(document);
  if (!parsed.success) return refuse('malformed-fields');
  return accept({ kind: 'schema1', mediaType, architecture: wordOrNull(parsed.data.architecture) });
}

function accept(manifest: Manifest): ManifestParseResult {
  return { ok: true, manifest };
}

function refuse(problem: ManifestProblem): ManifestParseResult {
  return { ok: false, problem };
}
