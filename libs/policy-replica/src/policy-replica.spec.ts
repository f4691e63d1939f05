import { grantedVerbs, PULL, PUSH } from '@spectacles/access-control';
import { ManualClock, testLogger, waitFor } from '@spectacles/testing';
import { afterEach, describe, expect, it } from 'vitest';
import {
  ALICE,
  alice,
  grant,
  id,
  MemoryPolicyLog,
  namespace,
  NAMESPACE,
  REGISTRY,
  registry,
  type Change,
} from './policy-log.fixture.js';
import { PolicyReplica } from './policy-replica.js';

/** Long enough never to come in a test. */
const NEVER_MS = 3_600_000;

const followers: PolicyReplica[] = [];
afterEach(async () => {
  for (const follower of followers.splice(0)) await follower.stop();
});

function follow(log: MemoryPolicyLog, given: { readonly pollMs?: number; readonly pageSize?: number } = {}) {
  const clock = new ManualClock();
  const { logger, lines } = testLogger();
  const replica = new PolicyReplica({ source: log, clock, logger, pollMs: NEVER_MS, ...given });
  followers.push(replica);
  return { replica, clock, lines };
}

function heldByAlice({ policy }: PolicyReplica, name = 'team/app'): number {
  const requested = { kind: 'repository', name, verbs: PULL | PUSH } as const;
  return grantedVerbs(policy, { kind: 'user', userId: ALICE }, REGISTRY, requested);
}

async function settled(given: { readonly pollMs?: number; readonly pageSize?: number } = {}) {
  const log = new MemoryPolicyLog();
  log.commit(registry, alice, namespace, grant(1, 'READ'));
  const followed = follow(log, given);
  await followed.replica.start();
  return { log, ...followed };
}

describe('the replica of the policy', () => {
  it('begins with a snapshot, and goes on at the doorbell', async () => {
    const { log, replica } = await settled();
    expect([replica.version, heldByAlice(replica)]).toEqual([1, PULL]);
    const n = log.commit(grant(1, 'WRITE'));
    replica.ring(n);
    await replica.atLeast(n);
    expect([replica.version, heldByAlice(replica)]).toEqual([2, PULL | PUSH]);
  });

  it('follows an owner that has decided nothing yet', async () => {
    const log = new MemoryPolicyLog();
    const { replica } = follow(log);
    expect([replica.ready, replica.ageSeconds()]).toEqual([false, Number.POSITIVE_INFINITY]);
    await replica.start();
    expect([replica.ready, replica.version]).toEqual([true, 0]);
    await replica.atLeast(log.commit(registry));
    expect(replica.policy.registry(REGISTRY)).toEqual(registry);
  });

  it('makes good a lost doorbell by its poll', async () => {
    const { log, replica } = await settled({ pollMs: 5 });
    log.commit({ gone: 'grant', key: grant(1, 'READ').id });
    await waitFor(() => replica.version === 2, { what: 'the poll finds the commit' });
    expect(heldByAlice(replica)).toBe(0);
  });

  it('starts without the owner, and finds it later', async () => {
    const log = new MemoryPolicyLog();
    log.commit(registry);
    log.beforeAnswer = () => Promise.reject(new Error('nobody answers'));
    const { replica, lines } = follow(log, { pollMs: 5 });
    await replica.start();
    expect([replica.ready, lines.length]).toEqual([false, 1]);
    log.beforeAnswer = () => undefined;
    await waitFor(() => replica.ready, { what: 'the owner is found' });
  });

  it('tells every version that comes into force, and a late listener that of now', async () => {
    const { log, replica } = await settled();
    const heard: number[] = [];
    const listening = replica.changed.subscribe((version) => heard.push(version));
    await replica.atLeast(log.commit(grant(1, 'FULL')));
    await replica.atLeast(log.commit(grant(1, 'NONE')));
    listening.unsubscribe();
    expect(heard).toEqual([1, 2, 3]);
  });
});

