import {
  type ConsoleRoute,
  consoleRoutes,
  createDefaultGrant,
  type GrantView,
  type UserView,
} from '@spectacles/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdentityHarness } from '../test-support/identity-harness.js';

const routes = consoleRoutes.filter(({ owner }) => owner === 'identity');
/** What everybody who is signed in may ask; the lists are then empty. */
const open = new Set(['readProfile', 'changeProfile', 'changePassword', 'listNamespaces', 'findPeople']);

let identity: IdentityHarness;
let root: UserView;
let mallory: UserView;
let disabled: UserView;
const paths = new Map<string, string>();

beforeAll(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
  mallory = await identity.user(root, 'mallory');
  disabled = await identity.disable(root, await identity.user(root, 'disabled', { administrator: true }));
  const registry = await identity.registry(root);
  const namespace = await identity.namespace(root, registry, 'team', root);
  const principal = { kind: 'user', id: disabled.id } as const;
  const grant = await identity.grant(root, namespace, { principal, right: 'READ' });
  const body = { principal: { kind: 'user', id: disabled.id }, right: 'READ' };
  const params = { id: registry.id };
  const byDefault = (await identity.call(createDefaultGrant, { as: root, params, body })).body as GrantView;
  paths.set('/users', root.id).set('/registries', registry.id).set('/namespaces', namespace.id);
  paths.set('/namespaces/grants', grant.id).set('/registries/grants', byDefault.id);
  return () => undefined;
});
afterAll(() => identity.close());

/** The parameters of an object that is there, and is not the caller's. */
function paramsOf(route: ConsoleRoute): Record<string, string> {
  const collection = /^\/[a-z]+/.exec(route.path)?.[0] ?? '';
  const params: Record<string, string> = {};
  if (route.path.includes('{id}')) params['id'] = paths.get(collection) ?? '';
  if (route.path.includes('{grantId}')) params['grantId'] = paths.get(`${collection}/grants`) ?? '';
  return params;
}

const ask = async (route: ConsoleRoute, as: UserView | null) => {
  const before = (await identity.policyRows()).length;
  // A body that no route takes: permission is answered first.
  const settled = await identity.call(route, { as, params: paramsOf(route), body: { nonsense: true } }).then(
    (reply) => ({ status: reply.status }),
    (error: unknown) => error as { status: number; code?: string },
  );
  expect((await identity.policyRows()).length).toBe(before);
  return settled;
};

describe('every route of identity-service', () => {
  it.each(routes.map((route) => [route.operationId, route] as const))(
    '%s is refused to anonymous',
    async (_id, route) => {
      expect(await ask(route, null)).toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' });
    },
  );

  it.each(routes.map((route) => [route.operationId, route] as const))(
    '%s is refused to a disabled administrator',
    async (_id, route) => {
      expect(await ask(route, disabled)).toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' });
    },
  );

  it.each(
    routes.filter(({ operationId }) => !open.has(operationId)).map((route) => [route.operationId, route] as const),
  )('SEC-E07 %s on an object of somebody else is refused to a plain user', async (_id, route) => {
    expect([403, 404]).toContain((await ask(route, mallory)).status);
  });

  it.each(routes.map((route) => [route.operationId, route] as const))(
    '%s is answered to administrators',
    async (_id, route) => {
      const expected = route.method === 'GET' ? 200 : 422;
      // What takes no body would be done: it is asked of something that is not there.
      if (route.method === 'DELETE') return expect((await askMissing(route)).status).toBe(404);
      expect((await ask(route, root)).status).toBe(expected);
    },
  );
});

async function askMissing(route: ConsoleRoute): Promise<{ status: number }> {
  const missing = '0192aa00-0000-7000-8000-000000000000';
  const params = Object.fromEntries(Object.keys(paramsOf(route)).map((name) => [name, missing]));
  return identity.call(route, { as: root, params }).then(
    (reply) => ({ status: reply.status }),
    (error: unknown) => error as { status: number },
  );
}

describe('objects that are hidden and objects that are not there', () => {
  it.each(['readNamespace', 'changeNamespace', 'listGrants', 'createGrant', 'readGrant', 'changeGrant', 'deleteGrant'])(
    'answer alike to %s',
    async (operationId) => {
      const route = routes.find((candidate) => candidate.operationId === operationId);
      if (route === undefined) throw new Error(`There is no route ${operationId}.`);
      const missing = '0192aa00-0000-7000-8000-000000000000';
      const answers = [paramsOf(route), { ...paramsOf(route), id: missing }].map((params) =>
        identity.call(route, { as: mallory, params, body: {} }).catch((error: unknown) => error),
      );
      const [hidden, absent] = (await Promise.all(answers)) as { code: string; status: number; message: string }[];
      expect(hidden).toMatchObject({ code: 'NOT_FOUND', status: 404 });
      expect(absent).toMatchObject({ code: 'NOT_FOUND', status: 404, message: hidden?.message });
    },
  );
});
