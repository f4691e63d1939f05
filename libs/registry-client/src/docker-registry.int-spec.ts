import { execFileSync } from 'node:child_process';
import { pushImage, pushManifest, requireProgram, startRegistry, type RunningRegistry } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { summarizeImage } from './image-summary.js';
import { mediaTypes } from './media-type.js';
import { RegistryClient } from './registry-client.js';

describe.skipIf(!requireProgram('docker-registry', 'skopeo'))('Distribution 2.8', () => {
  let registry: RunningRegistry;
  let client: RegistryClient;

  beforeAll(async () => {
    registry = await startRegistry();
    client = new RegistryClient({ url: registry.url, token: () => Promise.resolve(null) });
  });
  afterAll(async () => {
    await client.close();
    await registry.stop();
  });

  async function drain(pages: AsyncIterable<readonly string[]>): Promise<string[]> {
    const all: string[] = [];
    for await (const page of pages) all.push(...page);
    return all.sort();
  }

  function summarize(repository: string, read: Parameters<typeof summarizeImage>[0]) {
    return summarizeImage(read, {
      manifest: (digest) => client.manifest(repository, digest),
      blob: (descriptor) => client.blob(repository, descriptor),
    });
  }

  it('answers /v2/ as a registry', async () => {
    expect(await client.ping({ authorized: false })).toMatchObject({
      status: 200,
      apiVersion: 'registry/2.0',
      challenge: null,
    });
  });

  it('pages its catalog', async () => {
    for (const repository of ['page/a', 'page/b', 'page', 'page-c'])
      await pushImage(registry, { repository, tag: 'latest' });
    const names = await drain(client.catalog(1));
    expect(names).toEqual(expect.arrayContaining(['page', 'page-c', 'page/a', 'page/b']));
    expect(new Set(names).size).toBe(names.length);
  });

  it('shows an image with its size, platform and time', async () => {
    const pushed = await pushImage(registry, { repository: 'team/app', tag: '1.0', architecture: 'arm64' });
    const reading = await client.manifest('team/app', '1.0');
    if (reading.outcome !== 'found') throw new Error(reading.outcome);
    expect(await summarize('team/app', reading.read)).toMatchObject({
      digest: pushed.digest,
      mediaType: mediaTypes.ociManifest,
      platforms: ['linux/arm64'],
      sizeBytes: pushed.layerAndConfigBytes,
      createdAt: '2024-05-06T07:08:09.000Z',
    });
  });

  it('says that nothing changed', async () => {
    const { digest } = await pushImage(registry, { repository: 'team/same', tag: 'v' });
    expect(await client.manifest('team/same', 'v', digest)).toEqual({ outcome: 'unchanged' });
    await pushImage(registry, { repository: 'team/same', tag: 'v', seed: 'new' });
    expect(await client.manifest('team/same', 'v', digest)).toMatchObject({ outcome: 'found' });
  });

  it('shows an index with the platforms of its images', async () => {
    const platforms = ['amd64', 'arm64'];
    const manifests = await Promise.all(
      platforms.map(async (architecture) => {
        const image = { repository: 'team/multi', tag: architecture, architecture };
        const { digest, size } = await pushImage(registry, image);
        return { mediaType: mediaTypes.ociManifest, digest, size, platform: { os: 'linux', architecture } };
      }),
    );
    const document = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests };
    const digest = await pushManifest(registry, { repository: 'team/multi', reference: 'all' }, document);
    const reading = await client.manifest('team/multi', 'all');
    if (reading.outcome !== 'found') throw new Error(reading.outcome);
    expect(reading.read.digest).toBe(digest);
    expect(await summarize('team/multi', reading.read)).toMatchObject({ platforms: ['linux/amd64', 'linux/arm64'] });
  });

  it('reads what skopeo copied', async () => {
    await pushImage(registry, { repository: 'copy/source', tag: 'v' });
    const [from, to] = [`docker://${registry.host}/copy/source:v`, `docker://${registry.host}/copy/target:v`];
    execFileSync('skopeo', [
      '--insecure-policy',
      'copy',
      '--src-tls-verify=false',
      '--dest-tls-verify=false',
      from,
      to,
    ]);
    expect(await client.manifest('copy/target', 'v')).toMatchObject({ outcome: 'found' });
  });

  it('says null once the last tag is gone, and 404 for what never was', async () => {
    const { digest } = await pushImage(registry, { repository: 'team/gone', tag: 'only' });
    await fetch(`${registry.url}/v2/team/gone/manifests/${digest}`, { method: 'DELETE' });
    expect(await drain(client.tags('team/gone'))).toEqual([]);
    expect(await client.manifest('team/gone', 'only')).toEqual({ outcome: 'missing' });
    await expect(drain(client.tags('never/was'))).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  });
});
