import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { basic, type House, openHouse, passwordOf } from '../test-support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** The access that an administrator gets, who may do anything: what is missing was refused for its form alone. */
async function accessOf(scopes: readonly string[], user = 'admin', service = 'reg-a'): Promise<unknown> {
  const query = new URLSearchParams({ service });
  for (const scope of scopes) query.append('scope', scope);
  const reply = await house.ask(query.toString(), basic(user, passwordOf(user)));
  expect(reply.status).toBe(200);
  return reply.claims?.access;
}
const repository = (name: string, ...actions: string[]) => ({ type: 'repository', name, actions });

describe('scopes', () => {
  it.each([
    ['SEC-B01', 'repository:team/../prod/app:push'],
    ['SEC-B02', 'repository:team/./app:push'],
    ['SEC-B02', 'repository:team//app:push'],
    ['SEC-B02', 'repository:/team/app:push'],
    ['SEC-B02', 'repository:team/app/:push'],
    ['SEC-B03', 'repository:Team/app:push'],
    ['SEC-B04', 'repository:team%2fapp:push'],
    ['SEC-B04', 'repository:team\u2215app:push'],
    ['SEC-B04', 'repository:team/app\u0000:push'],
    ['SEC-B04', 'repository:team/app\r\nx-evil: 1:push'],
    ['SEC-B05', 'repository:team/app:pull:push'],
    ['SEC-B05', 'repository:a:b:c:pull'],
    ['SEC-B06', 'repository:evil:5000/team/app:pull'],
    ['SEC-B08', 'REPOSITORY:team/app:pull'],
    ['SEC-B08', 'xrepository:team/app:pull'],
    ['SEC-B08', 'registry:team/app:pull'],
    ['SEC-B08', 'admin:*:*'],
    ['SEC-B09', 'repository:*:pull'],
    ['SEC-B09', 'repository:team/*:push'],
    ['SEC-B11', 'repository:team/app:admin,,PUSH'],
    ['SEC-B14', 'registry:catalog:*'],
    ['SEC-B15', 'registry:catalog:pull'],
    ['SEC-B15', 'registry:*:*'],
    ['SEC-B16', 'repository::pull'],
  ])('%s nothing is granted for %j, not even to an administrator', async (_id, scope) => {
    expect(await accessOf([scope])).toEqual([]);
  });

  it('SEC-B04 nothing of a scope comes back in a header, and overlong UTF-8 grants nothing', async () => {
    const response = await fetch(`${house.url}/token?service=reg-a&scope=repository:a%0d%0ax-evil:%201:pull`);
    expect(response.headers.get('x-evil')).toBeNull();
    const reply = await house.ask(
      'service=reg-a&scope=repository:team%C0%AFapp:pull',
      basic('admin', passwordOf('admin')),
    );
    expect([reply.status, reply.claims?.access]).toEqual([200, []]);
  });

  it.each(['repository(plugin)', 'repository(*)'])(
    'SEC-B07 the class of %s is not looked at and not written',
    async (type) => {
      expect(await accessOf([`${type}:team/app:push`])).toEqual([repository('team/app', 'push')]);
    },
  );

  it('SEC-B10 a star on a repository is what the caller holds, action by action', async () => {
    expect(await accessOf(['repository:team/app:*'], 'bob')).toEqual([repository('team/app', 'pull')]);
    expect(await accessOf(['repository:team/app:*'])).toEqual([repository('team/app', 'pull', 'push', 'delete')]);
  });

  it('SEC-B11 known actions count once, unknown ones not at all', async () => {
    expect(await accessOf(['repository:team/app:pull,pull,admin,,PUSH'])).toEqual([repository('team/app', 'pull')]);
  });

  it('SEC-B12 a repository named twice is one entry with the union', async () => {
    const scopes = ['repository:team/app:delete', 'repository:team/app:push,pull'];
    expect(await accessOf(scopes, 'alice')).toEqual([repository('team/app', 'pull', 'push')]);
    expect(await accessOf([scopes.join(' ')])).toEqual([repository('team/app', 'pull', 'push', 'delete')]);
  });

  it('SEC-B13 of a flood of scopes at most 100 are read', async () => {
    const form = (count: number) =>
      Array.from({ length: count }, (_, index) => `scope=repository:p${String(index)}:pull`).join('&');
    const head = `grant_type=password&username=admin&password=${encodeURIComponent(passwordOf('admin'))}&service=reg-a&`;
    const reply = await house.post(head + form(2000));
    expect([200, 400]).toContain(reply.status);
    expect((await house.post(head + form(10_000))).status).toBe(413);
    const response = await fetch(`${house.url}/token?service=reg-a&scope=${'x'.repeat(1_048_576)}`).catch(() => null);
    expect([431, undefined]).toContain(response?.status);
    expect((await house.ask('service=reg-a')).status).toBe(200);
  });

  it('SEC-B16 zot’s catalogue is no right of anybody either', async () => {
    expect(await accessOf(['repository::pull'], 'admin', 'zot-a')).toEqual([]);
  });

  it('empty items are passed over, also as zot makes containerd send them', async () => {
    expect(await accessOf(['', '  repository:team/app:pull  ', ''])).toEqual([repository('team/app', 'pull')]);
  });

  it('SEC-C10 the source of a mount that may not be read is left out, the rest is granted', async () => {
    const scopes = ['repository:team/a:push,pull', 'repository:secret/x:pull'];
    expect(await accessOf(scopes, 'alice')).toEqual([repository('team/a', 'pull', 'push')]);
  });

  it('SEC-C11 what is forbidden and what does not exist look the same', async () => {
    expect(await accessOf(['repository:secret/x:pull'], 'alice')).toEqual(
      await accessOf(['repository:nowhere/x:pull'], 'alice'),
    );
  });
});
