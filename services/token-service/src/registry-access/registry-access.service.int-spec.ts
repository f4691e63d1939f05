import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type House, idOf, openHouse, regA, zot } from '../test-support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('tokens for our own work', () => {
  it.each([
    ['ping', regA, { kind: 'ping' }, []],
    ['the catalogue', regA, { kind: 'catalog' }, [{ type: 'registry', name: 'catalog', actions: ['*'] }]],
    ['the catalogue of zot', zot, { kind: 'catalog' }, [{ type: 'repository', name: '', actions: ['pull'] }]],
    [
      'one repository',
      regA,
      { kind: 'pull', repository: 'secret/x' },
      [{ type: 'repository', name: 'secret/x', actions: ['pull'] }],
    ],
  ] as const)('%s, and nothing beside it', async (_name, registry, scope, access) => {
    const reply = await house.parts.access.issue({ registryId: registry.id, scope });
    const claims = decodeJwt(reply.token);
    expect(claims).toMatchObject({ sub: ':sync', aud: registry.service, iss: registry.issuer, access });
    expect(Date.parse(reply.expiresAt)).toBe((claims.exp ?? 0) * 1000);
  });

  it('none for a registry that is not known', async () => {
    const issued = house.parts.access.issue({ registryId: idOf(99), scope: { kind: 'ping' } });
    await expect(issued).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('none by a policy that nobody confirmed for a day', async () => {
    house.policy.age = 86_401;
    const issued = house.parts.access.issue({ registryId: regA.id, scope: { kind: 'ping' } });
    await expect(issued).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: expect.stringContaining('POLICY_MAX_AGE_READ_SECONDS') as string,
    });
    house.policy.age = 0;
  });

  it('none without a key', async () => {
    const empty = await openHouse({ policy: [regA] });
    empty.identity.reachable = false;
    empty.policy.put(zot);
    const issued = empty.parts.access.issue({ registryId: zot.id, scope: { kind: 'ping' } });
    await expect(issued).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await empty.close();
  });
});