describe('a commit', () => {
  it('is in force as a whole, though it came in several pages', async () => {
    const { log, replica } = await settled({ pageSize: 2 });
    const seen = new Set<number>();
    log.beforeAnswer = () => {
      seen.add(heldByAlice(replica));
    };
    const other = id(4);
    const n = log.commit(
      { gone: 'grant', key: grant(1, 'READ').id },
      { gone: 'namespace', key: NAMESPACE },
      { ...namespace, id: other },
      { ...alice, credentialVersion: 2 },
      grant(2, 'WRITE', other),
    );
    await replica.atLeast(n);
    expect([...seen]).toEqual([PULL]);
    expect(heldByAlice(replica)).toBe(PULL | PUSH);
  });

  const foreign = (key: string, state: object, kind = 'user'): Change => ({ kind, key, state: JSON.stringify(state) });
  const bob = { ...alice, id: id(5), username: 'bob' };

  it.each<readonly [string, Change]>([
    ['a kind that is not known', foreign(id(6), { kind: 'quota', id: id(6) }, 'quota')],
    ['the tombstone of a kind that is not known', { gone: 'quota', key: id(6) }],
    ['a field that is not known', foreign(bob.id, { ...bob, deniedFrom: '10.0.0.0/8' })],
    ['a value that is not known', foreign(bob.id, { ...bob, status: 'suspended' })],
    [
      'a principal that is not known',
      foreign(id(7), { ...grant(7, 'NONE'), id: id(7), principal: { kind: 'robot' } }, 'grant'),
    ],
    ['the state of another object', foreign(id(8), bob)],
    ['the state of another kind', foreign(bob.id, bob, 'grant')],
    ['what is no JSON', { kind: 'user', key: bob.id, state: '{' }],
  ])('that holds %s leaves the last good version in force, says so, and the age runs', async (_what, unreadable) => {
    const { log, replica, clock, lines } = await settled();
    const n = log.commit(grant(1, 'WRITE'), unreadable);
    await expect(replica.atLeast(n, 0)).rejects.toMatchObject({ code: 'POLICY_NOT_YET' });
    await waitFor(() => replica.refusal, { what: 'the refusal' });
    expect(replica.refusal?.n).toBe(n);
    expect(lines.filter(({ level }) => level === 50)).toHaveLength(1);
    expect([replica.version, heldByAlice(replica)]).toEqual([1, PULL]);
    log.commit(grant(1, 'NONE'));
    replica.ring(n + 1);
    clock.advanceSeconds(60);
    expect([replica.version, replica.ready, replica.ageSeconds()]).toEqual([1, true, 60]);
  });

  it('that cannot be read is no longer in the way once a snapshot without it is there', async () => {
    const { log, replica } = await settled();
    const n = log.commit(foreign(bob.id, { ...bob, deniedFrom: '10.0.0.0/8' }));
    await expect(replica.atLeast(n, 0)).rejects.toMatchObject({ code: 'POLICY_NOT_YET' });
    log.commit(bob);
    log.trim();
    await replica.atLeast(log.commit(grant(1, 'FULL')));
    await waitFor(() => replica.refusal === null, { what: 'nothing is refused any more' });
    expect(replica.policy.userByName('bob')).toEqual(bob);
  });
});

describe('a snapshot', () => {
  it('converges while writes go on, and the old policy is in force until it does', async () => {
    const { log, replica } = await settled({ pageSize: 3 });
    for (let number = 10; number < 40; number += 1)
      log.commit({ ...namespace, id: id(number), path: `p${String(number)}` });
    log.trim();
    const seen = new Set<string>();
    let number = 10;
    log.beforeAnswer = () => {
      seen.add(`${String(replica.version)} ${String(replica.policy.sizes().namespaces)}`);
      if (number === 40) return;
      // Some are deleted before the snapshot comes to them, some after, and entries come to those that stay.
      log.commit(
        { gone: 'namespace', key: id(number) },
        { ...namespace, id: id(number + 100), path: `q${String(number)}` },
      );
      log.commit(grant(number, number % 2 === 0 ? 'READ' : 'WRITE', id(number + 100)));
      number += 1;
    };
    const n = log.commit(grant(1, 'NONE'));
    replica.ring(n);
    await waitFor(() => replica.version > n, { what: 'the snapshot' });
    expect([...seen][0]).toBe('1 1');
    expect([...seen].filter((state) => state.startsWith('1 '))).toEqual(['1 1']);
    log.beforeAnswer = () => undefined;
    await replica.atLeast(log.commit(grant(2, 'NONE')));
    expect(replica.policy.sizes()).toMatchObject({ namespaces: 1 + 30, grants: 2 + 30 });
    expect([10, 11, 39].map((at) => heldByAlice(replica, `q${String(at)}/x`))).toEqual([
      PULL,
      PULL | PUSH,
      PULL | PUSH,
    ]);
    expect(heldByAlice(replica, 'p10/x')).toBe(0);
  });

  it('that cannot be read is never put in force', async () => {
    const log = new MemoryPolicyLog();
    log.commit(registry, { kind: 'rule', key: id(6), state: '{}' });
    const { replica } = follow(log);
    await replica.start();
    expect([replica.ready, replica.refusal?.n, replica.policy.registries()]).toEqual([false, null, []]);
  });
});

