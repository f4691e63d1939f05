import {
  changeRobot,
  createRobot,
  createToken,
  listNotices,
  type NewRobot,
  rotateRobotSecret,
  type UserView,
} from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness } from '../test-support/identity-harness.js';

const DAY_MS = 24 * 3_600_000;
let identity: IdentityHarness;
let root: UserView;
let alice: UserView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
  alice = await identity.user(root, 'alice');
});
afterEach(() => identity.close());

const inDays = (days: number) => new Date(identity.clock.now().getTime() + days * DAY_MS).toISOString();
const token = (name: string, days: number) =>
  identity.call(createToken, { as: alice, body: { name, expiresAt: inDays(days) } });
const robot = async (body: NewRobot) => (await identity.call(createRobot, { as: alice, body })).body as { id: string };
const notices = async (as = alice) => {
  const { items } = listNotices.reply.parse((await identity.call(listNotices, { as })).body);
  return items.map(({ kind, name, days }) => `${kind} ${name} ${String(days)}`);
};

describe('notices', () => {
  it('tell of own tokens 14, 3 and 1 days before they end, and when they have ended', async () => {
    await token('a', 15);
    await token('b', 14);
    await token('c', 3);
    await token('d', 1);
    expect(await notices()).toEqual(['token d 1', 'token c 3', 'token b 14']);
    identity.clock.advance(DAY_MS);
    expect(await notices()).toEqual(['token d 0', 'token c 3', 'token b 14', 'token a 14']);
    identity.clock.advance(15 * DAY_MS);
    expect(await notices()).toEqual(['token c 0', 'token b 0', 'token a 0']);
    expect(await notices(root)).toEqual([]);
  });

  it('tell whoever runs them of robots and their secrets, as long as they are enabled', async () => {
    const team = await identity.namespace(root, await identity.registry(root), 'team', alice);
    const ending = await robot({ name: 'ending', namespaceId: team.id, expiresAt: inDays(2) });
    const rotated = await robot({ name: 'rotated', namespaceId: team.id });
    const body = { previousExpiresAt: inDays(10) };
    await identity.call(rotateRobotSecret, { as: alice, params: { id: rotated.id }, body });
    const expected = ['robot team+ending 3', 'robot-secret team+rotated, secret 1 14'];
    expect(await notices()).toEqual(expected);
    expect(await notices(root)).toEqual(expected);
    expect(await notices(await identity.user(root, 'mallory'))).toEqual([]);
    await identity.call(changeRobot, { as: alice, params: { id: ending.id }, body: { status: 'disabled' } });
    expect(await notices()).toEqual(expected.slice(1));
  });
});
