import { createUser, deleteUser, listUsers, readProfile, readTag } from '@spectacles/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, asPage, versionCookie } from '../test-support/ask.js';
import { aUser } from '../test-support/fake-owners.js';
import { startDoor, trustedProxies, type RunningDoor } from '../test-support/running-door.js';

describe('the console API', () => {
  let door: RunningDoor;
  let admin: string;
  let plain: string;
  beforeAll(async () => {
    door = await startDoor({
      trustedProxies: trustedProxies('127.0.0.1'),
      publicUrl: new URL('http://spectacles.example'),
    });
    admin = door.owners.open(aUser()).secret;
    plain = door.owners.open(aUser({ administrator: false })).secret;
  });
  afterAll(() => door.close());

  const at = (path: string) => `${door.url}/api/v1${path}`;
  const user = { username: 'bob', password: 'a good password' };

  it('passes a request to its owner, with who calls and on what conditions', async () => {
    const answer = await ask(at('/users?limit=10&q=a'), {
      headers: {
        cookie: `spectacles-session=${admin}; ${versionCookie(17, admin)}`,
        'policy-version': '12',
        'if-match': '"3"',
        'user-agent': 'a browser',
        'x-forwarded-for': '198.51.100.7',
        'x-request-id': 'proxy-request-1',
      },
    });
    expect(answer.json()).toEqual({ items: [aUser()], next: null });
    expect(answer.headers['x-request-id']).toBe('proxy-request-1');
    const { call } = door.owners.last(listUsers) ?? {};
    expect(call?.query).toEqual({ limit: 10, q: 'a' });
    expect(call?.envelope).toEqual({
      requestId: 'proxy-request-1',
      caller: { kind: 'user', userId: aUser().id, sessionId: '01890a5d-ac96-774b-bcce-000000000001' },
      address: '198.51.100.7',
      userAgent: 'a browser',
      atLeast: 17,
      ifMatch: '"3"',
    });
  });

  it('answers a creation with its place, its entity tag and the version of the policy', async () => {
    const headers = { ...asPage(admin), 'idempotency-key': 'attempt-1' };
    const answer = await ask(at('/users'), { method: 'POST', headers, body: user });
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({
      location: `/api/v1/users/${aUser().id}`,
      etag: '"3"',
      'policy-version': '41',
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    expect(answer.cookies).toEqual([`${versionCookie(41, admin)}; Max-Age=900; Path=/; HttpOnly; SameSite=Lax`]);
    expect(door.owners.last(createUser)).toMatchObject({ body: user, call: { envelope: { commandId: 'attempt-1' } } });
  });

  it('never takes back a version that the browser has seen', async () => {
    const headers = { ...asPage(admin), cookie: `spectacles-session=${admin}; ${versionCookie(50, admin)}` };
    const answer = await ask(at(`/users/${aUser().id}`), { method: 'DELETE', headers });
    expect([answer.status, answer.headers['policy-version'], answer.text]).toEqual([204, '42', '']);
    expect(answer.cookies[0]).toContain(`${versionCookie(50, admin)};`);
    expect(door.owners.last(deleteUser)?.call.envelope.atLeast).toBe(50);
  });

  it('asks for no version that another session or installation has seen', async () => {
    for (const cookie of [
      versionCookie(999, plain),
      'spectacles-policy-version=999',
      'spectacles-policy-version=x.y',
    ]) {
      await ask(at('/me'), { headers: { cookie: `spectacles-session=${admin}; ${cookie}` } });
      expect(door.owners.last(readProfile)?.call.envelope.atLeast).toBeUndefined();
    }
  });

  it('answers text where the route is text', async () => {
    const answer = await ask(at(`/registries/${aUser().id}/configuration?format=compose`), { headers: asPage(admin) });
    expect([answer.text, answer.headers['content-type']]).toEqual([
      'format: compose\n',
      'application/yaml; charset=utf-8',
    ]);
  });

  it('SEC-E04 answers nothing that a browser would run, whatever somebody wrote into it', async () => {
    const paths = ['/me', `/registries/${aUser().id}/configuration`, '/users/%3Cimg%20src=x%20onerror=alert(1)%3E'];
    for (const path of paths) {
      const answer = await ask(at(path), { headers: { ...asPage(admin), accept: 'text/html' } });
      expect(answer.headers['content-type'], path).not.toContain('html');
      expect(answer.headers, path).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      });
    }
  });

  it('answers HEAD as GET, without the body', async () => {
    const answer = await ask(at('/me'), { method: 'HEAD', headers: asPage(plain) });
    expect([answer.status, answer.headers['etag'], answer.text]).toEqual([200, '"3"', '']);
  });

  it('takes a tag of 128 characters, and decodes it', async () => {
    const name = `v1.0_${'x'.repeat(123)}`;
    await ask(at(`/repositories/${aUser().id}/tags/${name.replace('_', '%5F')}`), { headers: asPage(plain) });
    expect(door.owners.last(readTag)?.call.params).toEqual({ id: aUser().id, name });
  });

  it('SEC-D17 writes one line a request, without cookie, token or query', async () => {
    const from = door.lines.length;
    await ask(at('/me?token=hidden-in-the-query'), {
      headers: { ...asPage(plain), 'x-request-id': 'proxy-request-2' },
    });
    const lines = door.lines.slice(from).filter((line) => line['msg'] === 'request');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      method: 'GET',
      route: '/api/v1/me',
      path: '/api/v1/me',
      status: 400,
      userId: aUser().id,
    });
    const text = JSON.stringify(door.lines.slice(from));
    for (const secret of [plain, asPage(plain)['x-csrf-token'] ?? '?', 'hidden-in-the-query'])
      expect(text).not.toContain(secret);
  });

  it('measures requests by the template of their route', async () => {
    await ask(at(`/users/${aUser().id}`), { headers: asPage(admin) });
    await ask(at('/something/else'));
    const text = await door.metrics.registry.metrics();
    expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/api/v1/users/:id",status="500"}');
    expect(text).toContain('route="/api/*",status="404"');
    expect(text).not.toContain(aUser().id);
  });

  it('numbers requests itself where no trusted proxy did', async () => {
    const direct = await startDoor();
    const given = await ask(`${direct.url}/api/v1/setup`, {
      headers: { 'x-request-id': 'mine-mine-mine', 'x-forwarded-for': '127.0.0.1' },
    });
    await direct.close();
    expect(given.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('says 503 with Retry-After while the owners are silent', async () => {
    const silent = await startDoor();
    const { secret } = silent.owners.open(aUser());
    await ask(`${silent.url}/api/v1/me`, { headers: asPage(secret) });
    await silent.silenceOwners();
    const answer = await ask(`${silent.url}/api/v1/me`, { headers: asPage(secret) });
    await silent.close();
    expect(silent.owners.calls.filter((call) => call.operation.endsWith(readProfile.operationId))).toHaveLength(1);
    expect([answer.status, answer.problem().code, answer.headers['retry-after']]).toEqual([
      503,
      'SERVICE_UNAVAILABLE',
      '1',
    ]);
  });
});
