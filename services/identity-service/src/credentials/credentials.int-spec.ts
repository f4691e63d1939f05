import {
  createRobot,
  createToken,
  ResolveCredential,
  setUserPassword,
  type UserView,
  VerifyCredentials,
} from '@spectacles/contracts';
import { hashSecret } from '@spectacles/platform';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness, PASSWORD } from '../test-support/identity-harness.js';

let identity: IdentityHarness;
let root: UserView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
});
afterEach(() => identity.close());

const verify = (username: string, password: string) =>
  identity.messages.request(VerifyCredentials, { username, password, address: '192.0.2.7' });

/** What a caller learns of a refusal, and what it cost. */
async function refusal(username: string, password: string) {
  const before = identity.hasher.verifications;
  const error: unknown = await verify(username, password).catch((reason: unknown) => reason);
  const { code, status, message } = error as { code: string; status: number; message: string };
  return { code, status, message, verifications: identity.hasher.verifications - before };
}

describe('credentials', () => {
  it('are answered with the version that a replica must have to know the user', async () => {
    const alice = await identity.user(root, 'alice');
    const answer = await verify('alice', PASSWORD);
    expect(answer).toEqual({ userId: alice.id, credentialVersion: 1, policyVersion: 2 });
    await identity.call(setUserPassword, { as: root, params: { id: alice.id }, body: { new: 'another password 1' } });
    expect(await verify('alice', 'another password 1')).toMatchObject({ credentialVersion: 2, policyVersion: 3 });
  });

  it('SEC-A07 of a user without a password never match', async () => {
    // No route makes such a user yet; sign-in providers will.
    const alice = await identity.user(root, 'alice');
    await identity.forgetPassword(alice);
    for (const password of [PASSWORD, 'null', 'undefined', 'x'])
      expect(await refusal('alice', password)).toMatchObject({ code: 'INVALID_CREDENTIALS', status: 401 });
  });

  it('SEC-A08 longer than 1 KiB are refused before anything is hashed', async () => {
    const long = 'ä'.repeat(600);
    expect(await refusal('root', long)).toMatchObject({ code: 'INVALID_CREDENTIALS', verifications: 0 });
    expect(await refusal('root', 'a'.repeat(1024))).toMatchObject({ verifications: 1 });
    await expect(verify('root', 'a'.repeat(1_048_576))).rejects.toThrow();
  });

  it.each(['Root', 'root ', ' root', 'root\n', '\uff52oot', 'root\u200b', 'root\u0000'])(
    'SEC-A09 of %j are not those of root',
    async (username) => {
      expect(await refusal(username, PASSWORD)).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    },
  );

  it('SEC-A15 fail alike and at the same cost, whatever is wrong', async () => {
    const [disabled, passwordless] = [await identity.user(root, 'disabled'), await identity.user(root, 'without')];
    await identity.disable(root, disabled);
    await identity.forgetPassword(passwordless);
    const wrong = await refusal('root', 'not the password');
    expect(wrong).toMatchObject({ code: 'INVALID_CREDENTIALS', status: 401, verifications: 1 });
    expect(await refusal('nobody', PASSWORD)).toEqual(wrong);
    expect(await refusal('no name at all!', PASSWORD)).toEqual(wrong);
    expect(await refusal('disabled', PASSWORD)).toEqual(wrong);
    expect(await refusal('without', PASSWORD)).toEqual(wrong);
  });

  it('are printed nowhere, right or wrong, and neither are tokens and robots’ secrets', async () => {
    const wrong = 'a wrong secret of somebody';
    for (let index = 0; index < 12; index += 1) await refusal('root', `${wrong} ${String(index)}`);
    const made = [
      await identity.call(createToken, { as: root, body: { name: 'laptop' } }),
      await identity.call(createRobot, { as: root, body: { name: 'ci' } }),
    ].map(({ body }) => (body as { secret: string }).secret);
    const request = { name: null, address: '192.0.2.7' };
    for (const secret of made)
      await identity.messages.request(ResolveCredential, { ...request, secretHash: hashSecret(secret) });
    await identity.stop();
    const printed = JSON.stringify(identity.log.lines);
    expect(identity.log.lines.length).toBeGreaterThan(0);
    for (const secret of [wrong, PASSWORD, ...made, ...made.map(hashSecret)]) expect(printed).not.toContain(secret);
  });

  it('are kept as hashes only', async () => {
    await identity.user(root, 'alice', { password: 'a secret nobody sees' });
    const text = JSON.stringify(await identity.policyRows());
    expect(text).not.toContain('a secret nobody sees');
    expect(text).not.toContain('passwordHash');
    expect(text).not.toContain(createHash('sha256').update('a secret nobody sees').digest('hex'));
  });
});
