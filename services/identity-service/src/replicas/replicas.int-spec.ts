import {
  createGroup,
  POLICY_FORMAT,
  readPolicy,
  type ReplicaReport,
  ReplicaLeft,
  ReplicaReported,
  type UserView,
} from '@spectacles/contracts';
import { waitFor } from '@spectacles/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { IdentityHarness } from '../test-support/identity-harness.js';

type Report = z.output<typeof ReplicaReport>;

const ONE = '0199a7c0-7a70-7a70-8a70-000000000001';
const TWO = '0199a7c0-7a70-7a70-8a70-000000000002';
let identity: IdentityHarness;
let root: UserView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
});
afterEach(() => identity.close());

const policy = async () => readPolicy.reply.parse((await identity.call(readPolicy, { as: root })).body);
const report = async (instance: string, more: Partial<Report> = {}) => {
  const said = { instance, service: 'token', format: POLICY_FORMAT, version: 1, ageSeconds: 0.5, ...more } as const;
  identity.messages.publish(ReplicaReported, { keyRingVersion: 0, latestExpiry: {}, ...said });
  await waitFor(
    async () =>
      (await policy()).replicas.some((replica) => replica.instance === instance && replica.version === said.version),
    { what: 'the report is heard' },
  );
};
const instances = async () => (await policy()).replicas.map(({ instance }) => instance);

describe('where the policy is in force', () => {
  it('is told with the version of each token server, and silent ones stay with a growing age', async () => {
    await report(TWO);
    await identity.user(root, 'alice');
    await report(ONE, { version: 2, ageSeconds: 0 });
    identity.clock.advanceSeconds(10);
    expect(await policy()).toEqual({
      version: 2,
      replicas: [
        { instance: ONE, version: 2, ageSeconds: 10 },
        { instance: TWO, version: 1, ageSeconds: 10.5 },
      ],
    });
  });

  it('counts a silent one until it decides nothing any more and its last token has ended', async () => {
    await report(ONE);
    identity.clock.advanceSeconds(1799);
    expect(await instances()).toEqual([ONE]);
    identity.clock.advanceSeconds(1);
    expect(await instances()).toEqual([]);
  });

  it('counts it for longer where its tokens live longer', async () => {
    const end = new Date(identity.clock.now().getTime() + 3_600_000).toISOString();
    await report(ONE, { latestExpiry: { [TWO]: end } });
    identity.clock.advanceSeconds(900 + 3599);
    expect(await instances()).toEqual([ONE]);
    identity.clock.advanceSeconds(1);
    expect(await instances()).toEqual([]);
  });

  it('counts it for no longer than a token can live, whatever it told', async () => {
    await report(ONE, { latestExpiry: { [TWO]: '9999-12-31T23:59:59.000Z' } });
    identity.clock.advanceSeconds(900 + 86_400);
    expect(await instances()).toEqual([]);
  });

  it('forgets whoever says goodbye, at once', async () => {
    await report(ONE);
    identity.messages.publish(ReplicaLeft, { instance: ONE });
    await waitFor(async () => (await instances()).length === 0, { what: 'the goodbye is heard' });
  });

  it('is known again after a restart', async () => {
    await report(ONE);
    await identity.stop();
    await identity.open();
    expect(await instances()).toEqual([ONE]);
  });

  it('holds back a change that some token server could not read', async () => {
    await report(ONE, { format: POLICY_FORMAT - 1 });
    const make = () => identity.call(createGroup, { as: root, body: { name: 'developers' } });
    await expect(make()).rejects.toMatchObject({ code: 'REPLICA_TOO_OLD', status: 503 });
    await identity.user(root, 'alice');
    await report(ONE, { version: 2 });
    expect(await make()).toMatchObject({ status: 201 });
  });

  it('is for whoever is signed in, and not older than they have seen', async () => {
    await expect(identity.call(readPolicy)).rejects.toMatchObject({ status: 401 });
    const future = identity.call(readPolicy, { as: root, envelope: { atLeast: 1000 } });
    await expect(future).rejects.toMatchObject({ code: 'POLICY_NOT_YET' });
  });
});
