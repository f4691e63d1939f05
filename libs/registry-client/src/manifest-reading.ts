import { digestOf, isCheckableDigest } from './digest.js';
import type { HttpAnswer } from './http-connection.js';
import { parseManifest, type Manifest } from './manifest.js';
import { essenceOf, mediaTypes } from './media-type.js';
import { malformed } from './registry-answer.js';

/** A manifest as it was read; its bytes matched its digest. */
export interface ReadManifest {
  readonly digest: string;
  readonly sizeBytes: number;
  readonly manifest: Manifest;
}

/** The answer to a conditional request for a manifest. */
export type ManifestReading =
  | { readonly outcome: 'found'; readonly read: ReadManifest }
  | { readonly outcome: 'unchanged' }
  /** The registry itself says that it has no such manifest (a proxy's 404 is an error instead). */
  | { readonly outcome: 'missing' };

/** Checks the bytes of a manifest against the digest that was asked for or stated, and reads them. */
export function readManifest(answer: HttpAnswer, reference: string): ReadManifest {
  const expected = isCheckableDigest(reference) ? reference : statedDigest(answer);
  const contentType = essenceOf(answer.header('content-type'));
  const digest = digestOfManifest(answer.body, contentType, expected);
  if (expected !== null && digest !== expected) throw malformed('a manifest has another digest than it says');
  const parsed = parseManifest(answer.body, contentType);
  if (!parsed.ok) throw malformed(`a manifest cannot be read (${parsed.problem})`);
  return { digest, sizeBytes: answer.body.length, manifest: parsed.manifest };
}

/** Registries of before OCI 1.0 may not state one. */
function statedDigest(answer: HttpAnswer): string | null {
  const stated = answer.header('docker-content-digest');
  return stated !== null && isCheckableDigest(stated) ? stated : null;
}

/** The digest of a signed schema 1 manifest leaves out its signatures, which are in the body: it is taken as stated. */
function digestOfManifest(body: Uint8Array, contentType: string | null, expected: string | null): string {
  if (contentType === mediaTypes.dockerSchema1Signed && expected !== null) return expected;
  return digestOf(body, expected ?? undefined);
}
