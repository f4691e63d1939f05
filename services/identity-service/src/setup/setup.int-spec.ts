import { CompleteSetup, OpenSession, ReadSetup } from '@spectacles/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { IdentityHarness, PASSWORD, SETUP_CODE } from '../test-support/identity-harness.js';

const origin = { address: '192.0.2.7', userAgent: 'test' };
const request = { code: SETUP_CODE, username: 'root', password: PASSWORD, email: null, ...origin };
let identity: IdentityHarness;

afterEach(() => identity.close());

describe('setup', () => {
  it('is required until the first administrator is made, who is then signed in', async () => {
    identity = await IdentityHarness.start();
    expect(await identity.messages.request(ReadSetup, {})).toEqual({ required: true });
    const opened = await identity.messages.request(CompleteSetup, request);
    expect(opened.user).toMatchObject({ username: 'root', administrator: true, status: 'active', source: 'local' });
    expect(opened.policyVersion).toBe(1);
    expect(await identity.messages.request(ReadSetup, {})).toEqual({ required: false });
    await identity.messages.request(OpenSession, { username: 'root', password: PASSWORD, ...origin });
  });

  it('refuses a wrong code before it spends a hash', async () => {
    identity = await IdentityHarness.start();
    const hashes = identity.hasher.hashes;
    const wrong = identity.messages.request(CompleteSetup, { ...request, code: 'another code' });
    await expect(wrong).rejects.toMatchObject({ code: 'SETUP_CODE_WRONG', status: 403 });
    expect(identity.hasher.hashes).toBe(hashes);
  });

  it('is over once it is done, whatever the code', async () => {
    identity = await IdentityHarness.start();
    await identity.messages.request(CompleteSetup, request);
    for (const code of [SETUP_CODE, 'another code']) {
      const again = identity.messages.request(CompleteSetup, { ...request, code, username: 'second' });
      await expect(again).rejects.toMatchObject({ code: 'SETUP_COMPLETED', status: 409 });
    }
  });

  it('makes one administrator of two who come at once', async () => {
    identity = await IdentityHarness.start();
    const settled = await Promise.allSettled(
      ['first', 'second'].map((username) => identity.messages.request(CompleteSetup, { ...request, username })),
    );
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(settled.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code: 'SETUP_COMPLETED' });
  });

  it('makes a code of its own that stays the same over restarts, and is gone afterwards', async () => {
    identity = await IdentityHarness.start({ setupCode: null });
    const code = await identity.setupCode();
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    await identity.stop();
    await identity.open();
    expect(await identity.setupCode()).toBe(code);
    await identity.messages.request(CompleteSetup, { ...request, code: code ?? '' });
    expect(await identity.setupCode()).toBeNull();
  });

  it('makes a new code where the key that sealed the old one is gone', async () => {
    identity = await IdentityHarness.start({ setupCode: null });
    const code = await identity.setupCode();
    await identity.stop();
    await identity.open('1'.repeat(64));
    const replaced = await identity.setupCode();
    expect(replaced).not.toBe(code);
    expect(await identity.setupCode()).toBe(replaced);
  });
});
