import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CheckReport, checkRegistry, checkRegistryDraft, type PolicyState } from '@spectacles/contracts';
import { freePort, requireProgram, startRegistry, type RunningRegistry } from '@spectacles/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { registryState, TestHouse, userState } from '../test-support/test-house.js';
import { TokenIssuer } from '../test-support/token-issuer.js';
import type { CheckName } from './check-results.js';

const draft = { name: 'draft', kind: 'distribution-2', service: 'registry service' } as const;

describe('the connection test', () => {
  let house: TestHouse;
  const closing: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    house = await TestHouse.open();
  });
  afterAll(async () => {
    await house.close();
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function serve(listener: RequestListener): Promise<string> {
    const server: Server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port.toString()}`;
  }

  async function start(options: Parameters<typeof startRegistry>[0] = {}): Promise<RunningRegistry> {
    const registry = await startRegistry(options);
    closing.push(() => registry.stop());
    return registry;
  }

  async function check(more: { url: string } & Partial<Extract<PolicyState, { kind: 'registry' }>>) {
    const registry = registryState(more);
    house.policy.put(registry);
    return CheckReport.parse((await house.call(checkRegistry, { params: { id: registry.id } })).body).results;
  }

  async function checkDraft(body: object) {
    return CheckReport.parse((await house.call(checkRegistryDraft, { body })).body).results;
  }

  function outcomes(results: CheckReport['results']): Record<string, string> {
    return Object.fromEntries(results.map((result) => [result.check, result.outcome]));
  }

  function find(results: CheckReport['results'], name: CheckName) {
    return results.find((result) => result.check === name);
  }

  describe.skipIf(!requireProgram('docker-registry'))('of a real registry', () => {
    it('finds nothing wrong where nothing is', async () => {
      const { url } = await start({ token: house.tokenAuth() });
      expect(outcomes(await check({ url }))).toEqual({
        reachable: 'ok',
        tls: 'ok',
        api: 'ok',
        'token-auth': 'ok',
        realm: 'ok',
        service: 'ok',
        'issuer-and-key': 'ok',
        catalog: 'ok',
      });
    });

    it('signs nothing for a draft, and says so', async () => {
      const { url } = await start({ token: house.tokenAuth() });
      const results = await checkDraft({ ...draft, url });
      expect(outcomes(results)).toMatchObject({ service: 'ok', 'issuer-and-key': 'skipped', catalog: 'skipped' });
      expect(find(results, 'issuer-and-key')?.message).toContain('Save the registry first');
    });

    it('sees that everybody is let in', async () => {
      const results = await checkDraft({ ...draft, url: (await start()).url });
      expect(outcomes(results)).toMatchObject({ api: 'ok', 'token-auth': 'failed', realm: 'skipped' });
      expect(find(results, 'token-auth')?.message).toContain('lets everybody in');
    });

    it('sees another service', async () => {
      const { url } = await start({ token: house.tokenAuth({ service: 'other' }) });
      const results = await check({ url });
      expect(outcomes(results)).toMatchObject({ realm: 'ok', service: 'failed', 'issuer-and-key': 'skipped' });
      expect(find(results, 'service')).toMatchObject({
        message: 'The registry calls itself “other”; here it is “registry service”.',
      });
    });

    it('sees another realm, and still tries the token', async () => {
      const { url } = await start({ token: house.tokenAuth({ realm: 'https://elsewhere.example/auth' }) });
      const results = await check({ url });
      expect(outcomes(results)).toMatchObject({
        realm: 'failed',
        service: 'ok',
        'issuer-and-key': 'ok',
        catalog: 'ok',
      });
      expect(find(results, 'realm')?.message).toContain('https://elsewhere.example/auth');
      expect(find(results, 'realm')?.fix).toContain('http://localhost:5050/token');
    });

    it.each(['/auth', '/auth/token/', '/token_auth'])('takes %s for one of our doors', async (door) => {
      const { url } = await start({ token: house.tokenAuth({ realm: `http://localhost:5050${door}` }) });
      expect(outcomes(await checkDraft({ ...draft, url }))).toMatchObject({ realm: 'ok' });
    });

    it('sees another issuer', async () => {
      const { url } = await start({ token: house.tokenAuth({ issuer: 'somebody else' }) });
      const results = await check({ url });
      expect(outcomes(results)).toMatchObject({ 'issuer-and-key': 'failed', catalog: 'skipped' });
      expect(find(results, 'issuer-and-key')?.message).toContain('does not know the issuer “Auth service”');
    });

    it('sees a key that is not trusted', async () => {
      const { bundle } = await TokenIssuer.make();
      const { url } = await start({ token: house.tokenAuth({ bundle }) });
      const result = find(await check({ url }), 'issuer-and-key');
      expect(result?.outcome).toBe('failed');
      expect(result?.fix).toContain('/keys/bundle.pem');
    });
  });

  describe('of something else', () => {
    it('sees that nothing listens', async () => {
      const results = await checkDraft({ ...draft, url: `http://127.0.0.1:${(await freePort()).toString()}` });
      expect(outcomes(results)).toMatchObject({ reachable: 'failed', tls: 'skipped', catalog: 'skipped' });
      expect(find(results, 'reachable')?.message).toContain('Nothing listens');
    });

    it('sees that TLS is spoken to a port without', async () => {
      const url = await serve((_request, response) => response.end());
      const results = await checkDraft({ ...draft, url: url.replace('http:', 'https:') });
      expect(find(results, 'tls')).toMatchObject({ outcome: 'failed', message: 'The port does not speak TLS.' });
    });

    it.each([
      { title: 'a web page', status: 200, headers: { 'content-type': 'text/html' }, told: 'no registry API' },
      { title: 'a 404', status: 404, headers: {}, told: 'no registry API' },
      { title: 'a redirect', status: 301, headers: { location: 'https://real.example/v2/?x=1' }, told: 'real.example' },
      { title: 'a failure', status: 502, headers: {}, told: 'status 502' },
      { title: 'a port that wants TLS', status: 400, headers: {}, told: 'not to plain HTTP' },
    ])('sees $title', async ({ status, headers, told }) => {
      const url = await serve((_request, response) => {
        response.writeHead(status, headers).end();
      });
      const results = await checkDraft({ ...draft, url });
      expect(outcomes(results)).toMatchObject({ reachable: 'ok', api: 'failed', 'token-auth': 'skipped' });
      expect(find(results, 'api')?.message).toContain(told);
    });

    it('sees htpasswd', async () => {
      const url = await serve((_request, response) => {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="Registry"' }).end();
      });
      expect(find(await checkDraft({ ...draft, url }), 'token-auth')?.message).toContain('htpasswd');
    });

    /** A registry whose answers to a token are told. */
    function registryThat(answer: { status: number; error?: string; skewMs?: number }): RequestListener {
      const challenge = 'Bearer realm="http://localhost:5050/token",service="registry service"';
      return (request, response) => {
        const authorized = request.headers.authorization !== undefined;
        const error = authorized && answer.error !== undefined ? `,error="${answer.error}"` : '';
        response.sendDate = false;
        response.setHeader('date', new Date(Date.now() + (answer.skewMs ?? 0)).toUTCString());
        response.setHeader('content-type', 'application/json');
        response.writeHead(authorized ? answer.status : 401, { 'www-authenticate': challenge + error }).end('{}');
      };
    }

    it.each([
      { title: 'an untrusted key', answer: { status: 401 }, told: 'does not trust our key' },
      { title: 'a wrong issuer', answer: { status: 401, error: 'invalid_token' }, told: 'not the issuer' },
      { title: 'a clock that is ahead', answer: { status: 401, skewMs: 900_000 }, told: 'seconds ahead of ours' },
    ])('tells $title of Distribution 3', async ({ answer, told }) => {
      const url = await serve(registryThat(answer));
      const result = find(await check({ url, registryKind: 'distribution-3' }), 'issuer-and-key');
      expect(result).toMatchObject({ outcome: 'failed', message: expect.stringContaining(told) as string });
    });

    it('warns of a clock that will soon be too far ahead', async () => {
      const url = await serve(registryThat({ status: 200, skewMs: 40_000 }));
      expect(find(await check({ url }), 'issuer-and-key')).toMatchObject({ outcome: 'warning' });
    });

    it.each(['http://169.254.169.254/', 'http://[fe80::1]:5000/', 'http://2852039166/'])(
      'asks nothing of %s',
      async (url) => {
        const result = find(await checkDraft({ ...draft, url }), 'reachable');
        expect(result).toMatchObject({ outcome: 'failed', message: expect.stringContaining('never read') as string });
      },
    );
  });

  it('is for administrators, who are told first', async () => {
    const bob = userState('bob', false);
    const registry = registryState({ url: 'http://127.0.0.1:1' });
    house.policy.put(bob, registry);
    const saved = house.call(checkRegistry, { params: { id: registry.id } }, bob.id);
    await expect(saved).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const unsaved = house.call(checkRegistryDraft, { body: { nonsense: true } }, bob.id);
    await expect(unsaved).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(house.call(checkRegistryDraft, { body: {} })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(house.call(checkRegistry, { params: { id: bob.id } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