describe('a policy that nobody confirms', () => {
  const unreadable = { kind: 'rule', key: id(6), state: '{}' };

  it('stuck behind a row that it cannot read, it writes for a quarter of an hour and reads for a day', async () => {
    const { log, replica, clock } = await settled();
    replica.ring(log.commit(grant(1, 'NONE'), unreadable));
    await waitFor(() => replica.refusal, { what: 'the refusal' });
    clock.advanceSeconds(900);
    expect([replica.ageProblem('read'), replica.ageProblem('write')]).toEqual([null, null]);
    clock.advanceSeconds(1);
    expect(() => {
      replica.requireFresh('write');
    }).toThrow('POLICY_MAX_AGE_WRITE_SECONDS');
    await expect(replica.atLeast(1)).resolves.toBeUndefined();
    clock.advanceSeconds(86_400 - 901);
    await expect(replica.atLeast(1)).resolves.toBeUndefined();
    clock.advanceSeconds(1);
    await expect(replica.atLeast(1)).rejects.toMatchObject({
      status: 503,
      message: expect.stringContaining('POLICY_MAX_AGE_READ_SECONDS') as string,
    });
    expect(replica.ageProblem('write')).toContain('POLICY_MAX_AGE_READ_SECONDS');
  });

  it('does not take the very first policy for an old one', async () => {
    const log = new MemoryPolicyLog();
    log.commit(registry);
    const { replica } = follow(log);
    const waiting = replica.atLeast(1);
    await Promise.all([waiting, replica.start()]);
    expect(replica.ageProblem('write')).toBeNull();
  });
});

describe('waiting for a version', () => {
  it('ends at once where it is in force', async () => {
    const { replica } = await settled();
    await expect(replica.atLeast()).resolves.toBeUndefined();
    await expect(replica.atLeast(1, 0)).resolves.toBeUndefined();
  });

  it('asks the owner, since the bell may have been lost', async () => {
    const { log, replica } = await settled();
    await replica.atLeast(log.commit(grant(1, 'FULL')));
    expect(replica.version).toBe(2);
  });

  it('catches up with what was committed before, without a version', async () => {
    const { log, replica } = await settled();
    log.commit(grant(1, 'FULL'));
    await replica.catchUp();
    expect(replica.version).toBe(2);
  });

  it('ends with POLICY_NOT_YET where the version does not come', async () => {
    const { replica } = await settled();
    await expect(replica.atLeast(5, 10)).rejects.toMatchObject({
      code: 'POLICY_NOT_YET',
      status: 503,
      retryAfterSeconds: 1,
    });
  });

  it('ends with POLICY_NOT_YET where there is no policy at all', async () => {
    const { replica } = follow(new MemoryPolicyLog());
    const waiting = replica.atLeast(undefined, 0);
    await replica.stop();
    await expect(waiting).rejects.toMatchObject({ code: 'POLICY_NOT_YET' });
  });

  it('looks once more after its patience has ended', async () => {
    const { log, replica } = await settled();
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    log.beforeAnswer = () => held;
    // The answer arrives in the very turn of the loop in which the patience ends, after the timers of that turn.
    const patienceMs = 1;
    setTimeout(() => setImmediate(answer), patienceMs);
    const waiting = replica.atLeast(log.commit(grant(1, 'FULL')), patienceMs);
    await waiting;
    expect(replica.version).toBe(2);
  });
});
