import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseManifest } from './manifest.js';
import { mediaTypes } from './media-type.js';

const digest = `sha256:${'a'.repeat(64)}`;
const config = { mediaType: mediaTypes.ociConfig, digest, size: 7 };
const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size: 100 };
const image = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [layer] };
const child = { mediaType: mediaTypes.ociManifest, digest, size: 500 };

function parse(document: unknown, contentType: string | null = null) {
  return parseManifest(new TextEncoder().encode(JSON.stringify(document)), contentType);
}

describe('parseManifest', () => {
  it('reads an OCI image', () => {
    expect(parse(image)).toEqual({
      ok: true,
      manifest: { kind: 'image', mediaType: mediaTypes.ociManifest, artifactType: null, config, layers: [layer] },
    });
  });

  it('takes the type from the header where the document names none', () => {
    const { mediaType: _mediaType, ...unnamed } = image;
    expect(parse(unnamed, mediaTypes.ociManifest)).toMatchObject({ ok: true, manifest: { kind: 'image' } });
  });

  it('takes an image with a foreign configuration for an artifact', () => {
    const helm = { ...image, config: { ...config, mediaType: 'application/vnd.cncf.helm.config.v1+json' } };
    expect(parse(helm)).toMatchObject({ ok: true, manifest: { kind: 'artifact' } });
  });

  it('reads a Docker list with its platforms', () => {
    const list = {
      mediaType: mediaTypes.dockerList,
      manifests: [{ ...child, platform: { os: 'linux', architecture: 'arm', variant: 'v7' } }],
    };
    expect(parse(list, mediaTypes.dockerList)).toMatchObject({
      ok: true,
      manifest: { kind: 'index', entries: [{ digest, platform: { os: 'linux', architecture: 'arm', variant: 'v7' } }] },
    });
  });

  it('takes no attestation for a platform', () => {
    const index = {
      mediaType: mediaTypes.ociIndex,
      manifests: [
        {
          ...child,
          platform: { os: 'unknown', architecture: 'unknown' },
          annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': digest },
        },
      ],
    };
    expect(parse(index)).toMatchObject({ ok: true, manifest: { entries: [{ platform: null, attestation: true }] } });
  });

  it('keeps only the architecture of schema 1', () => {
    expect(parse({ schemaVersion: 1, architecture: 'amd64' }, mediaTypes.dockerSchema1Signed)).toMatchObject({
      ok: true,
      manifest: { kind: 'schema1', architecture: 'amd64' },
    });
  });

  it.each([
    ['layers-and-manifests', { ...image, manifests: [] }, null],
    ['media-types-disagree', image, mediaTypes.ociIndex],
    ['unknown-media-type', { ...image, mediaType: 'text/html' }, null],
    ['not-json', [], null],
    ['not-json', 'x', null],
    ['malformed-fields', { ...image, layers: [{ ...layer, digest: 'sha256:../../etc' }] }, null],
    ['malformed-fields', { ...image, layers: [{ ...layer, size: -1 }] }, null],
    ['malformed-fields', { ...image, config: null }, null],
    ['too-many-entries', { ...image, layers: Array.from({ length: 1001 }, () => layer) }, null],
    [
      'too-many-entries',
      { mediaType: mediaTypes.ociIndex, manifests: Array.from({ length: 1001 }, () => child) },
      null,
    ],
  ])('refuses: %s', (problem, document, contentType) => {
    expect(parse(document, contentType)).toEqual({ ok: false, problem });
  });

  it('throws for no bytes whatever', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => parseManifest(bytes, mediaTypes.ociManifest)).not.toThrow();
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        expect(() => parse(document, mediaTypes.ociIndex)).not.toThrow();
      }),
    );
  });
});
