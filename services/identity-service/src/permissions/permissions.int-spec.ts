import {
  type ConsoleRoute,
  consoleRoutes,
  createDefaultGrant,
  createGroup,
  createRobot,
  createToken,
  type GrantView,
  OpenSession,
  putGroupMember,
  putNamespaceMember,
  type RobotView,
  type UserView,
} from '@spectacles/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdentityHarness, PASSWORD } from '../test-support/identity-harness.js';
import { TokenLogTwin } from '../test-support/token-log-twin.js';

const routes = consoleRoutes.filter(({ owner }) => owner === 'identity');
/** What everybody who is signed in may ask; the lists are then empty. */
const open = new Set([
  'readProfile',
  'changeProfile',
  'changePassword',
  'listNamespaces',
  'findPeople',
  'listGroups',
  'findGroups',
  'listTokens',
  'createToken',
  'listRobots',
  'listSessions',
  'endAllSessions',
  'listNotices',
  'readSettings',
  'readPolicy',
  'explainAccess',
]);

let identity: IdentityHarness;
let root: UserView;
let mallory: UserView;
let disabled: UserView;
let tokenLog: TokenLogTwin;
/** Of objects that are not the caller's: by the path of their collection, below which a member is named in braces. */
const ids = new Map<string, string>();
const queries = new Map<string, Record<string, string>>();

beforeAll(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
  mallory = await identity.user(root, 'mallory');
  disabled = await identity.disable(root, await identity.user(root, 'disabled', { administrator: true }));
  tokenLog = await TokenLogTwin.start(identity.bus);
  ids.set('/users/{id}', root.id).set('/throttles/{id}', 'none');
  await makeRights();
  await makeCredentials();
  return () => undefined;
});
afterAll(async () => {
  await tokenLog.close();
  await identity.close();
});

async function makeRights(): Promise<void> {
  const registry = await identity.registry(root);
  const namespace = await identity.namespace(root, registry, 'team', root);
  const principal = { kind: 'user', id: disabled.id } as const;
  const grant = await identity.grant(root, namespace, { principal, right: 'READ' });
  const params = { id: registry.id };
  const byDefault = (await identity.call(createDefaultGrant, { as: root, params, body: { principal, right: 'READ' } }))
    .body as GrantView;
  const group = (await identity.call(createGroup, { as: root, body: { name: 'devs' } })).body as { id: string };
  for (const [route, id] of [[putGroupMember, group.id] as const, [putNamespaceMember, namespace.id] as const]) {
    const member = { as: root, params: { id, userId: disabled.id }, body: { role: 'manager' } };
    await identity.call(route, member);
  }
  ids.set('/registries/{id}', registry.id).set('/registries/{id}/grants/{grantId}', byDefault.id);
  ids.set('/namespaces/{id}', namespace.id).set('/namespaces/{id}/grants/{grantId}', grant.id);
  ids.set('/groups/{id}', group.id).set('/groups/{id}/members/{userId}', disabled.id);
  ids.set('/namespaces/{id}/members/{userId}', disabled.id);
  queries.set('importDockerAuth', { registryId: registry.id }).set('listAccess', { namespaceId: namespace.id });
}

async function makeCredentials(): Promise<void> {
  const token = (await identity.call(createToken, { as: root, body: { name: 'laptop' } })).body as { id: string };
  const robot = (await identity.call(createRobot, { as: root, body: { name: 'ci' } })).body as RobotView;
  const origin = { address: '192.0.2.7', userAgent: 'test' };
  const session = await identity.messages.request(OpenSession, { username: 'root', password: PASSWORD, ...origin });
  ids.set('/me/tokens/{id}', token.id).set('/users/{id}/tokens/{tokenId}', token.id);
  ids.set('/me/sessions/{id}', session.sessionId).set('/users/{id}/sessions/{sessionId}', session.sessionId);
  ids.set('/robots/{id}', robot.id).set('/robots/{id}/secrets/{secretId}', robot.secrets[0]?.id ?? '');
}

/** The parameters of an object that is there, and is not the caller's. */
function paramsOf(route: ConsoleRoute): Record<string, string> {
  return Object.fromEntries(
    [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => {
      const [parameter, name = ''] = match;
      const place = route.path.slice(0, match.index) + parameter;
      const id = ids.get(place);
      if (id === undefined) throw new Error(`This test knows nothing of ${place}.`);
      return [name, id];
    }),
  );
}

const ask = async (route: ConsoleRoute, as: UserView | null) => {
  const before = (await identity.policyRows()).length;
  // A body that no route takes: permission is answered first.
  const settled = await identity
    .call(route, { as, params: paramsOf(route), query: queries.get(route.operationId) ?? {}, body: { nonsense: true } })
    .then(
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
      const ofMany = route.path.includes('{') ? 404 : 204;
      if (route.method === 'DELETE') return expect((await askMissing(route)).status).toBe(ofMany);
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
  it.each([
    'readNamespace',
    'changeNamespace',
    'deleteNamespace',
    'listNamespaceMembers',
    'putNamespaceMember',
    'removeNamespaceMember',
    'listGrants',
    'createGrant',
    'readGrant',
    'changeGrant',
    'deleteGrant',
    'readGroup',
    'changeGroup',
    'listGroupMembers',
    'putGroupMember',
    'removeGroupMember',
  ])('answer alike to %s', async (operationId) => {
    const route = routes.find((candidate) => candidate.operationId === operationId);
    if (route === undefined) throw new Error(`There is no route ${operationId}.`);
    const missing = '0192aa00-0000-7000-8000-000000000000';
    const answers = [paramsOf(route), { ...paramsOf(route), id: missing }].map((params) =>
      identity.call(route, { as: mallory, params, body: {} }).catch((error: unknown) => error),
    );
    const [hidden, absent] = (await Promise.all(answers)) as { code: string; status: number; message: string }[];
    expect(hidden).toMatchObject({ code: 'NOT_FOUND', status: 404 });
    expect(absent).toMatchObject({ code: 'NOT_FOUND', status: 404, message: hidden?.message });
  });
});
