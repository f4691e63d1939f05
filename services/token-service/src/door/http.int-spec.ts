import { request } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { basic, type House, openHouse, passwordOf } from '../test-support/house.js';

const PATHS = ['/token', '/token/', '/auth', '/auth/', '/auth/token', '/auth/token/', '/token_auth', '/token_auth/'];

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const aliceForm = () => `grant_type=password&username=alice&password=${encodeURIComponent(passwordOf('alice'))}`;

/** fetch refuses some methods and repairs headers; this sends what it is told. */
function send(method: string, path: string, headers: Record<string, string | string[]> = {}, body = '') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>((resolve, reject) => {
    const sent = request(`${house.url}${path}`, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        });
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

describe('the token endpoint', () => {
  it.each(PATHS)('answers GET and POST at %s without a redirect', async (path) => {
    const get = await send('GET', `${path}?service=reg-a`);
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const post = await send('POST', path, headers, `${aliceForm()}&service=reg-a`);
    expect([get.status, post.status]).toEqual([200, 200]);
  });

  it('answers GET with both names of the token, its lifetime and when it was issued', async () => {
    const reply = await house.ask('service=reg-a&scope=repository:team/app:pull', basic('alice', passwordOf('alice')));
    const { token, access_token: accessToken, expires_in: seconds, issued_at: issuedAt, ...rest } = reply.body;
    expect([token === accessToken, seconds, rest]).toEqual([true, 300, { token_type: 'Bearer' }]);
    expect(issuedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u);
    expect(reply.claims?.exp).toBe(Date.parse(String(issuedAt)) / 1000 + 300);
    expect(reply.headers.get('content-type')).toMatch(/^application\/json/u);
  });

  it('answers a form with the granted scope, and lives longer where it writes', async () => {
    const reply = await house.post(`${aliceForm()}&service=reg-a&scope=repository:team/app:push,pull,delete`);
    expect(reply.body).toMatchObject({ scope: 'repository:team/app:pull,push', expires_in: 900, token_type: 'Bearer' });
    expect(reply.body).not.toHaveProperty('refresh_token');
  });

  it('gives a refresh token to who asks for one, and to nobody else', async () => {
    const alice = basic('alice', passwordOf('alice'));
    const asked = await house.ask('service=reg-a&offline_token=true', alice);
    expect(asked.body['refresh_token']).toMatch(/^spf_/u);
    const form = await house.post(`${aliceForm()}&service=reg-a&access_type=offline`);
    expect(form.body['refresh_token']).toMatch(/^spf_/u);
    expect((await house.ask('service=reg-a', alice)).body).not.toHaveProperty('refresh_token');
    expect((await house.ask('service=reg-a&offline_token=true')).body).not.toHaveProperty('refresh_token');
  });

  it('refuses with a body that every client can read', async () => {
    const reply = await house.ask('service=reg-a', basic('alice', 'wrong'));
    expect(reply.status).toBe(401);
    expect(reply.headers.get('www-authenticate')).toBe('Basic realm="Spectacles"');
    const message = 'The user name or the password is wrong.';
    expect(reply.body).toEqual({
      error: 'invalid_grant',
      error_description: message,
      errors: [{ code: 'UNAUTHORIZED', message }],
    });
  });

  it('names a grant type that it does not know', async () => {
    const reply = await house.post('grant_type=client_credentials&service=reg-a');
    expect([reply.status, reply.body['error']]).toEqual([400, 'unsupported_grant_type']);
  });

  it('SEC-B17 refuses repeated single-valued parameters, and reads the body only of a POST', async () => {
    const twice = await house.ask('service=reg-a&service=reg-b');
    expect([twice.status, twice.claims]).toEqual([400, null]);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = `${aliceForm()}&service=reg-a&scope=repository:team/app:pull`;
    const mixed = await send('POST', '/token?service=reg-b&scope=repository:team/app:push', headers, body);
    expect(JSON.parse(mixed.text)).toMatchObject({ scope: 'repository:team/app:pull' });
    const inQuery = await send('POST', `/token?${aliceForm()}&service=reg-a`, headers, 'service=reg-a');
    expect(inQuery.status).toBe(400);
  });

  it.each([
    ['JSON', 'application/json', JSON.stringify({ username: 'alice', password: passwordOf('alice') }), 415],
    ['multipart', 'multipart/form-data; boundary=x', '--x\r\n\r\n--x--', 415],
    ['text', 'text/plain', 'grant_type=password', 415],
    ['another charset', 'application/x-www-form-urlencoded; charset=utf-16', 'grant_type=password', 415],
    ['JSON that calls itself a form', 'application/x-www-form-urlencoded', '{"username":"alice"}', 400],
  ])('SEC-B18 takes no identity from %s', async (_name, type, body, status) => {
    const reply = await send('POST', '/token?service=reg-a', { 'content-type': type }, body);
    expect([reply.status, reply.text.includes('access_token')]).toEqual([status, false]);
  });

  it('SEC-B18 takes no body without a type, and no form that is not UTF-8', async () => {
    expect((await send('POST', '/token', {}, 'grant_type=password')).status).toBe(415);
    const body = Buffer.concat([Buffer.from('grant_type=password&username='), Buffer.of(0xff, 0xfe)]);
    const response = await fetch(`${house.url}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    expect(response.status).toBe(415);
  });

  it.each(['HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
    'SEC-B19 refuses %s and names what it takes',
    async (method) => {
      for (const path of PATHS) {
        const reply = await send(method, `${path}?service=reg-a`);
        expect([reply.status, reply.headers['allow']]).toEqual([405, 'GET, POST']);
        expect(reply.text).not.toContain('access_token');
      }
    },
  );

  it('SEC-B19 refuses another method before its body is read', async () => {
    const reply = await send(
      'PUT',
      '/token',
      { 'content-type': 'application/json' },
      JSON.stringify({ service: 'reg-a' }),
    );
    expect(reply.status).toBe(405);
  });

  it.each([
    ['a token', 'service=reg-a', {}],
    ['a refusal', 'service=evil', {}],
    ['a wrong password', 'service=reg-a', basic('alice', 'wrong')],
  ])('SEC-D18 no cache keeps %s or gives it to somebody else', async (_name, query, headers) => {
    const reply = await house.ask(query, headers);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.headers.get('pragma')).toBe('no-cache');
    expect(reply.headers.get('vary')).toContain('Authorization');
  });

  it('every answer has a request id of its own; only a trusted proxy may bring one', async () => {
    const brought = { 'x-request-id': 'brought-by-a-stranger' };
    const ids = [await send('GET', '/token?service=reg-a', brought), await send('PUT', '/token', brought)].map(
      (reply) => reply.headers['x-request-id'],
    );
    expect(new Set([...ids, 'brought-by-a-stranger']).size).toBe(3);
    const behindProxy = await openHouse({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
    const believed = await fetch(`${behindProxy.url}/token?service=reg-a`, {
      headers: { 'x-request-id': 'from-the-gateway' },
    });
    await behindProxy.close();
    expect(believed.headers.get('x-request-id')).toBe('from-the-gateway');
  });

  it('SEC-D17 no password, token or header stands in the log', async () => {
    const open = await openHouse();
    const tokens: unknown[] = [];
    for (const name of ['alice', 'bob']) {
      tokens.push(
        (await open.ask('service=reg-a&scope=repository:team/app:pull', basic(name, passwordOf(name)))).body['token'],
      );
      await open.ask('service=reg-a', basic(name, 'wr0ng-passw0rd'));
    }
    await open.post(`${aliceForm()}&service=evil`);
    await open.post('grant_type=refresh_token&refresh_token=spf_0123456789abcdef&service=reg-a');
    open.identity.reachable = false;
    open.clock.advanceSeconds(3600);
    await open.ask('service=reg-a', basic('alice', passwordOf('alice')));
    await open.close();
    const log = open.lines.join('\n');
    expect(log).toContain('token refused');
    const secrets = [passwordOf('alice'), passwordOf('bob'), 'wr0ng-passw0rd', 'spf_0123456789abcdef', ...tokens];
    for (const secret of secrets) expect(log).not.toContain(String(secret));
    expect(log).not.toContain(Buffer.from(`alice:${passwordOf('alice')}`).toString('base64'));
    expect(log).not.toMatch(/eyJ[\w-]+\.[\w-]+/u);
  });

  it('counts what it answers', async () => {
    const text = await house.metrics.registry.metrics();
    expect(text).toMatch(/^tokens_total\{outcome="granted"\} [1-9]/mu);
    expect(text).toMatch(/^tokens_total\{outcome="unauthenticated"\} [1-9]/mu);
    expect(text).toMatch(/^password_verifications_total\{outcome="cached"\} [1-9]/mu);
    expect(text).toMatch(/^password_verifications_total\{outcome="unreachable"\} 0/mu);
    expect(text).toMatch(/^token_request_duration_seconds_count [1-9]/mu);
  });
});
