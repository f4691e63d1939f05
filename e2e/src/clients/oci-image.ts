import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TAR_BLOCK = 512;

/** A tar archive (ustar) of one file. */
export function tarOf(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(TAR_BLOCK);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\0' + '00', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((TAR_BLOCK - (content.length % TAR_BLOCK)) % TAR_BLOCK);
  return Buffer.concat([header, content, padding, Buffer.alloc(2 * TAR_BLOCK)]);
}

export interface ImageOptions {
  /** The content of its only file; another text is another image. */
  readonly text: string;
  readonly architecture?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Writes a small image as an OCI layout, with the reference `v1`, and answers the digest of its manifest. */
export function writeImage(directory: string, options: ImageOptions): string {
  mkdirSync(join(directory, 'blobs/sha256'), { recursive: true });
  const blob = (data: Buffer | string) => {
    const hex = createHash('sha256').update(data).digest('hex');
    writeFileSync(join(directory, 'blobs/sha256', hex), data);
    return { digest: `sha256:${hex}`, size: Buffer.byteLength(data) };
  };
  const layer = {
    mediaType: 'application/vnd.oci.image.layer.v1.tar',
    ...blob(tarOf('hello.txt', Buffer.from(options.text))),
  };
  const configuration = {
    architecture: options.architecture ?? 'amd64',
    os: 'linux',
    created: '2026-01-02T03:04:05Z',
    config: { Labels: options.labels ?? {} },
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  };
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', ...blob(JSON.stringify(configuration)) };
  const annotations = options.annotations === undefined ? {} : { annotations: options.annotations };
  const manifest = blob(JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [layer], ...annotations }));
  const named = { mediaType, ...manifest, annotations: { 'org.opencontainers.image.ref.name': 'v1' } };
  writeFileSync(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [named] }));
  writeFileSync(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  return manifest.digest;
}
