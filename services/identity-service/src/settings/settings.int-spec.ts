import { changeSettings, readSettings, SETTINGS_ID, type UserView } from '@spectacles/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { IdentityHarness } from '../test-support/identity-harness.js';

const DEFAULTS = {
  tokensOnly: false,
  defaultTokenDays: 90,
  maximumTokenDays: 365,
  decisionRetentionDays: 90,
  activityRetentionDays: 365,
  version: 0,
};

describe.each(databaseKinds)('settings of the installation on %s', (kind) => {
  let databases: DatabaseMaker;
  let identity: IdentityHarness;
  let root: UserView;
  let alice: UserView;

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    identity = await IdentityHarness.start({ databaseUrl: databases.make() });
    root = await identity.setUp();
    alice = await identity.user(root, 'alice');
  });
  afterEach(() => identity.close());

  const read = async (as = alice) => (await identity.call(readSettings, { as })).body;
  const change = (body: object, more: object = {}) => identity.call(changeSettings, { as: root, body, ...more });

  it('have defaults that everybody may read', async () => {
    expect(await read()).toEqual(DEFAULTS);
  });

  it('are changed by administrators, and told to the replicas', async () => {
    const reply = await change({ tokensOnly: true, decisionRetentionDays: 30 });
    expect(reply.body).toEqual({ ...DEFAULTS, tokensOnly: true, decisionRetentionDays: 30, version: 1 });
    const [row] = (await identity.policyRows()).filter(({ key }) => key === SETTINGS_ID);
    expect(JSON.parse(row?.state ?? '')).toEqual({
      kind: 'settings',
      id: SETTINGS_ID,
      tokensOnly: true,
      decisionRetentionDays: 30,
      activityRetentionDays: 365,
    });
    await identity.stop();
    await identity.open();
    expect(await read()).toMatchObject({ tokensOnly: true, version: 1 });
    const body = { tokensOnly: false };
    await expect(identity.call(changeSettings, { as: alice, body })).rejects.toMatchObject({ status: 403 });
  });

  it('are not changed by a caller who read an older one', async () => {
    await change({ tokensOnly: true });
    const stale = change({ tokensOnly: false }, { envelope: { ifMatch: '"0"' } });
    await expect(stale).rejects.toMatchObject({ status: 412 });
  });

  it('write nothing when nothing changes', async () => {
    const before = (await identity.policyRows()).length;
    await change({ tokensOnly: false });
    expect((await identity.policyRows()).length).toBe(before);
  });

  it('are refused where they contradict each other, at the field that was sent', async () => {
    await expect(change({ maximumTokenDays: 30 })).rejects.toMatchObject({
      errors: [{ pointer: '/maximumTokenDays' }],
    });
    const more = change({ defaultTokenDays: 400 });
    await expect(more).rejects.toMatchObject({ status: 422, errors: [{ pointer: '/defaultTokenDays' }] });
  });
});
