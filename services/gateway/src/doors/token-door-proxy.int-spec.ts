import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../test-support/ask.js';
import { startDoor, trustedProxies, type RunningDoor } from '../test-support/running-door.js';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A token-service as far as the gateway sees it: it answers in its own words and writes down what it was asked. */
async function startTokenService() {
  const seen: Seen[] = [];
  let connections = 0;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      const status = request.method === 'PUT' ? 405 : request.headers.authorization === 'Basic d3Jvbmc6' ? 401 : 200;
      response.writeHead(status, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'www-authenticate': 'Basic realm="Spectacles"',
        vary: 'Authorization',
        ...(status === 405 ? { allow: 'GET, POST' } : {}),
      });
      response.end(JSON.stringify({ status }));
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`),
    seen,
    connections: () => connections,
    dropConnections: () => {
      server.closeIdleConnections();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

describe('the forwarded token door', () => {
  let token: Awaited<ReturnType<typeof startTokenService>>;
  let door: RunningDoor;
  beforeAll(async () => {
    token = await startTokenService();
    door = await startDoor({
      tokenServiceUrl: token.url,
      trustedProxies: trustedProxies('127.0.0.1'),
      webRoot: '/spectacles',
    });
  });
  beforeEach(() => {
    token.seen.length = 0;
  });
  afterAll(async () => {
    await door.close();
    await token.close();
  });

  const at = (path: string) => `${door.url}/spectacles${path}`;

  it.each([
    '/token',
    '/token/',
    '/auth',
    '/auth/',
    '/auth/token',
    '/auth/token/',
    '/token_auth',
    '/token_auth/',
    '/keys/bundle.pem',
    '/keys/jwks.json',
  ])('passes %s on as it is', async (path) => {
    const query = '?service=a%20b&scope=repository:team/app:pull,push&scope=&scope=registry:catalog:*';
    const answer = await ask(at(`${path}${query}`), { headers: { authorization: 'Basic Og==' } });
    expect(answer.status).toBe(200);
    expect(token.seen).toMatchObject([
      { method: 'GET', url: `${path}${query}`, headers: { authorization: 'Basic Og==' } },
    ]);
  });

  it('passes a form on byte for byte', async () => {
    const body = 'grant_type=password&username=bob&password=%20%2B%00&scope=a&scope=b';
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const answer = await ask(at('/token'), { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
    expect(token.seen).toMatchObject([{ method: 'POST', body, headers }]);
  });

  it.each([
    ['a refusal', 'GET', { authorization: 'Basic d3Jvbmc6' }, 401],
    ['a method it does not know', 'PUT', {}, 405],
  ])('answers %s in the words of token-service', async (_title, method, headers, status) => {
    const answer = await ask(at('/token'), { method, headers });
    expect([answer.status, answer.json()]).toEqual([status, { status }]);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'www-authenticate': 'Basic realm="Spectacles"',
      vary: 'Authorization',
      ...(status === 405 ? { allow: 'GET, POST' } : {}),
    });
  });

  it('SEC-A17 says itself whose request it is', async () => {
    await ask(at('/token'), { headers: { 'x-forwarded-for': '127.0.0.1, 198.51.100.7', connection: 'close' } });
    expect(token.seen[0]?.headers['x-forwarded-for']).toBe('198.51.100.7');
    expect(token.seen[0]?.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('keeps its connections, and outlives those that were closed', async () => {
    await ask(at('/token'));
    const before = token.connections();
    await ask(at('/token'));
    await ask(at('/token'));
    expect(token.connections()).toBe(before);
    token.dropConnections();
    expect((await ask(at('/token'))).status).toBe(200);
  });

  it('SEC-D17 writes neither the credential nor the query into the log', async () => {
    const from = door.lines.length;
    await ask(at('/token?account=ada&password=hidden-word'), { headers: { authorization: 'Basic aGlkZGVuOndvcmQ=' } });
    const text = JSON.stringify(door.lines.slice(from));
    expect(text).toContain('"route":"/spectacles/token"');
    expect(text).not.toMatch(/hidden-word|aGlkZGVu/);
  });
});

describe('a token-service that is away', () => {
  it('is 503 with Retry-After, in words that registry clients can read', async () => {
    const token = await startTokenService();
    const door = await startDoor({ tokenServiceUrl: token.url });
    await token.close();
    const answer = await ask(`${door.url}/token?service=a`);
    await door.close();
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
    expect(answer.json()).toMatchObject({ errors: [{ code: 'UNAVAILABLE' }] });
  });
});

describe('a token door of this process', () => {
  it('is mounted below the web root, and answers for itself', async () => {
    const door = await startDoor(
      { webRoot: '/spectacles' },
      {
        mountTokenDoor: (instance) => {
          instance.get('/token', () => ({ mounted: true }));
        },
      },
    );
    const answer = await ask(`${door.url}/spectacles/token`);
    await door.close();
    expect(answer.json()).toEqual({ mounted: true });
    expect(door.lines.filter((line) => line['msg'] === 'request')).toEqual([]);
  });
});
