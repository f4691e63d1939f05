import {
  changeUser,
  CompleteSetup,
  listNamespaces,
  listUsers,
  type NamespaceView,
  OpenSession,
} from '@spectacles/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { IdentityHarness, PASSWORD, SETUP_CODE } from '../test-support/identity-harness.js';

describe.each(databaseKinds)('identity-service on %s', (kind) => {
  let databases: DatabaseMaker;

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());

  let identity: IdentityHarness;

  beforeEach(async () => {
    identity = await IdentityHarness.start({ databaseUrl: databases.make() });
  });
  afterEach(() => identity.close());

  it('makes one administrator of two who come at once', async () => {
    const origin = { address: '192.0.2.7', userAgent: 'test' };
    const settled = await Promise.allSettled(
      ['first', 'second'].map((username) =>
        identity.messages.request(CompleteSetup, {
          code: SETUP_CODE,
          username,
          password: PASSWORD,
          email: null,
          ...origin,
        }),
      ),
    );
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('takes one of two changes with the same tag', async () => {
    const root = await identity.setUp();
    const alice = await identity.user(root, 'alice');
    const settled = await Promise.allSettled(
      ['A', 'B', 'C'].map((displayName) =>
        identity.call(changeUser, {
          as: root,
          params: { id: alice.id },
          body: { displayName },
          envelope: { ifMatch: '"1"' },
        }),
      ),
    );
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it('walks the journey from set-up to a namespace that somebody else sees', async () => {
    const root = await identity.setUp();
    const [alice, bob] = [await identity.user(root, 'alice'), await identity.user(root, 'bob')];
    const team = await identity.namespace(root, await identity.registry(root), 'team/app', alice);
    await identity.grant(alice, team, { principal: { kind: 'user', id: bob.id }, right: 'READ' });
    const page = (await identity.call(listNamespaces, { as: bob })).body as { items: NamespaceView[] };
    expect(page.items).toMatchObject([{ path: 'team/app', ownAccess: { actions: ['pull'] } }]);
    const origin = { address: '192.0.2.7', userAgent: 'test' };
    await identity.messages.request(OpenSession, { username: 'bob', password: PASSWORD, ...origin });
    await identity.stop();
    await identity.open();
    const users = listUsers.reply.parse((await identity.call(listUsers, { as: root, query: { q: 'O' } })).body);
    expect(users.items.map(({ username }) => username)).toEqual(['bob', 'root']);
  });
});
