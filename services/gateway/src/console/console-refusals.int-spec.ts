import { checkRegistry } from '@spectacles/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, asPage, type Answer } from '../test-support/ask.js';
import { aUser } from '../test-support/fake-owners.js';
import { startDoor, trustedProxies, type RunningDoor } from '../test-support/running-door.js';

describe('refusals of the console API', () => {
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
  const codeOf = (answer: Answer) => answer.problem().code;

  it('are problem documents', async () => {
    const answer = await ask(at(`/users/01890a5d-ac96-774b-bcce-ffffffffffff`), { headers: asPage(admin) });
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toEqual({
      type: '/problems/NOT_FOUND',
      title: 'Not found',
      status: 404,
      detail: 'There is no such thing here.',
      code: 'NOT_FOUND',
      requestId: answer.headers['x-request-id'],
    });
  });

  it('say 401 to whoever is not signed in', async () => {
    const answer = await ask(at('/me'));
    expect([answer.status, codeOf(answer)]).toEqual([401, 'NOT_SIGNED_IN']);
  });

  it.each(['Bearer eyJhbGciOiJFUzI1NiJ9.e30.AAAA', 'Basic YWRhOnB3', 'Bearer x'])(
    'SEC-D09 decide by the Authorization header alone: %s',
    async (authorization) => {
      const before = door.owners.calls.length;
      const answer = await ask(at('/me'), { headers: { ...asPage(admin), authorization } });
      expect([answer.status, codeOf(answer)]).toEqual([401, 'NOT_SIGNED_IN']);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="Spectacles"');
      expect(door.owners.calls.length).toBe(before);
    },
  );

  it('SEC-E07 keep routes of administrators from others, before the body is looked at', async () => {
    const before = door.owners.calls.length;
    const answer = await ask(at('/users'), {
      method: 'POST',
      headers: { ...asPage(plain), 'content-type': 'application/json' },
      body: '{"nonsense',
    });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'NOT_ALLOWED']);
    expect((await ask(at('/users'), { headers: asPage(plain) })).status).toBe(403);
    expect(door.owners.calls.length).toBe(before);
  });

  it.each([
    ['no token', {}],
    ['an empty token', { 'x-csrf-token': '' }],
    ['a wrong token', { 'x-csrf-token': 'A'.repeat(43) }],
  ])('SEC-E10 refuse a change with %s', async (_title, headers) => {
    const answer = await ask(at('/users'), {
      method: 'POST',
      headers: { cookie: `spectacles-session=${admin}`, ...headers },
      body: user,
    });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'CSRF_TOKEN_WRONG']);
  });

  it("SEC-E10 refuse another session's token", async () => {
    const headers = { cookie: `spectacles-session=${admin}`, 'x-csrf-token': asPage(plain)['x-csrf-token'] ?? '' };
    expect((await ask(at('/users'), { method: 'POST', headers, body: user })).status).toBe(403);
  });

  it.each(['GET', 'POST', 'DELETE', 'OPTIONS'])(
    'SEC-E10 refuse %s from a page of another site, before anything else',
    async (method) => {
      for (const path of ['/users', '/session', '/setup', '/no/such/route']) {
        const answer = await ask(at(path), { method, headers: { ...asPage(admin), origin: 'https://evil.example' } });
        expect([path, answer.status, codeOf(answer)]).toEqual([path, 403, 'CROSS_SITE_REQUEST']);
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
    },
  );

  it.each(['http://spectacles.example', 'own'])('accept a page of the console: %s', async (origin) => {
    const headers = { ...asPage(admin), origin: origin === 'own' ? door.url : origin };
    expect((await ask(at('/me'), { headers })).status).toBe(200);
  });

  it.each([
    ['GET', '/nothing', 404, 'NOT_FOUND'],
    ['POST', '/nothing', 404, 'NOT_FOUND'],
    ['GET', '/users/', 404, 'NOT_FOUND'],
    ['PUT', '/users', 405, 'METHOD_NOT_ALLOWED'],
    ['OPTIONS', '/users', 405, 'METHOD_NOT_ALLOWED'],
  ])('%s %s is %i', async (method, path, status, code) => {
    const answer = await ask(at(path), {
      method,
      headers: asPage(admin),
      ...(method === 'POST' ? { body: 'a=b' } : {}),
    });
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    if (status === 405) expect(answer.headers['allow']).toBe('GET, HEAD, POST');
  });

  it.each([
    ['text', 'text/plain', 415],
    ['a form', 'application/x-www-form-urlencoded', 415],
    ['no type', undefined, 415],
    ['half a document', 'application/json', 400],
    ['a prototype', 'application/json', 400],
  ])('SEC-B18 take JSON only: %s', async (title, type, status) => {
    const body = title === 'a prototype' ? '{"__proto__": {"administrator": true}}' : '{"username": "bob"';
    const headers = { ...asPage(admin), ...(type === undefined ? {} : { 'content-type': type }) };
    expect((await ask(at('/users'), { method: 'POST', headers, body })).status).toBe(status);
  });

  it('take a declared but empty body as none', async () => {
    const headers = { ...asPage(admin), 'content-type': 'application/json' };
    const answer = await ask(at('/users'), { method: 'POST', headers, body: '' });
    expect([answer.status, codeOf(answer)]).toEqual([422, 'VALIDATION_FAILED']);
  });

  it('limit a body to a mebibyte', async () => {
    const body = { ...user, displayName: 'x'.repeat(1_048_576) };
    const answer = await ask(at('/users'), { method: 'POST', headers: asPage(admin), body });
    expect([answer.status, codeOf(answer)]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it.each([
    ['policy-version', 'abc'],
    ['idempotency-key', 'x'.repeat(129)],
    ['if-match', 'x'.repeat(129)],
  ])('say that %s is malformed', async (name, value) => {
    const answer = await ask(at('/users'), {
      method: 'POST',
      headers: { ...asPage(admin), [name]: value },
      body: user,
    });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'MALFORMED_REQUEST']);
  });

  it('SEC-E13 tell nothing of a failure inside', async () => {
    const answer = await ask(at(`/registries/${aUser().id}/check`), {
      method: 'POST',
      headers: asPage(admin),
      body: {},
    });
    expect(door.owners.last(checkRegistry)).toBeDefined();
    expect([answer.status, codeOf(answer)]).toEqual([500, 'INTERNAL']);
    expect(answer.text).not.toMatch(/ECONNREFUSED|hunter2/);
  });

  it('SEC-E07 let no field out that the view does not have', async () => {
    const answer = await ask(at(`/users/${aUser().id}`), { headers: asPage(admin) });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('argon2id');
  });

  it('SEC-E14 never repeat the host that a request names', async () => {
    const headers = { ...asPage(admin), host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    const answer = await ask(at('/users'), { method: 'POST', headers, body: user });
    expect(JSON.stringify(answer.headers) + answer.text).not.toContain('evil');
  });
});
