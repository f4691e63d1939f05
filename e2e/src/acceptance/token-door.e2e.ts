import { changeUser } from '@spectacles/contracts';
import type { NamespaceView, RegistryView, UserView } from '@spectacles/contracts';
import { waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, postTokenForm, requestToken } from '../clients/token-client.js';
import type { TokenRequest } from '../clients/token-client.js';
import { House, PASSWORD } from '../house.js';

describe('the token door', () => {
  let house: House;
  let registry: RegistryView;
  let strict: RegistryView;
  let alice: UserView;
  let bob: UserView;
  let team: NamespaceView;
  const ask = (request: TokenRequest) => requestToken(house.url, { service: 'reg-a', ...request });
  const asBob = (scope: string) => ask({ scopes: [scope], user: 'bob', password: PASSWORD });

  beforeAll(async () => {
    house = await House.build();
    registry = await house.draft({ service: 'reg-a' });
    strict = await house.draft({ service: 'reg-strict', refuseAnonymous: true });
    [alice, bob] = [await house.user('alice'), await house.user('bob')];
    team = await house.namespace(registry, 'team', alice);
    await house.grant(team, { kind: 'user', id: bob.id }, 'READ');
    await house.grant(await house.namespace(registry, 'public', alice), { kind: 'anonymous' }, 'READ');
    await waitFor(async () => (await asBob('repository:team/app:pull')).access['repository:team/app'], {
      what: 'the policy is in force',
    });
  });
  afterAll(() => house.close());

  it.each(['/token', '/token/', '/auth', '/auth/', '/auth/token', '/auth/token/', '/token_auth', '/token_auth/'])(
    'answers directly at %s',
    async (path) => {
      const answer = await ask({ path, scopes: ['repository:team/app:push,pull'], user: 'bob', password: PASSWORD });
      expect(answer.access).toEqual({ 'repository:team/app': ['pull'] });
    },
  );

  it('SEC-A01: never takes an identity from the account parameter', async () => {
    const answer = await ask({ query: { account: 'root-admin' }, scopes: ['repository:prod/x:push'] });
    expect(answer).toMatchObject({ status: 200, access: {}, claims: { sub: '' } });
    const refused = await requestToken(house.url, { service: strict.service, query: { account: 'root-admin' } });
    expect(refused.status).toBe(401);
  });

  it('SEC-A02: refuses an account that differs from the credentials', async () => {
    const answer = await ask({ query: { account: 'alice' }, user: 'bob', password: PASSWORD });
    expect(answer.status).toBe(401);
  });

  it('SEC-A03: ignores the account of a form', async () => {
    const form = [
      ['grant_type', 'password'],
      ['service', 'reg-a'],
      ['username', 'bob'],
      ['password', PASSWORD],
      ['account', 'root-admin'],
      ['client_id', 'test'],
    ] as const;
    expect(await postTokenForm(house.url, form)).toMatchObject({ status: 200, claims: { sub: 'bob' } });
  });

  it('SEC-A04: refuses two identities in one request', async () => {
    const form = [
      ['grant_type', 'password'],
      ['service', 'reg-a'],
      ['username', 'alice'],
      ['password', PASSWORD],
      ['client_id', 'test'],
    ] as const;
    expect((await postTokenForm(house.url, form, { authorization: basic('bob', PASSWORD) })).status).toBe(400);
  });

  it('SEC-A05: takes empty Basic credentials for none', async () => {
    const answer = await ask({ headers: { authorization: 'Basic Og==' }, scopes: ['repository:public/x:pull'] });
    expect(answer).toMatchObject({ status: 200, access: { 'repository:public/x': ['pull'] }, claims: { sub: '' } });
  });

  it('SEC-A06: refuses a secret without a name', async () => {
    expect((await ask({ user: '', password: 'anything', scopes: ['repository:public/x:pull'] })).status).toBe(401);
  });

  it('SEC-A08: caps the password before it costs a hash', async () => {
    expect((await ask({ user: 'bob', password: `a:${'ü'.repeat(1024)}` })).status).toBe(401);
  });

  it.each(['Bob', 'bob ', 'bob\n', 'ｂob', 'bob\u200b'])('SEC-A09: does not take %j for bob', async (user) => {
    expect((await ask({ user, password: PASSWORD })).status).toBe(401);
  });

  it('SEC-A15: answers a wrong password and an unknown name alike', async () => {
    const wrong = await ask({ user: 'bob', password: 'not the password' });
    const unknown = await ask({ user: 'nobody-of-that-name', password: 'not the password' });
    expect([wrong.status, wrong.text]).toEqual([401, unknown.text]);
    expect(unknown.status).toBe(401);
  });

  it('gives nothing to a disabled user', async () => {
    const frank = await house.user('frank');
    await waitFor(async () => (await ask({ user: 'frank', password: PASSWORD })).status === 200, {
      what: 'frank logs in',
    });
    await house.administrator.call(changeUser, { params: { id: frank.id }, body: { status: 'disabled' } });
    await waitFor(async () => (await ask({ user: 'frank', password: PASSWORD })).status === 401, {
      what: 'frank is refused',
      deadlineMs: 2000,
    });
  });

  it.each([
    ['SEC-B01', 'repository:team/../prod/app:push'],
    ['SEC-B02', 'repository:team/./app:pull'],
    ['SEC-B02', 'repository:team//app:pull'],
    ['SEC-B02', 'repository:/team/app:pull'],
    ['SEC-B02', 'repository:team/app/:pull'],
    ['SEC-B03', 'repository:Team/app:push'],
    ['SEC-B04', 'repository:team%2fapp:pull'],
    ['SEC-B04', 'repository:team\u2215app:pull'],
    ['SEC-B04', 'repository:team/app\r\nx:pull'],
    ['SEC-B05', 'repository:team/app:pull:pull'],
    ['SEC-B06', 'repository:evil:5000/team/app:pull'],
    ['SEC-B08', 'REPOSITORY:team/app:pull'],
    ['SEC-B08', 'xrepository:team/app:pull'],
    ['SEC-B08', 'registry:team/app:pull'],
    ['SEC-B08', 'admin:*:*'],
    ['SEC-B09', 'repository:*:pull'],
    ['SEC-B09', 'repository:team/*:push'],
    ['SEC-B14', 'registry:catalog:*'],
    ['SEC-B15', 'registry:catalog:pull'],
    ['SEC-B15', 'registry:*:*'],
    ['SEC-B16', 'repository::pull'],
  ])('%s: %j gives bob nothing', async (_id, scope) => {
    expect(await asBob(scope)).toMatchObject({ status: 200, access: {} });
  });

  it.each([
    ['SEC-B07: ignores a class', 'repository(plugin):team/app:pull,push', ['pull']],
    ['SEC-B10: spells a wildcard action out', 'repository:team/app:*', ['pull']],
    ['SEC-B11: drops actions it does not know', 'repository:team/app:pull,pull,admin,,PUSH', ['pull']],
    ['grants the part that the right covers', 'repository:team/app:pull,push,delete', ['pull']],
  ])('%s', async (_title, scope, actions) => {
    const answer = await asBob(scope);
    expect(answer.access).toEqual({ 'repository:team/app': actions });
    expect(answer.claims?.access.every((entry) => Object.keys(entry).sort().join() === 'actions,name,type')).toBe(true);
  });

  it('SEC-B12: unites what is asked twice for one repository', async () => {
    const scopes = ['repository:team/app:delete', 'repository:team/app:push,pull'];
    const answer = await ask({ scopes, user: 'alice', password: PASSWORD });
    expect(answer.access).toEqual({ 'repository:team/app': ['delete', 'pull', 'push'] });
    expect(answer.claims?.access).toHaveLength(1);
  });

  it('SEC-B13: bounds the number of scopes', async () => {
    const scopes = Array.from({ length: 10_000 }, (_, index) => `repository:team/r${String(index)}:pull`);
    const body = new URLSearchParams([
      ['service', 'reg-a'],
      ['scope', scopes.join(' ')],
    ]);
    const started = performance.now();
    const response = await fetch(`${house.url}/token?${body.toString()}`);
    expect([400, 414, 431]).toContain(response.status);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('SEC-B17: refuses a repeated parameter that has one value', async () => {
    expect((await ask({ service: ['reg-a', 'reg-strict'] })).status).toBe(400);
  });

  it.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain'])(
    'SEC-B18: takes no %s',
    async (type) => {
      const body = JSON.stringify({ username: 'bob', password: PASSWORD, service: 'reg-a' });
      const response = await fetch(`${house.url}/token`, { method: 'POST', headers: { 'content-type': type }, body });
      expect([400, 415]).toContain(response.status);
    },
  );

  it.each(['HEAD', 'PUT', 'DELETE', 'PATCH'])('SEC-B19: %s is no way to a token', async (method) => {
    const response = await fetch(`${house.url}/token?service=reg-a`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toMatch(/GET, POST/);
  });

  it('SEC-C10: leaves out what a mount may not read, and grants the rest', async () => {
    const scopes = ['repository:team/a:push,pull', 'repository:secret/x:pull'];
    const answer = await ask({ scopes, user: 'alice', password: PASSWORD });
    expect(answer).toMatchObject({ status: 200, access: { 'repository:team/a': ['pull', 'push'] } });
  });

  it.each(['evil', ''])('SEC-D01: signs nothing for the audience %j', async (service) => {
    expect(await ask({ service, user: 'bob', password: PASSWORD })).toMatchObject({ status: 400, token: null });
  });

  it('SEC-D13: dates a token back for registries whose clock is behind', async () => {
    const { claims } = await asBob('repository:team/app:pull');
    const now = Date.now() / 1000;
    expect(claims?.nbf).toBeLessThan(now - 5);
    expect(claims?.iat).toBeLessThan(now - 5);
    expect(claims?.exp).toBeGreaterThan(now + 200);
  });

  it('SEC-D14: gives the lifetime of the registry, whatever is asked', async () => {
    const answer = await ask({ query: { expires_in: '86400', lifetime: '86400' }, user: 'bob', password: PASSWORD });
    expect(JSON.parse(answer.text)).toMatchObject({ expires_in: 300 });
  });

  it('SEC-D18: may not be kept by a proxy', async () => {
    const { headers } = await asBob('repository:team/app:pull');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('vary')?.toLowerCase()).toContain('authorization');
  });

  it('answers the refresh grant as invalid while there are no refresh tokens', async () => {
    const form = [
      ['grant_type', 'refresh_token'],
      ['service', 'reg-a'],
      ['refresh_token', 'spf_made-up'],
      ['client_id', 'test'],
    ] as const;
    const answer = await postTokenForm(house.url, form);
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text)).toMatchObject({ error: 'invalid_grant' });
  });
});
