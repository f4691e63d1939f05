import { execFileSync } from 'node:child_process';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { readFileSync } from 'node:fs';
import { requireProgram, TemporaryDirectory } from '@spectacles/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from './digest.js';
import { mediaTypes } from './media-type.js';
import { RegistryClient, type RegistryClientOptions } from './registry-client.js';
import type { RegistryFailure } from './registry-error.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listen(server: Server & { closeAllConnections(): void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

async function serve(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${(await listen(createHttpServer(listener))).toString()}`;
}

function open(url: string, options: Partial<RegistryClientOptions> = {}): RegistryClient {
  const client = new RegistryClient({ url, token: () => Promise.resolve('secret'), totalTimeoutMs: 5000, ...options });
  closing.push(() => client.close());
  return client;
}

async function drain(pages: AsyncIterable<readonly string[]>): Promise<string[]> {
  const all: string[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

async function failureOf(promise: Promise<unknown>): Promise<RegistryFailure> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  return (error as { failure: RegistryFailure }).failure;
}

const json = { 'content-type': 'application/json' };

describe('a registry that means harm', () => {
  it('cannot send our token to another host by a Link', async () => {
    const received: unknown[] = [];
    const thief = await serve((request, response) => {
      received.push(request.headers.authorization);
      response.writeHead(200, json).end('{"repositories":[]}');
    });
    const url = await serve((_request, response) => {
      response
        .writeHead(200, { ...json, link: `<${thief}/v2/_catalog?last=a>; rel="next"` })
        .end('{"repositories":["a"]}');
    });
    expect(await failureOf(drain(open(url).catalog()))).toMatchObject({ kind: 'malformed' });
    expect(received).toEqual([]);
  });

  it('SEC-E05: cannot send our token to another host by a redirect', async () => {
    const received: unknown[] = [];
    const thief = await serve((request, response) => {
      received.push(request.headers.authorization);
      response.writeHead(200, json).end('{}');
    });
    const url = await serve((request, response) => {
      response.writeHead(307, { location: `${thief}${request.url ?? ''}?signature=x` }).end();
    });
    const client = open(url);
    expect(await failureOf(client.manifest('a', 'latest'))).toEqual({
      kind: 'redirected',
      location: `${thief}/v2/a/manifests/latest`,
    });
    expect(await failureOf(drain(client.tags('a')))).toMatchObject({ kind: 'redirected' });
    expect(received).toEqual([]);
  });

  it('keeps its blobs elsewhere without seeing our token there', async () => {
    const received: unknown[] = [];
    const blob = Buffer.from('{"os":"linux"}');
    const storage = await serve((request, response) => {
      received.push(request.headers.authorization);
      response.writeHead(200).end(blob);
    });
    const url = await serve((_request, response) => {
      response.writeHead(307, { location: `${storage}/bucket/blob?signature=x` }).end();
    });
    const descriptor = { mediaType: mediaTypes.ociConfig, digest: digestOf(blob), size: blob.length };
    expect(await open(url).blob('a', descriptor)).toEqual(blob);
    expect(received).toEqual([undefined]);
  });

  it('SEC-E05: cannot point us at a metadata service by a redirect', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
    });
    const descriptor = { mediaType: mediaTypes.ociConfig, digest: digestOf(Buffer.from('x')), size: 1 };
    expect(await failureOf(open(url).blob('a', descriptor))).toEqual({
      kind: 'address-refused',
      address: '169.254.169.254',
    });
  });

  it('cannot page for ever', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { ...json, link: '</v2/_catalog?n=1000>; rel="next"' }).end('{"repositories":["a"]}');
    });
    expect(await failureOf(drain(open(url).catalog()))).toMatchObject({
      kind: 'malformed',
      what: 'its pages do not end',
    });
  });

  it('cannot make us read a gigabyte, announced or not', async () => {
    let sent = 0;
    const url = await serve((request, response) => {
      if (request.url?.endsWith('announced') === true) {
        response.writeHead(200, { 'content-type': mediaTypes.ociManifest, 'content-length': 1024 ** 3 });
        response.write('x');
        return;
      }
      response.writeHead(200, { 'content-type': mediaTypes.ociManifest });
      const chunk = Buffer.alloc(65_536, 32);
      const send = () => {
        while (!response.destroyed && sent < 1024 ** 3) {
          sent += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', send);
            return;
          }
        }
      };
      send();
    });
    const client = open(url);
    expect(await failureOf(client.manifest('a', 'announced'))).toMatchObject({ kind: 'too-large' });
    expect(await failureOf(client.manifest('a', 'streamed'))).toMatchObject({ kind: 'too-large' });
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it('cannot pass one manifest off as another', async () => {
    const url = await serve((_request, response) => {
      response
        .writeHead(200, { 'content-type': mediaTypes.ociIndex, 'docker-content-digest': `sha256:${'0'.repeat(64)}` })
        .end('{"manifests":[]}');
    });
    expect(await failureOf(open(url).manifest('a', 'latest'))).toMatchObject({ kind: 'malformed' });
  });

  it('cannot keep us waiting', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, json).write('{');
    });
    expect(await failureOf(drain(open(url, { totalTimeoutMs: 300 }).catalog()))).toEqual({ kind: 'timeout' });
  });

  it('is never spoken to at a link-local address', () => {
    expect(() => new RegistryClient({ url: 'http://169.254.169.254', token: () => Promise.resolve(null) })).toThrow(
      /never read/,
    );
  });
});

describe('a registry that has a bad day', () => {
  it.each([
    { title: 'a proxy’s 404', status: 404, body: '<h1>404</h1>', failure: { kind: 'malformed' } },
    { title: 'its own 404', status: 404, body: '{"errors":[{"code":"NAME_UNKNOWN"}]}', failure: { kind: 'not-found' } },
    { title: 'a 500', status: 500, body: 'oops', failure: { kind: 'server-error', status: 500 } },
    { title: 'a 429', status: 429, body: '', failure: { kind: 'too-many-requests' } },
    { title: 'an empty answer', status: 200, body: '', failure: { kind: 'malformed' } },
    { title: 'a list of numbers', status: 200, body: '{"tags":[1]}', failure: { kind: 'malformed' } },
  ])('fails with a type for $title', async ({ status, body, failure }) => {
    const url = await serve((_request, response) => {
      response.writeHead(status, json).end(body);
    });
    expect(await failureOf(drain(open(url).tags('a')))).toMatchObject(failure);
  });

  it('has no tags left when it says null', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, json).end('{"name":"a","tags":null}');
    });
    expect(await drain(open(url).tags('a'))).toEqual([]);
  });

  it('tells the challenge of a refusal', async () => {
    const url = await serve((_request, response) => {
      response
        .writeHead(401, { 'www-authenticate': 'Bearer realm="http://r/token",service="s",error="invalid_token"' })
        .end();
    });
    expect(await failureOf(open(url).manifest('a', 'b'))).toMatchObject({
      kind: 'unauthorized',
      challenge: { realm: 'http://r/token', error: 'invalid_token' },
    });
  });

  it('is asked for its own page size where it refuses ours', async () => {
    const asked: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url);
      if (request.url?.includes('n=1000') === true) response.writeHead(400, json).end('{}');
      else response.writeHead(200, json).end('{"repositories":["a"]}');
    });
    expect(await drain(open(`${url}/prefix/`).catalog())).toEqual(['a']);
    expect(asked).toEqual(['/prefix/v2/_catalog?n=1000', '/prefix/v2/_catalog']);
  });

  it('is not there', async () => {
    const url = await serve(() => undefined);
    for (const close of closing.splice(0)) await close();
    expect(await failureOf(open(url).ping({ authorized: false }))).toEqual({ kind: 'unreachable', problem: 'refused' });
  });

  it('has no such name', async () => {
    const client = open('http://no-such-host.invalid');
    expect(await failureOf(client.ping({ authorized: false }))).toEqual({
      kind: 'unreachable',
      problem: 'unknown-host',
    });
  });

  it('is left alone when the caller gives up', async () => {
    const url = await serve(() => undefined);
    const controller = new AbortController();
    const ping = open(url, { signal: controller.signal }).ping({ authorized: false });
    controller.abort(new Error('given up'));
    await expect(ping).rejects.toThrow('given up');
  });
});

describe.skipIf(!requireProgram('openssl'))('a registry behind TLS', () => {
  const directory = new TemporaryDirectory();

  function certificate(name: string, subjectAltName: string, ...more: string[]): { key: string; cert: string } {
    const key = directory.join(`${name}.key`);
    const cert = directory.join(`${name}.pem`);
    const options = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${name}`];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        ...options,
        '-keyout',
        key,
        '-out',
        cert,
        '-addext',
        `subjectAltName=${subjectAltName}`,
        ...more,
      ],
      { stdio: 'pipe' },
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  }

  let own: { key: string; cert: string };
  let other: { key: string; cert: string };

  beforeAll(() => {
    own = certificate('own', 'IP:127.0.0.1', '-days', '2');
    other = certificate('other', 'DNS:elsewhere.example', '-days', '2');
  });
  afterAll(() => {
    directory.remove();
  });

  async function serveTls(pair: { key: string; cert: string }): Promise<string> {
    const server = createHttpsServer(pair, (_request, response) => response.writeHead(200, json).end('{}'));
    return `https://127.0.0.1:${(await listen(server)).toString()}`;
  }

  it('is read when its authority is given', async () => {
    const client = open(await serveTls(own), { caCertificate: own.cert });
    expect(await client.ping({ authorized: false })).toMatchObject({ status: 200 });
  });

  it('is refused when self-signed, for another name, or not TLS at all', async () => {
    const selfSigned = open(await serveTls(own)).ping({ authorized: false });
    expect(await failureOf(selfSigned)).toEqual({ kind: 'tls', problem: 'self-signed' });
    const misnamed = open(await serveTls(other), { caCertificate: other.cert }).ping({ authorized: false });
    expect(await failureOf(misnamed)).toEqual({ kind: 'tls', problem: 'name-mismatch' });
    const plain = (await serve((_request, response) => response.end())).replace('http:', 'https:');
    expect(await failureOf(open(plain).ping({ authorized: false }))).toEqual({ kind: 'tls', problem: 'not-tls' });
  });
});
