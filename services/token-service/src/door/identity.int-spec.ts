import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { basic, type House, openHouse, passwordOf } from '../test-support/house.js';

const PUSH = 'service=reg-a&scope=repository:team/app:pull,push';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const asUser = (name: string) => basic(name, passwordOf(name));

describe('who the caller is', () => {
  it('SEC-A01 account alone makes nobody: the token is anonymous and grants nothing', async () => {
    const reply = await house.ask(`account=admin&${PUSH}`);
    expect(reply.status).toBe(200);
    expect(reply.claims).toMatchObject({ sub: '', access: [] });
  });

  it('SEC-A02 account of another than the header is refused, recorded, and gives no token', async () => {
    const reply = await house.ask(`account=alice&${PUSH}`, asUser('bob'));
    expect([reply.status, reply.claims]).toEqual([401, null]);
    expect(house.lines.some((line) => line.includes('"outcome":"unauthenticated"'))).toBe(true);
  });

  it('SEC-A03 account in a form is not looked at', async () => {
    const password = encodeURIComponent(passwordOf('bob'));
    const reply = await house.post(`grant_type=password&username=bob&password=${password}&account=admin&${PUSH}`);
    expect(reply.claims).toMatchObject({ sub: 'bob', access: [{ name: 'team/app', actions: ['pull'] }] });
  });

  it('SEC-A04 two identities in one request are refused', async () => {
    const reply = await house.post(`grant_type=password&username=alice&password=x&${PUSH}`, asUser('bob'));
    expect([reply.status, reply.claims]).toEqual([400, null]);
  });

  it('SEC-A05 an empty name with an empty secret is anonymous', async () => {
    const reply = await house.ask('service=reg-a&scope=repository:public/app:pull', { authorization: 'Basic Og==' });
    expect(reply.claims).toMatchObject({ sub: '', access: [{ name: 'public/app', actions: ['pull'] }] });
  });

  it.each(['garbage', 'spf_0123456789'])('SEC-A06 a secret without a name is never anonymous: %s', async (secret) => {
    const byHeader = await house.ask('service=reg-a&scope=repository:public/app:pull', basic('', secret));
    const byForm = await house.post(`grant_type=password&username=&password=${secret}&service=reg-a`);
    expect([byHeader.status, byForm.status]).toEqual([401, 401]);
    expect([byHeader.claims, byForm.claims]).toEqual([null, null]);
  });

  it('SEC-A07 a user without a password cannot sign in with any', async () => {
    house.identity.passwords.delete('admin');
    const replies = await Promise.all(
      ['', 'x', 'undefined', 'null'].map((secret) => house.ask(PUSH, basic('admin', secret))),
    );
    house.identity.passwords.set('admin', passwordOf('admin'));
    expect(replies.map((reply) => reply.status)).toEqual([401, 401, 401, 401]);
  });

  it('SEC-A08 splits at the first colon, and refuses 1 MiB and more than 1 KiB before anybody hashes it', async () => {
    house.identity.passwords.set('bob', ':a:b');
    expect((await house.ask(PUSH, basic('bob', ':a:b'))).status).toBe(200);
    house.identity.passwords.set('bob', 'schön\u0000');
    expect((await house.ask(PUSH, basic('bob', 'schön\u0000'))).status).toBe(200);
    house.identity.passwords.set('bob', passwordOf('bob'));
    const before = house.identity.verifications;
    expect((await house.ask(PUSH, basic('bob', 'x'.repeat(1025)))).status).toBe(401);
    const form = `grant_type=password&username=bob&service=reg-a&password=`;
    expect((await house.post(form + 'x'.repeat(1025))).status).toBe(401);
    expect((await house.post(form + 'x'.repeat(1_048_576))).status).toBe(413);
    expect(house.identity.verifications).toBe(before);
  });

  it.each(['Admin', 'admin ', 'admin\n', 'ａdmin', 'admin\u200b', ' admin', 'admin\u0000'])(
    'SEC-A09 no other way to write a name is that user: %j',
    async (name) => {
      const reply = await house.ask(PUSH, basic(name, passwordOf('admin')));
      expect([reply.status, reply.claims]).toEqual([401, null]);
    },
  );

  it('SEC-A15 answers alike for an unknown name, a wrong password and a disabled user, at the same work', async () => {
    const before = house.identity.verifications;
    const replies = [];
    for (const name of ['nobody', 'alice', 'dora']) replies.push(await house.ask(PUSH, basic(name, 'wrong')));
    replies.push(await house.ask(PUSH, asUser('dora')));
    const told = replies.map(({ status, body, headers }) =>
      JSON.stringify([status, body, headers.get('www-authenticate')]),
    );
    expect(new Set(told).size).toBe(1);
    expect(replies[0]?.status).toBe(401);
    expect(house.identity.verifications).toBe(before + replies.length);
  });

  it('a registry that refuses anonymous callers says so, and serves who signs in', async () => {
    const [registry] = house.policy.policy.registries();
    if (registry === undefined) throw new TypeError('The house has no registry');
    house.policy.put({ ...registry, refuseAnonymous: true });
    const [anonymous, empty, named] = await Promise.all([
      house.ask(PUSH),
      house.ask(PUSH, { authorization: 'Basic Og==' }),
      house.ask(PUSH, asUser('alice')),
    ]);
    house.policy.put(registry);
    expect([anonymous.status, empty.status, named.status]).toEqual([401, 401, 200]);
  });

  it('a right that was taken away is gone at the next token', async () => {
    const access = async () => (await house.ask(PUSH, asUser('alice'))).claims?.access;
    expect(await access()).toHaveLength(1);
    const grants = house.policy.policy;
    house.policy.remove('grant', '01900000-0000-7000-8000-000000000031');
    expect(await access()).toEqual([]);
    expect(grants.sizes().grants).toBe(2);
  });
});

describe('while nobody can check passwords', () => {
  it('who was verified lately goes on, others are told to try again', async () => {
    const open = await openHouse();
    expect((await open.ask(PUSH, asUser('alice'))).status).toBe(200);
    open.identity.reachable = false;
    open.clock.advanceSeconds(120);
    const [alice, bob] = [await open.ask(PUSH, asUser('alice')), await open.ask(PUSH, asUser('bob'))];
    await open.close();
    expect([alice.status, bob.status, bob.headers.get('retry-after')]).toEqual([200, 503, '1']);
    expect(alice.claims).toMatchObject({ sub: 'alice', access: [{ actions: ['pull', 'push'] }] });
  });

  it('somebody who tries too often is told how long to wait', async () => {
    const open = await openHouse();
    open.identity.throttled = true;
    const reply = await open.ask(PUSH, asUser('alice'));
    await open.close();
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([429, '7']);
    expect(reply.body).toMatchObject({ errors: [{ code: 'TOOMANYREQUESTS' }] });
  });
});
