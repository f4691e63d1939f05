import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { troubleOf } from './caller.js';
import { CompiledPolicy } from './compiled-policy.js';
import { policyRows } from './model/policy-arbitrary.js';
import { aCredential, aRegistry, aUser, rowsOf } from './model/policy-rows.js';
import type { CredentialState } from './policy-state.js';
import { presentedSecret } from './presented-secret.js';

const at = Date.parse('2026-06-01T00:00:00Z');
const addresses = fc.constantFrom('192.0.2.1', '198.51.100.7', '2001:db8::1');

/** The same by the lookups that everything else uses. */
function byLookups(policy: CompiledPolicy, credential: CredentialState, address: string) {
  const { id, owner } = credential;
  const ownerName = owner.kind === 'user' ? policy.user(owner.id)?.username : policy.robot(owner.id)?.login;
  const use = { credentialId: id, at, address };
  const principal =
    owner.kind === 'user'
      ? ({ kind: 'user', userId: owner.id, ...use } as const)
      : ({ kind: 'robot', robotId: owner.id, ...use } as const);
  return { credential, ownerName: ownerName ?? null, principal, trouble: troubleOf(policy, principal) };
}

describe('a secret that is presented', () => {
  it('is what the policy says of the credential and of its owner', () => {
    let found = 0;
    fc.assert(
      fc.property(policyRows, addresses, (rows, address) => {
        const policy = CompiledPolicy.empty();
        policy.apply(rows);
        for (const { kind, key } of rows) {
          const credential = kind === 'credential' ? policy.credential(key) : null;
          if (credential === null) continue;
          const known = policy.credentialEntryByHash(credential.secretHash)?.state;
          if (known === undefined) continue;
          found += 1;
          expect(presentedSecret(policy, credential.secretHash, { at, address })).toEqual(
            byLookups(policy, known, address),
          );
        }
      }),
    );
    expect(found).toBeGreaterThan(50);
  });

  it("is nobody's where nobody has it, and of somebody without a name where the owner has no row", () => {
    const policy = CompiledPolicy.empty();
    const token = aCredential({ id: 'key', owner: { kind: 'user', id: 'alice' } });
    policy.apply(rowsOf([aRegistry({ id: 'north' }), token]));
    const present = (hash = token.secretHash) => presentedSecret(policy, hash, { at, address: '192.0.2.1' });
    expect(present('f'.repeat(64))).toBeNull();
    expect(present()).toMatchObject({ ownerName: null, trouble: 'unknown-user' });
    policy.apply(rowsOf([aUser({ id: 'alice' })]));
    expect(present()).toMatchObject({ ownerName: 'alice', trouble: null });
    policy.apply([{ kind: 'user', key: 'alice', state: null }]);
    expect(present()).toBeNull();
  });
});
