import {
  type Caller,
  consoleRoutes,
  type ConsoleRoute,
  createRobot,
  createToken,
  ResolveCredential,
  revokeToken,
  type UserView,
} from '@spectacles/contracts';
import { hashSecret, withChecksum } from '@spectacles/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdentityHarness } from '../test-support/identity-harness.js';
import { ROUTES_OF_BROWSERS, ROUTES_OF_LIMITED_CREDENTIALS } from './credential-guard.js';

const routes = consoleRoutes
  .filter(({ owner }) => owner === 'identity')
  .map((route) => [route.operationId, route] as const);
const MISSING = '0192aa00-0000-7000-8000-000000000000';
const ADDRESS = '192.0.2.7';

let identity: IdentityHarness;
let root: UserView;
let whole: Caller;
let limited: Caller;
let robot: Caller;

/** Of an administrator: what is refused is refused for the credential alone. */
beforeAll(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
  const scopes = [{ pattern: 'team/**', actions: ['pull'] }];
  whole = await caller(createToken, { name: 'whole', addressRanges: [ADDRESS] });
  limited = await caller(createToken, { name: 'limited', scopes });
  robot = await caller(createRobot, { name: 'ci', scopes });
});
afterAll(() => identity.close());

async function resolve(secret: string): Promise<Caller | null> {
  const request = { secretHash: hashSecret(secret), name: null, address: ADDRESS };
  return (await identity.messages.request(ResolveCredential, request)).caller;
}

async function caller(route: ConsoleRoute, body: object): Promise<Caller> {
  const { secret } = (await identity.call(route, { as: root, body })).body as { secret: string };
  const known = await resolve(secret);
  if (known === null) throw new Error('The credential is not known.');
  return known;
}

/** What the route answers about something that is not there, with a body that no route takes. */
async function ask(route: ConsoleRoute, as: Caller, address = ADDRESS): Promise<{ status: number; code?: string }> {
  const params = Object.fromEntries([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, MISSING]));
  const before = (await identity.policyRows()).length;
  const answer = await identity
    .call(route, { params, body: { nonsense: true }, envelope: { caller: as, address } })
    .then(
      ({ status }) => ({ status }),
      (error: unknown) => error as { status: number; code: string },
    );
  expect((await identity.policyRows()).length).toBe(before);
  return answer;
}

const isLimited = { status: 403, code: 'CREDENTIAL_LIMITED' };

describe('credentials at every route of identity-service', () => {
  it.each(routes)(
    'SEC-C14 %s is refused to a limited token and to a robot, or is on the short list',
    async (id, route) => {
      const answers = [await ask(route, limited), await ask(route, robot)];
      if (!ROUTES_OF_LIMITED_CREDENTIALS.has(id)) expect(answers).toMatchObject([isLimited, isLimited]);
      else expect(answers[0]?.code).not.toBe('CREDENTIAL_LIMITED');
      if (id === 'readProfile') expect(answers[1]).toMatchObject(isLimited);
    },
  );

  it.each(routes)('%s is refused to a token without limits where only a browser may', async (id, route) => {
    const answer = await ask(route, whole);
    if (ROUTES_OF_BROWSERS.has(id)) expect(answer).toMatchObject(isLimited);
    else expect([200, 400, 404, 422]).toContain(answer.status);
  });

  it.each(routes)('SEC-A17 %s is refused to a token from an address that it is not for', async (_id, route) => {
    expect(await ask(route, whole, '198.51.100.7')).toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' });
    expect(await ask(route, whole, `${ADDRESS}, 198.51.100.7`)).toMatchObject({ status: 401 });
  });

  it('names routes that there are', () => {
    const known = new Set(consoleRoutes.map(({ operationId }) => operationId));
    const named = [...ROUTES_OF_BROWSERS, ...ROUTES_OF_LIMITED_CREDENTIALS];
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('SEC-D05 SEC-D09 takes no refresh token, and no token of a registry, for a credential', async () => {
    expect(await resolve(withChecksum('spf_sealed'))).toBeNull();
    expect(await resolve('eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJyb290In0.signature')).toBeNull();
    expect(await resolve('')).toBeNull();
  });

  it('SEC-C15 ends with the credential, at the next request', async () => {
    const made = await caller(createToken, { name: 'short' });
    if (made.kind !== 'credential') throw new Error('A token is a credential.');
    const profile = consoleRoutes.find(({ operationId }) => operationId === 'readProfile');
    if (profile === undefined) throw new Error('There is no such route.');
    expect((await ask(profile, made)).status).toBe(200);
    await identity.call(revokeToken, { as: root, params: { id: made.credentialId } });
    expect(await ask(profile, made)).toMatchObject({ status: 401 });
  });
});
