import { createHash } from 'node:crypto';

/** What a test stores in a registry: one image, its layer made of a seed. */
export interface PushedImage {
  readonly repository: string;
  readonly tag: string;
  /** Other seeds make other layers. */
  readonly seed?: string;
  readonly created?: string;
  readonly architecture?: string;
}

export interface RegistryAccess {
  readonly url: string;
  readonly token?: string;
}

const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

function authorization(access: RegistryAccess): Record<string, string> {
  return access.token === undefined ? {} : { authorization: `Bearer ${access.token}` };
}

async function expectStatus(response: Response, status: number): Promise<Response> {
  if (response.status !== status) throw new Error(`Status ${String(response.status)}: ${await response.text()}`);
  return response;
}

async function pushBlob(access: RegistryAccess, repository: string, bytes: Buffer) {
  const headers = authorization(access);
  const digest = digestOf(bytes);
  const start = await fetch(`${access.url}/v2/${repository}/blobs/uploads/`, { method: 'POST', headers });
  const upload = new URL((await expectStatus(start, 202)).headers.get('location') ?? '', access.url);
  upload.searchParams.set('digest', digest);
  const put = await fetch(upload, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
  await expectStatus(put, 201);
  return { digest, size: bytes.length };
}

/** Stores a manifest under a tag or digest and answers its digest. */
export async function pushManifest(
  access: RegistryAccess,
  target: { readonly repository: string; readonly reference: string },
  document: { readonly mediaType: string },
): Promise<string> {
  const bytes = Buffer.from(JSON.stringify(document));
  const put = await fetch(`${access.url}/v2/${target.repository}/manifests/${target.reference}`, {
    method: 'PUT',
    headers: { ...authorization(access), 'content-type': document.mediaType },
    body: new Uint8Array(bytes),
  });
  await expectStatus(put, 201);
  return digestOf(bytes);
}

/** Stores an image with one layer over the distribution API, as a client does, and answers its manifest's digest and size. */
export async function pushImage(
  access: RegistryAccess,
  image: PushedImage,
): Promise<{ readonly digest: string; readonly size: number; readonly layerAndConfigBytes: number }> {
  const seed = image.seed ?? image.tag;
  const architecture = image.architecture ?? 'amd64';
  const layer = await pushBlob(access, image.repository, Buffer.from(`layer of ${seed}`));
  const created = image.created ?? '2024-05-06T07:08:09Z';
  const configuration = { created, os: 'linux', architecture, rootfs: { type: 'layers', diff_ids: [layer.digest] } };
  const config = await pushBlob(access, image.repository, Buffer.from(JSON.stringify(configuration)));
  const document = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: OCI_CONFIG, ...config },
    layers: [{ mediaType: OCI_LAYER, ...layer }],
  };
  const digest = await pushManifest(access, { repository: image.repository, reference: image.tag }, document);
  return { digest, size: Buffer.from(JSON.stringify(document)).length, layerAndConfigBytes: layer.size + config.size };
}
