import { RemoteError } from '@spectacles/platform';
import { ManualClock, testLogger } from '@spectacles/testing';
import { beforeEach, describe, expect, it } from 'vitest';

import { alice, aUser, dora, passwordOf, standardPolicy } from '../test-support/house.js';
import { InMemoryIdentity } from '../test-support/in-memory-identity.js';
import { InMemoryPolicy } from '../test-support/in-memory-policy.js';
import { Authenticator } from './authenticator.js';
import { BusCredentialVerifier } from './bus-credential-verifier.js';
import { FailureBuckets } from './failure-buckets.js';
import { PasswordGate } from './password-gate.js';
import { RefusedPasswordCache } from './refused-password-cache.js';
import { VerifiedCredentialCache } from './verified-credential-cache.js';

const ADDRESS = '192.0.2.1';
const credentials = { username: 'alice', secret: passwordOf('alice') };

let clock: ManualClock;
let policy: InMemoryPolicy;
let identity: InMemoryIdentity;
let authenticator: Authenticator;

const gateAt = (time: ManualClock, source: InMemoryPolicy) =>
  new PasswordGate(source, new RefusedPasswordCache(time), new FailureBuckets(time));

const kindOf = async (presented = credentials) => (await authenticator.verify(presented, ADDRESS)).kind;

beforeEach(() => {
  clock = new ManualClock();
  policy = new InMemoryPolicy();
  identity = new InMemoryIdentity(policy);
  policy.put(...standardPolicy);
  for (const name of ['alice', 'dora']) identity.passwords.set(name, passwordOf(name));
  const verifier = new BusCredentialVerifier(identity, testLogger().logger);
  authenticator = new Authenticator(policy, verifier, new VerifiedCredentialCache(), clock, gateAt(clock, policy));
});

describe('Authenticator', () => {
  it('remembers a success for a minute from when it was verified, however often it is used', async () => {
    expect(authenticator.recall(credentials)).toBeNull();
    expect(await kindOf()).toBe('user');
    clock.advanceSeconds(59);
    expect(authenticator.recall(credentials)?.id).toBe(alice.id);
    clock.advanceSeconds(1);
    expect(authenticator.recall(credentials)).toBeNull();
  });

  it('costs nothing for a password that was refused within the minute, and takes no other secret for it', async () => {
    const wrong = { username: 'alice', secret: 'wrong' };
    expect(await kindOf(wrong)).toBe('refused');
    expect(await kindOf()).toBe('user');
    expect(authenticator.recall(wrong)).toBeNull();
    expect(await kindOf(wrong)).toBe('refused');
    expect(identity.verifications).toBe(2);
    clock.advanceSeconds(60);
    expect(await kindOf(wrong)).toBe('refused');
    expect(identity.verifications).toBe(3);
  });

  it('forgets with a new version of the password, and with a disabled user, at once', async () => {
    await kindOf();
    policy.put({ ...alice, credentialVersion: 2 });
    expect(authenticator.recall(credentials)).toBeNull();
    await kindOf();
    expect(authenticator.recall(credentials)).not.toBeNull();
    policy.put({ ...alice, credentialVersion: 2, status: 'disabled' });
    expect(authenticator.recall(credentials)).toBeNull();
  });

  it('verifies a secret that comes many times at once only once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => kindOf()));
    expect(new Set(all)).toEqual(new Set(['user']));
    expect(identity.verifications).toBe(1);
  });

  it('SEC-A15 asks the same of whoever checks passwords for unknown, disabled and known names', async () => {
    const names = ['nobody', 'dora', 'alice', 'Ａlice'];
    for (const username of names) expect(await kindOf({ username, secret: 'wrong' })).toBe('refused');
    expect(identity.verifications).toBe(names.length);
  });

  it('refuses a disabled user whatever the verifier says', async () => {
    identity.meanwhile = () => void policy.put({ ...alice, status: 'disabled' });
    expect(await kindOf()).toBe('refused');
    expect(dora.status).toBe('disabled');
  });

  it('refuses where the password changed while it was checked', async () => {
    const verifier = {
      verify: () =>
        Promise.resolve({ kind: 'verified', userId: alice.id, credentialVersion: 0, policyVersion: 1 } as const),
    };
    authenticator = new Authenticator(policy, verifier, new VerifiedCredentialCache(), clock, gateAt(clock, policy));
    expect(await kindOf()).toBe('refused');
  });

  it('SEC-A09 refuses where the verifier means a user of another name', async () => {
    const verifier = {
      verify: () =>
        Promise.resolve({ kind: 'verified', userId: alice.id, credentialVersion: 1, policyVersion: 1 } as const),
    };
    authenticator = new Authenticator(policy, verifier, new VerifiedCredentialCache(), clock, gateAt(clock, policy));
    expect(await kindOf({ username: 'Alice', secret: 'any' })).toBe('refused');
  });

  it('waits for the policy that the verifier knew, so that the first login of a new user succeeds', async () => {
    const carol = aUser(5, 'carol');
    const verifier = {
      verify: () =>
        Promise.resolve({ kind: 'verified', userId: carol.id, credentialVersion: 1, policyVersion: 2 } as const),
    };
    const waiting = {
      get policy() {
        return policy.policy;
      },
      atLeast: (version?: number) => {
        expect(version).toBe(2);
        policy.put(carol);
        return policy.atLeast(version);
      },
    };
    authenticator = new Authenticator(waiting, verifier, new VerifiedCredentialCache(), clock, gateAt(clock, policy));
    expect(await kindOf({ username: 'carol', secret: 'any' })).toBe('user');
  });

  it('passes on that somebody tries too often', async () => {
    identity.throttled = true;
    expect(await authenticator.verify(credentials, ADDRESS)).toEqual({ kind: 'throttled', retryAfterSeconds: 7 });
  });
});

describe('Authenticator without an answer', () => {
  it('lets nobody else pay for a question that the verifier could not answer', async () => {
    await kindOf();
    clock.advanceSeconds(60);
    identity.meanwhile = () => {
      throw new RemoteError({ code: 'PASSWORD_CHECKS_BUSY', status: 503, message: 'Busy.' });
    };
    expect(await kindOf({ username: 'bob', secret: 'x' })).toBe('unreachable');
    expect(await kindOf()).toBe('user');
    identity.meanwhile = () => undefined;
    expect(await kindOf({ username: 'bob', secret: 'x' })).toBe('refused');
  });

  it('believes for 15 minutes what it verified, and nobody else', async () => {
    await kindOf();
    identity.reachable = false;
    clock.advanceSeconds(15 * 60 - 1);
    expect(await kindOf()).toBe('user');
    expect(await kindOf({ username: 'alice', secret: 'wrong' })).toBe('unreachable');
    clock.advanceSeconds(1);
    expect(await kindOf()).toBe('unreachable');
  });

  it('lets one caller a second try, and answers the others at once', async () => {
    identity.reachable = false;
    expect(await kindOf()).toBe('unreachable');
    identity.reachable = true;
    expect(await kindOf()).toBe('unreachable');
    expect(identity.verifications).toBe(0);
    clock.advanceSeconds(1);
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    identity.meanwhile = () => gate;
    const probe = kindOf();
    expect(await kindOf({ username: 'dora', secret: 'x' })).toBe('unreachable');
    release();
    expect(await probe).toBe('user');
    expect(await kindOf({ username: 'dora', secret: 'x' })).toBe('refused');
  });
});
