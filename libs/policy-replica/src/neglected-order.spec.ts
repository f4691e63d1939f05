import { grantedVerbs, PULL, PUSH } from '@spectacles/access-control';
import { ManualClock, testLogger } from '@spectacles/testing';
import { expect, it } from 'vitest';
import {
  ALICE,
  alice,
  id,
  MemoryPolicyLog,
  namespace,
  NAMESPACE,
  REGISTRY,
  registry,
  type Change,
} from './policy-log.fixture.js';
import { PolicyReplica } from './policy-replica.js';

const GROUP = id(20);
const member = { kind: 'group-member', id: id(21), groupId: GROUP, userId: ALICE, role: 'member' } as const;
const group = { kind: 'group', id: GROUP, name: 'devs' } as const;
const devsWrite: Change = {
  ...{
    kind: 'grant',
    id: id(22),
    registryId: REGISTRY,
    namespaceId: NAMESPACE,
    right: 'WRITE',
    verbs: null,
    pattern: null,
  },
  principal: { kind: 'group', id: GROUP },
};

/** Follows a log in pages of one row, and tells whenever alice could push. */
async function everCouldPush(write: (log: MemoryPolicyLog) => void): Promise<boolean> {
  const log = new MemoryPolicyLog();
  log.commit(registry, alice, namespace, group, member);
  const replica = new PolicyReplica({
    source: log,
    clock: new ManualClock(),
    logger: testLogger().logger,
    pageSize: 1,
    pollMs: 3_600_000,
  });
  let could = false;
  const look = (): void => {
    const requested = { kind: 'repository', name: 'team/app', verbs: PULL | PUSH } as const;
    could ||= grantedVerbs(replica.policy, { kind: 'user', userId: ALICE }, REGISTRY, requested) !== 0;
  };
  log.beforeAnswer = look;
  replica.changed.subscribe(look);
  await replica.start();
  write(log);
  // Rows of other people's, so that pages end at every place in between.
  const n = log.commit({ ...alice, id: id(30), username: 'bob' });
  replica.ring(n);
  await replica.atLeast(n, 5_000);
  look();
  await replica.stop();
  return could;
}

it('SEC-C17 no state combines a new grant with an old membership, in one commit or in two', async () => {
  const leaves: Change = { gone: 'group-member', key: member.id };
  expect(await everCouldPush((log) => [log.commit(leaves), log.commit(devsWrite)])).toBe(false);
  expect(await everCouldPush((log) => log.commit(devsWrite, leaves))).toBe(false);
  expect(await everCouldPush((log) => log.commit(devsWrite))).toBe(true);
});
