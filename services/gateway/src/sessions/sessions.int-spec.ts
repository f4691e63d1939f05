import { SessionsEnded, SessionView } from '@spectacles/contracts';
import { waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, asPage, versionCookie } from '../test-support/ask.js';
import { aUser } from '../test-support/fake-owners.js';
import { startDoor, type RunningDoor } from '../test-support/running-door.js';
import { csrfTokenOf } from './session-cookies.js';

describe('signing in and out', () => {
  let door: RunningDoor;
  beforeAll(async () => {
    door = await startDoor();
  });
  afterAll(() => door.close());

  const at = (path: string) => `${door.url}/api/v1${path}`;
  const cookieOf = (cookies: readonly string[]) => /^spectacles-session=([^;]+)/.exec(cookies[0] ?? '')?.[1] ?? '';
  const signIn = (headers: Record<string, string> = {}) =>
    ask(at('/session'), { method: 'POST', headers, body: { username: 'ada', password: 'a good password' } });

  it('answers a session and its cookies', async () => {
    const answer = await signIn();
    const secret = cookieOf(answer.cookies);
    expect(answer.status).toBe(201);
    expect(answer.json()).toEqual({
      user: aUser(),
      csrfToken: csrfTokenOf(secret),
      expiresAt: door.owners.expiresAt,
    });
    expect(answer.cookies).toEqual([
      // Not until the expiry of now: that moves on with every use, and a browser that forgets the cookie ends the session.
      `spectacles-session=${secret}; Max-Age=1209600; Path=/; HttpOnly; SameSite=Lax`,
      `${versionCookie(40, secret)}; Max-Age=900; Path=/; HttpOnly; SameSite=Lax`,
    ]);
    expect(answer.headers).toMatchObject({
      location: '/api/v1/session',
      'cache-control': 'no-store',
      'policy-version': '40',
    });
    expect(answer.text).not.toContain(secret);
  });

  it('SEC-E10 gives a new secret at every sign-in, and ends the session that was there before', async () => {
    const planted = door.owners.open(aUser());
    const answer = await signIn({ cookie: `spectacles-session=${planted.secret}` });
    expect(cookieOf(answer.cookies)).not.toBe(planted.secret);
    const before = await ask(at('/session'), { headers: { cookie: `spectacles-session=${planted.secret}` } });
    expect(before.status).toBe(401);
  });

  it('passes the refusal of the owner on', async () => {
    const answer = await ask(at('/session'), { method: 'POST', body: { username: 'ada', password: 'wrong password' } });
    expect(answer.status).toBe(403);
    expect(answer.problem().detail).toBe('The name or the password is wrong.');
    expect(answer.cookies).toEqual([]);
    const busy = await ask(at('/session'), { method: 'POST', body: { username: 'busy', password: 'a good password' } });
    expect([busy.status, busy.headers['retry-after']]).toEqual([429, '7']);
  });

  it('points at the fields that are wrong', async () => {
    const answer = await ask(at('/session'), { method: 'POST', body: { username: '', pass: 1 } });
    expect(answer.status).toBe(422);
    const pointers = answer
      .problem()
      .errors?.map((error) => error.pointer)
      .sort();
    expect(pointers).toEqual(['/pass', '/password', '/username']);
  });

  it('says who is signed in, and asks each time', async () => {
    const { secret } = door.owners.open(aUser({ displayName: 'Ada L.' }));
    const headers = { cookie: `other=1; spectacles-session=${secret}` };
    const before = door.owners.resolutions;
    await ask(at('/session'), { headers });
    const answer = await ask(at('/session'), { headers });
    expect(SessionView.parse(answer.json()).user.displayName).toBe('Ada L.');
    expect(door.owners.resolutions - before).toBe(2);
  });

  it('signs out: the session ends and the cookies go', async () => {
    const { secret } = door.owners.open(aUser());
    const answer = await ask(at('/session'), { method: 'DELETE', headers: asPage(secret) });
    expect(answer.status).toBe(204);
    expect(answer.cookies).toEqual([
      'spectacles-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
      'spectacles-policy-version=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    ]);
    expect((await ask(at('/me'), { headers: asPage(secret) })).status).toBe(401);
  });

  it('remembers a session for five seconds of reads, and asks for every change', async () => {
    const { secret } = door.owners.open(aUser());
    const asked = async (method: string, path: string): Promise<number> => {
      const before = door.owners.resolutions;
      await ask(at(path), { method, headers: asPage(secret) });
      return door.owners.resolutions - before;
    };
    expect(await asked('GET', '/me')).toBe(1);
    expect(await asked('GET', '/me')).toBe(0);
    expect(await asked('DELETE', `/users/${aUser().id}`)).toBe(1);
    door.clock.advanceSeconds(5);
    expect(await asked('GET', '/me')).toBe(1);
  });

  it('forgets a session at once when its owner says that it ended', async () => {
    const { secret, sessionId } = door.owners.open(aUser());
    expect((await ask(at('/me'), { headers: asPage(secret) })).status).toBe(200);
    door.owners.sessions.clear();
    door.messages.publish(SessionsEnded, { sessionIds: [sessionId] });
    await waitFor(async () => (await ask(at('/me'), { headers: asPage(secret) })).status === 401, {
      what: 'the session is refused',
    });
  });

  it('does not refuse for a remembered answer somebody who was made administrator since', async () => {
    const plain = aUser({ administrator: false });
    const { secret } = door.owners.open(plain);
    expect((await ask(at('/users'), { headers: asPage(secret) })).status).toBe(403);
    for (const session of door.owners.sessions.values()) session.user = aUser();
    expect((await ask(at('/users'), { headers: asPage(secret) })).status).toBe(200);
  });

  it.each(['', 'short', `${'a'.repeat(42)}!`, 'a'.repeat(44)])('asks nobody about the cookie %j', async (value) => {
    const before = door.owners.resolutions;
    expect((await ask(at('/me'), { headers: { cookie: `spectacles-session=${value}` } })).status).toBe(401);
    expect(door.owners.resolutions).toBe(before);
  });
});

describe('setting up', () => {
  let door: RunningDoor;
  beforeAll(async () => {
    door = await startDoor();
  });
  afterAll(() => door.close());

  const body = { code: 'the code', username: 'ada', password: 'a good password' };

  it('tells whether it is still to be done', async () => {
    door.owners.setupRequired = true;
    expect((await ask(`${door.url}/api/v1/setup`)).json()).toEqual({ required: true });
  });

  it('makes the first administrator and signs in', async () => {
    door.owners.setupRequired = true;
    const answer = await ask(`${door.url}/api/v1/setup`, { method: 'POST', body });
    expect(answer.status).toBe(201);
    expect(SessionView.parse(answer.json()).user).toMatchObject({ username: 'ada', email: null });
    expect(answer.cookies[0]).toMatch(/^spectacles-session=/);
  });

  it.each([body, {}])('answers 409 afterwards, whatever the body holds', async (late) => {
    door.owners.setupRequired = false;
    const answer = await ask(`${door.url}/api/v1/setup`, { method: 'POST', body: late });
    expect([answer.status, answer.problem().code]).toEqual([409, 'SETUP_COMPLETED']);
  });
});

describe('behind TLS', () => {
  let door: RunningDoor;
  beforeAll(async () => {
    door = await startDoor({ publicUrl: new URL('https://spectacles.example') });
  });
  afterAll(() => door.close());

  it('SEC-E10 binds the cookie to this host and to TLS', async () => {
    const body = { username: 'ada', password: 'a good password' };
    const answer = await ask(`${door.url}/api/v1/session`, { method: 'POST', body });
    expect(answer.cookies[0]).toMatch(
      /^__Host-spectacles-session=\S+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    const secret = /=([^;]+)/.exec(answer.cookies[0] ?? '')?.[1] ?? '';
    const profile = (cookie: string) => ask(`${door.url}/api/v1/me`, { headers: { cookie } });
    expect((await profile(`__Host-spectacles-session=${secret}`)).status).toBe(200);
    // A neighbour under the same domain could have planted this one.
    expect((await profile(`spectacles-session=${secret}`)).status).toBe(401);
  });
});
