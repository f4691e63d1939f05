import { createHash } from 'node:crypto';
import { Controller, Module } from '@nestjs/common';
import {
  ActivityChanged,
  ActivityEntry,
  changeProfile,
  changeUser,
  CloseSession,
  createGrant,
  deleteGrant,
  type GrantView,
  OpenSession,
  ReadActivityLog,
  setUserPassword,
  type UserView,
} from '@spectacles/contracts';
import { HandleEvent, startMicroservice } from '@spectacles/platform';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testLogger, waitFor } from '@spectacles/testing';
import { IdentityHarness, PASSWORD } from '../test-support/identity-harness.js';

const heard: number[] = [];

@Controller()
class BellMessages {
  @HandleEvent(ActivityChanged)
  ring({ n }: { n: number }): void {
    heard.push(n);
  }
}

@Module({ controllers: [BellMessages] })
class BellModule {}

let identity: IdentityHarness;
let root: UserView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
});
afterEach(() => identity.close());

async function activity(): Promise<ActivityEntry[]> {
  const page = await identity.messages.request(ReadActivityLog, { after: { n: 0, id: '' }, skip: 0, limit: 1000 });
  return page.outcome === 'rows' ? page.rows.map(({ state }) => ActivityEntry.parse(JSON.parse(state ?? ''))) : [];
}
const actions = async () => (await activity()).map(({ action }) => action);

describe('the activity log', () => {
  it('says who did what to what, from where, in which policy', async () => {
    const alice = await identity.user(root, 'alice');
    await identity.call(changeUser, { as: root, params: { id: alice.id }, body: { administrator: true } });
    const entries = await activity();
    expect(entries.map(({ action }) => action)).toEqual(['user.create', 'user.create', 'user.change']);
    expect(entries[0]).toMatchObject({ actor: { kind: 'user', name: 'root' }, object: { name: 'root' } });
    expect(entries[2]).toMatchObject({
      actor: { kind: 'user', id: root.id, name: 'root' },
      credential: null,
      object: { kind: 'user', id: alice.id, name: 'alice' },
      changes: [{ field: 'administrator', before: 'false', after: 'true' }],
      address: '192.0.2.7',
      userAgent: 'test',
      requestId: 'request-2',
      policyVersion: 3,
    });
  });

  it('tells of an entry in which namespace it is, and for whom', async () => {
    const alice = await identity.user(root, 'alice');
    const registry = await identity.registry(root);
    const team = await identity.namespace(root, registry, 'team', alice);
    const body = { principal: { kind: 'user', id: alice.id }, right: 'READ' };
    const made = (await identity.call(createGrant, { as: alice, params: { id: team.id }, body })).body as GrantView;
    await identity.call(deleteGrant, { as: alice, params: { id: team.id, grantId: made.id } });
    const [create, remove] = (await activity()).slice(-2);
    expect(create).toMatchObject({
      ...{ action: 'grant.create', registryId: registry.id, namespaceId: team.id },
      object: { kind: 'grant', id: made.id, name: 'user alice in team' },
    });
    expect(create?.changes).toContainEqual({ field: 'right', before: null, after: 'READ' });
    expect(remove).toMatchObject({ action: 'grant.delete', object: { id: made.id } });
    expect(remove?.changes).toContainEqual({ field: 'right', before: 'READ', after: null });
  });

  it('holds sign-ins and sign-outs, which keep the number of the policy', async () => {
    const origin = { address: '203.0.113.5', userAgent: 'browser' };
    const opened = await identity.messages.request(OpenSession, { username: 'root', password: PASSWORD, ...origin });
    const secretHash = createHash('sha256').update(opened.secret).digest('hex');
    await identity.messages.request(CloseSession, { secretHash });
    const [open, close] = (await activity()).slice(-2);
    expect(open).toMatchObject({ action: 'session.open', ...origin, policyVersion: null, object: { name: 'root' } });
    expect(close).toMatchObject({ action: 'session.close', object: { id: opened.sessionId } });
    expect((await identity.policyRows()).map(({ n }) => n)).toEqual([1]);
  });

  it('has nothing of what was refused, or changed nothing', async () => {
    await expect(identity.user(root, 'root')).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    await identity.call(changeProfile, { as: root, body: { displayName: '' } });
    expect(await actions()).toEqual(['user.create']);
  });

  it('never holds a password', async () => {
    const alice = await identity.user(root, 'alice');
    const fresh = 'another long enough secret';
    await identity.call(setUserPassword, { as: root, params: { id: alice.id }, body: { new: fresh } });
    const text = JSON.stringify(await activity());
    expect(await actions()).toContain('user.password');
    for (const secret of [PASSWORD, fresh, 'argon2']) expect(text).not.toContain(secret);
  });

  it('rings after every row', async () => {
    const twin = await startMicroservice(BellModule, {
      bus: identity.bus,
      queue: 'reader',
      logger: testLogger().logger,
    });
    await identity.user(root, 'alice');
    await waitFor(() => heard.includes(2), { what: 'the doorbell of the activity log' });
    await twin.close();
  });
});
