import { createUser, listUsers, type UserView } from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness, PASSWORD } from '../test-support/identity-harness.js';

const MINUTE_MS = 60_000;
let identity: IdentityHarness;
let root: UserView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
});
afterEach(() => identity.close());

const make = (username: string, commandId: string, as = root) =>
  identity.call(createUser, { as, body: { username, password: PASSWORD }, envelope: { commandId } });
const names = async () =>
  listUsers.reply.parse((await identity.call(listUsers, { as: root })).body).items.map(({ username }) => username);

describe('a command with an id', () => {
  it('that is repeated gets the first answer, and is done once', async () => {
    const first = await make('alice', 'one');
    await identity.user(root, 'bob');
    expect(await make('alice', 'one')).toEqual(first);
    expect(await names()).toEqual(['alice', 'bob', 'root']);
  });

  it('that comes twice at once is done once', async () => {
    const [one, two] = await Promise.all([make('alice', 'one'), make('alice', 'one')]);
    expect(two).toEqual(one);
  });

  it('is remembered over a restart', async () => {
    const first = await make('alice', 'one');
    await identity.stop();
    await identity.open();
    expect(await make('alice', 'one')).toEqual(first);
  });

  it('is a mistake with other contents', async () => {
    await make('alice', 'one');
    await expect(make('bob', 'one')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 422 });
  });

  it('is another one when somebody else gives it', async () => {
    const second = await identity.user(root, 'second', { administrator: true });
    await make('alice', 'one');
    await make('bob', 'one', second);
    expect(await names()).toContain('bob');
  });

  it('that failed may be tried again', async () => {
    await identity.user(root, 'alice');
    await expect(make('alice', 'one')).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    expect(await make('bob', 'one')).toMatchObject({ status: 201 });
  });

  it('is forgotten after ten minutes', async () => {
    await make('alice', 'one');
    identity.clock.advance(10 * MINUTE_MS - 1);
    expect(await make('alice', 'one')).toMatchObject({ status: 201 });
    identity.clock.advance(1);
    await expect(make('alice', 'one')).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    expect(await make('bob', 'one')).toMatchObject({ status: 201 });
  });

  it('gives no answer to somebody who was disabled meanwhile', async () => {
    const second = await identity.user(root, 'second', { administrator: true });
    await make('alice', 'one', second);
    await identity.disable(root, second);
    await expect(make('alice', 'one', second)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN', status: 401 });
  });
});
