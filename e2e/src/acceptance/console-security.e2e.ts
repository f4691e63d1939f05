import { readFileSync } from 'node:fs';
import {
  changeProfile,
  closeSession,
  createToken,
  createUser,
  listGrants,
  listRepositories,
  listUsers,
  openSession,
  readRegistryConfiguration,
  readSession,
  startSweep,
} from '@spectacles/contracts';
import type { NamespaceView, UserView } from '@spectacles/contracts';
import { requireProgram, waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConsoleClient, readProblem } from '../clients/console-client.js';
import { House, PASSWORD } from '../house.js';
import type { ConnectedRegistry } from '../house.js';

const OpenApi = z.object({
  servers: z.array(z.object({ url: z.string() })).optional(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
/** Routes about the caller alone, and those before signing in: nobody else's object can be named there. */
const OWN = /^\/(?:setup|session|explain|me(?:\/[^{]*)?)$/;
/** Lists that everybody signed in may ask for; what one may not see is not in them. */
const FILTERED_LISTS = [
  ...['GET /namespaces', 'GET /repositories', 'GET /people', 'GET /groups', 'GET /group-names', 'GET /robots'],
  ...['GET /policy', 'GET /settings', 'GET /access', 'GET /decisions', 'GET /activity'],
  ...['GET /decisions/export', 'GET /activity/export'],
];

/** As a browser asks for a page. */
const NAVIGATION = { headers: { accept: 'text/html' } };

interface Operation {
  readonly method: string;
  /** Below /api/v1, parameters in braces. */
  readonly path: string;
}

function operationsOf(file: URL): Operation[] {
  const { paths, servers } = OpenApi.parse(JSON.parse(readFileSync(file, 'utf8')));
  const prefix = servers?.some((server) => server.url.endsWith('/api/v1')) === true ? '' : '/api/v1';
  return Object.entries(paths).flatMap(([path, item]) =>
    path.startsWith(`${prefix}/`)
      ? METHODS.filter((method) => method in item).map((method) => ({
          method: method.toUpperCase(),
          path: path.slice(prefix.length),
        }))
      : [],
  );
}

const operations = operationsOf(new URL('../../../docs/api/openapi.json', import.meta.url)).filter(
  ({ path }) => !OWN.test(path),
);

describe.skipIf(!requireProgram('docker-registry', 'skopeo'))('the console API', () => {
  let house: House;
  let registry: ConnectedRegistry;
  let alice: UserView;
  let namespace: NamespaceView;
  let stranger: ConsoleClient;
  let ids: Readonly<Record<string, string>>;

  beforeAll(async () => {
    house = await House.build();
    registry = await house.registry('reg-a');
    alice = await house.user('alice');
    await house.user('mallory');
    namespace = await house.namespace(registry, 'team', alice);
    const grantId = await house.grant(namespace, { kind: 'user', id: alice.id }, 'FULL');
    const owner = await house.skopeo(registry, 'alice');
    await owner.push(house.image('walk').layout, `${registry.publicHost}/team/app:v1`);
    await house.administrator.call(startSweep, { params: { id: registry.id } });
    const repository = await waitFor(
      async () => (await house.administrator.call(listRepositories, { query: { q: 'team/app' } })).items[0],
      { what: 'the repository is known', deadlineMs: 20_000 },
    );
    stranger = await house.signIn('mallory');
    const group = await house.group('devs', [alice]);
    const robot = await house.robot({ name: 'ci', namespaceId: namespace.id });
    const token = await (await house.signIn('alice')).call(createToken, { body: { name: 'laptop' } });
    ids = {
      groups: group.id,
      robots: robot.id,
      secretId: robot.secrets[0]?.id ?? '',
      me: token.id,
      userId: alice.id,
      tokenId: token.id,
      users: alice.id,
      registries: registry.id,
      namespaces: namespace.id,
      repositories: repository.id,
      grantId,
      name: 'v1',
    };
  });
  afterAll(() => house.close());

  const fill = (path: string) =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? ids[path.split('/')[1] ?? ''] ?? name);

  it('SEC-E07: has routes to walk', () => {
    expect(operations.filter(({ path }) => path.includes('{')).length).toBeGreaterThan(20);
  });

  it.each(operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    'SEC-E07: %s tells a plain user nothing about what belongs to others',
    async (name, { method, path }) => {
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: {} };
      const answer = await stranger.request(method, `/api/v1${fill(path)}`, body);
      if (FILTERED_LISTS.includes(name) && answer.status === 200) {
        for (const id of Object.values(ids).filter((value) => value.length > 30)) expect(answer.text).not.toContain(id);
        return;
      }
      expect([403, 404]).toContain(answer.status);
      expect(readProblem(answer).code).toMatch(/NOT_ALLOWED|NOT_FOUND/);
    },
  );

  it.each(operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    'SEC-E07: %s wants to know who asks',
    async (_name, { method, path }) => {
      const answer = await new ConsoleClient(house.url).request(method, `/api/v1${fill(path)}`);
      expect(answer.status).toBe(401);
    },
  );

  it('SEC-E07: a grant is found below its own namespace alone', async () => {
    const other = await house.namespace(registry, 'other', alice);
    const path = `/api/v1/namespaces/${other.id}/grants/${ids['grantId'] ?? ''}`;
    expect((await house.administrator.request('GET', path)).status).toBe(404);
    expect((await house.administrator.request('DELETE', path)).status).toBe(404);
    const own = await house.administrator.call(listGrants, { params: { id: namespace.id } });
    expect(own.items.map((grant) => grant.id)).toContain(ids['grantId']);
  });

  it('SEC-E10: refuses a change that another site sends', async () => {
    const answer = await house.administrator.send(createUser, {
      body: { username: 'by-another-site', password: PASSWORD },
      headers: { origin: 'https://evil.example' },
    });
    expect(readProblem(answer)).toMatchObject({ status: 403, code: 'CROSS_SITE_REQUEST' });
    const signIn = await new ConsoleClient(house.url).send(openSession, {
      body: { username: 'alice', password: PASSWORD },
      headers: { origin: 'https://evil.example' },
    });
    expect(signIn.status).toBe(403);
  });

  it('SEC-E10: refuses a change without the token of the session', async () => {
    const input = { body: { displayName: 'changed' } };
    const answer = await stranger.send(changeProfile, { ...input, headers: { 'x-csrf-token': 'made-up' } });
    expect(readProblem(answer)).toMatchObject({ status: 403, code: 'CSRF_TOKEN_WRONG' });
  });

  it('SEC-E10: never signs in under a cookie that was there before, and ends it at the sign-out', async () => {
    const client = await house.signIn('alice');
    const before = new Map(client.cookies);
    const body = { username: 'alice', password: PASSWORD };
    await client.call(openSession, { body });
    const [name, value] = [...client.cookies].find(([key]) => key.includes('session')) ?? ['', ''];
    expect(before.get(name)).toBeDefined();
    expect(value).not.toBe(before.get(name));
    client.csrfToken = (await client.call(readSession)).csrfToken;
    await client.call(closeSession);
    const old = new ConsoleClient(house.url);
    old.cookies.set(name, value);
    expect((await old.send(readSession)).status).toBe(401);
  });

  it('SEC-E10: keeps the session cookie from scripts and other sites', async () => {
    const answer = await new ConsoleClient(house.url).send(openSession, {
      body: { username: 'alice', password: PASSWORD },
    });
    const cookie = answer.headers.getSetCookie().find((text) => text.includes('session=')) ?? '';
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
  });

  it('SEC-E11: does not redirect to where a link says', async () => {
    const answer = await new ConsoleClient(house.url).request('GET', '/sign-in?next=//evil.example/', NAVIGATION);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('location')).toBeNull();
  });

  it('SEC-E04: allows scripts of its own alone', async () => {
    const policy =
      (await new ConsoleClient(house.url).request('GET', '/', NAVIGATION)).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self'(?:;|$)/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it('SEC-E14: generates the same realm whatever host a request names', async () => {
    const input = { params: { id: registry.id }, query: { format: 'yaml', version: '2' } };
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      forwarded: 'host=evil.example',
    };
    const text = await house.administrator.call(readRegistryConfiguration, { ...input, headers });
    expect(text).toContain(`${house.url}/token`);
    expect(text).not.toMatch(/evil\.example|gopher/);
    expect(text).not.toMatch(/autoredirect:\s*true/);
  });

  it('answers what it does not know with a problem document', async () => {
    const client = house.administrator;
    const missing = await client.request('GET', '/api/v1/no-such-route');
    expect(readProblem(missing)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    const malformed = await client.request('POST', '/api/v1/users', { body: '{"username":' });
    expect(readProblem(malformed).status).toBe(400);
    const wrong = await client.send(createUser, { body: { username: 'Not A Name', password: 'short' } });
    const problem = readProblem(wrong);
    expect(problem.status).toBe(422);
    expect(problem.errors?.map((error) => error.pointer).sort()).toEqual(['/password', '/username']);
    expect(problem.requestId).toBe(wrong.headers.get('x-request-id'));
    expect((await client.call(listUsers, { query: { q: 'Not A' } })).items).toEqual([]);
  });
});
