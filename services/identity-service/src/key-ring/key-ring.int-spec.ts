import { deleteRegistry, PutKeyRing, type SigningKeyState, type UserView } from '@spectacles/contracts';
import { newId } from '@spectacles/platform';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness } from '../test-support/identity-harness.js';

let identity: IdentityHarness;
let root: UserView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
});
afterEach(() => identity.close());

const aKey = (more: Partial<SigningKeyState> = {}): SigningKeyState => ({
  kind: 'signing-key',
  id: newId(identity.clock),
  registryId: null,
  role: 'leaf',
  state: 'active',
  algorithm: 'ES256',
  certificate: null,
  publicJwk: { kty: 'EC' },
  sealedPrivateKey: 'v1.key.sealed',
  notAfter: null,
  ...more,
});
const put = (basedOn: number, ...keys: SigningKeyState[]) => identity.messages.request(PutKeyRing, { basedOn, keys });

describe('the key ring', () => {
  it('is carried by the policy as it was sealed', async () => {
    const key = aKey();
    const { policyVersion } = await put(1, key);
    expect(policyVersion).toBe(2);
    const row = (await identity.policyRows()).find(({ kind }) => kind === 'signing-key');
    expect(row).toMatchObject({ n: 2, key: key.id });
    expect(JSON.parse(row?.state ?? '')).toEqual(key);
  });

  it('is not overwritten by keys made from an older version', async () => {
    await put(1, aKey());
    await expect(put(1, aKey())).rejects.toMatchObject({ code: 'KEY_RING_CHANGED', status: 409 });
    await identity.user(root, 'alice');
    expect(await put(2, aKey())).toEqual({ policyVersion: 4 });
  });

  it('takes the keys of one of two replicas that make them at once', async () => {
    const settled = await Promise.allSettled([put(1, aKey()), put(1, aKey())]);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await identity.policyRows()).filter(({ kind }) => kind === 'signing-key')).toHaveLength(1);
  });

  it('is kept over a restart, and with it the version it has', async () => {
    await put(1, aKey());
    await identity.stop();
    await identity.open();
    await expect(put(1, aKey())).rejects.toMatchObject({ code: 'KEY_RING_CHANGED' });
  });

  it('loses the key of a registry that is gone', async () => {
    const registry = await identity.registry(root, { kind: 'zot' });
    const key = aKey({ registryId: registry.id });
    await put(2, key, aKey());
    await identity.call(deleteRegistry, { as: root, params: { id: registry.id } });
    const gone = (await identity.policyRows()).filter(({ state }) => state === null);
    expect(gone.map(({ kind, key: id }) => [kind, id])).toEqual([
      ['signing-key', key.id],
      ['registry', registry.id],
    ]);
  });
});
