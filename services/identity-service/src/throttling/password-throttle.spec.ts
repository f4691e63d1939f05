import { Metrics, newSecret } from '@spectacles/platform';
import { ManualClock } from '@spectacles/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Attempt, PasswordThrottle } from './password-throttle.js';

const RIGHT = 'the right one';
const HOME = '192.0.2.1';
const AWAY = '198.51.100.7';

let clock: ManualClock;
let metrics: Metrics;
let throttle: PasswordThrottle;
let compared: number;

beforeEach(() => {
  clock = new ManualClock();
  metrics = new Metrics();
  throttle = new PasswordThrottle(clock, metrics);
  compared = 0;
});

const attempt = (secret: string, more: Partial<Attempt> = {}): Attempt => ({
  account: 'alice',
  address: HOME,
  secret,
  version: '1',
  ...more,
});
const check = (secret: string, more: Partial<Attempt> = {}) =>
  throttle.check(attempt(secret, more), () => {
    compared += 1;
    return Promise.resolve(secret === RIGHT);
  });
const refusal = (secret: string, more: Partial<Attempt> = {}) =>
  check(secret, more).then(
    () => null,
    (error: unknown) => error as { code: string; status: number; retryAfterSeconds: number },
  );
async function fail(times: number, more: Partial<Attempt> = {}, prefix = 'wrong'): Promise<void> {
  for (let index = 0; index < times; index += 1) expect(await check(`${prefix} ${String(index)}`, more)).toBe(false);
}

describe('PasswordThrottle', () => {
  it('SEC-A16 makes a network wait after ten different wrong secrets, and the account works elsewhere', async () => {
    await fail(10);
    const refused = await refusal('wrong 10');
    expect(refused).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', status: 429, retryAfterSeconds: 2 });
    expect(await refusal(RIGHT)).toMatchObject({ status: 429 });
    expect(compared).toBe(10);
    expect(await check(RIGHT, { address: AWAY })).toBe(true);
    expect(await check(RIGHT, { account: 'bob' })).toBe(true);
  });

  it('SEC-A16 lets a hundred guesses cost a handful of hashes', async () => {
    for (let index = 0; index < 100; index += 1) {
      await refusal(`guess ${String(index)}`);
      clock.advance(100);
    }
    expect(compared).toBeLessThan(20);
    expect(await check(RIGHT, { address: AWAY })).toBe(true);
  });

  it('hears the owner again when the wait is over, and forgives', async () => {
    await fail(10);
    clock.advance(2000);
    expect(await check(RIGHT)).toBe(true);
    await fail(9, {}, 'later');
    expect(await check(RIGHT)).toBe(true);
  });

  it('waits about twice as long each time, and a minute at most', async () => {
    await fail(10);
    const waits: number[] = [];
    for (let index = 0; index < 8; index += 1) {
      const wait = (await refusal('is it over?'))?.retryAfterSeconds ?? 0;
      waits.push(wait);
      clock.advanceSeconds(wait);
      expect(await check(`again ${String(index)}`)).toBe(false);
    }
    expect(waits).toEqual([2, 4, 8, 15, 26, 42, 60, 60]);
  });

  it('counts one wrong secret once, however often it is tried, and hashes it once', async () => {
    for (let index = 0; index < 100; index += 1) expect(await check('the same wrong one')).toBe(false);
    expect(compared).toBe(1);
    expect(await check(RIGHT)).toBe(true);
  });

  it('shares a comparison among those who ask the same at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => check(RIGHT)));
    expect(new Set(answers)).toEqual(new Set([true]));
    expect(compared).toBe(1);
  });

  it('lets guesses that come at once get no further than a row of them', async () => {
    const settled = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) => check(`at once ${String(index)}`)),
    );
    expect(compared).toBe(10);
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(50);
  });

  it('believes a wrong secret wrong only as long as nothing about the account changed', async () => {
    expect(await check(RIGHT, { version: 'before' })).toBe(true);
    expect(await check('new password', { version: 'before' })).toBe(false);
    compared = 0;
    await check('new password', { version: 'after' });
    expect(compared).toBe(1);
  });

  it('counts a known wrong secret also where it was not tried before', async () => {
    await fail(10);
    compared = 0;
    await fail(10, { address: AWAY });
    expect(compared).toBe(0);
    expect(await refusal(RIGHT, { address: AWAY })).toMatchObject({ status: 429 });
  });

  it('SEC-A15 treats accounts that there are not like those that there are', async () => {
    await fail(10, { account: 'nobody', version: 'nobody' });
    expect(await refusal('wrong 10', { account: 'nobody', version: 'nobody' })).toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
      retryAfterSeconds: 2,
    });
  });

  it('makes a network wait that tries many accounts, but not those who signed in from there', async () => {
    expect(await check(RIGHT, { account: 'carol' })).toBe(true);
    for (let index = 0; index < 100; index += 1) await check('password', { account: `user${String(index)}` });
    expect(await refusal('password', { account: 'user100' })).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    expect(await check(RIGHT, { account: 'carol' })).toBe(true);
    expect(await check(RIGHT, { account: 'user100', address: AWAY })).toBe(true);
  });

  it('counts all addresses of an IPv6 customer as one', async () => {
    for (let index = 0; index < 10; index += 1)
      await check(`wrong ${String(index)}`, { address: `2001:db8::${String(index)}` });
    expect(await refusal('one more', { address: '2001:db8::ffff' })).toMatchObject({ status: 429 });
    expect(await check(RIGHT, { address: '2001:db8:0:1::1' })).toBe(true);
  });

  it('SEC-A16 makes a site wait that guesses from one IPv6 network after another, but not those who signed in', async () => {
    const home = (index: number) => ({ address: `2001:db8:0:${index.toString(16)}::1` });
    expect(await check(RIGHT, home(1))).toBe(true);
    let refused = 0;
    for (let index = 2; index < 100; index += 1)
      for (let guess = 0; guess < 9; guess += 1)
        if ((await refusal(`guess ${String(guess)} from ${String(index)}`, home(index))) !== null) refused += 1;
    expect(refused).toBeGreaterThan(400);
    expect(await check(RIGHT, home(1))).toBe(true);
    expect(await check(RIGHT, { address: '2001:db8:1::1', account: 'bob' })).toBe(true);
  });

  it('SEC-A16 hears one guess a minute of a provider that guesses at one account from site after site', async () => {
    const site = (index: number) => ({ address: `2001:db8:${index.toString(16)}:1::1` });
    const known = { address: '2001:db8:beef:1::1' };
    expect(await check(RIGHT, known)).toBe(true);
    let [heard, tried] = [0, 0];
    const startedAt = clock.now().getTime();
    for (let index = 1; index < 1000; index += 1)
      for (let guess = 0; guess < 3; guess += 1) {
        tried += 1;
        if ((await refusal(`guess ${String(guess)} from ${String(index)}`, site(index))) === null) heard += 1;
        clock.advance(1000);
      }
    const minutes = (clock.now().getTime() - startedAt) / 60_000;
    expect(tried).toBe(2997);
    expect(heard).toBeLessThanOrEqual(100 + Math.ceil(minutes));
    // The owner: where they signed in before, elsewhere with the first secret, and for every other account.
    expect(await check(RIGHT, known)).toBe(true);
    for (const address of ['2001:db9::1', AWAY]) expect(await check(RIGHT, { address })).toBe(true);
    expect(await check(RIGHT, { ...site(1000), account: 'bob' })).toBe(true);
    expect(await refusal(RIGHT, site(1001))).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    clock.advance(60_000);
    expect(await check(RIGHT, site(1001))).toBe(true);
  });

  it('SEC-A16 never closes an account that is guessed at from everywhere', async () => {
    const from = (index: number) => `${String(11 + (index >> 8))}.${String(index & 255)}.7.9`;
    for (let index = 0; index < 1000; index += 1) {
      await refusal(`guess ${String(index)}`, { address: from(index) });
      await refusal(`another ${String(index)}`, { address: from(index) });
    }
    // A hundred of both kinds, then the first of each region alone.
    expect(compared).toBe(100 / 2 + 1000);
    expect(await check('mistyped', { address: AWAY })).toBe(false);
    expect(await refusal(RIGHT, { address: AWAY })).toMatchObject({ retryAfterSeconds: 60 });
    clock.advance(60_000);
    expect(await check(RIGHT, { address: AWAY })).toBe(true);
    const waiting = throttle.waiting().find(({ network }) => network === 'any new network');
    expect(waiting).toMatchObject({ account: 'alice' });
    expect(throttle.release(waiting?.id ?? '')).toBe(true);
    compared = 0;
    await fail(5, { address: from(1) }, 'after the release');
    expect(compared).toBe(5);
  });

  it('SEC-A16 lets guesses from one region at once get no further than one, under pressure', async () => {
    for (let index = 0; index < 100; index += 1)
      await refusal(`guess ${String(index)}`, { address: `10.0.${String(index)}.1` });
    compared = 0;
    const burst = Array.from({ length: 20 }, (_, index) =>
      refusal(`at once ${String(index)}`, { address: `192.0.2.${String(index)}` }),
    );
    expect((await Promise.all(burst)).filter((refused) => refused === null)).toHaveLength(1);
    expect(compared).toBe(1);
  });

  it('SEC-A16 does not forget whom a network guessed at, whatever other names are made up there', async () => {
    for (let index = 0; index < 9; index += 1) {
      await fail(10, { account: `user${String(index)}` }, `for ${String(index)}`);
    }
    await fail(10);
    for (let index = 0; index < 20_001; index += 1) await refusal('x', { account: `made up ${String(index)}` });
    clock.advance(60_000);
    await refusal('x', { account: 'makes the network wait again' });
    throttle.release(throttle.waiting().find(({ account }) => account === '')?.id ?? '');
    compared = 0;
    await fail(1, {}, 'another');
    expect(await refusal(RIGHT)).toMatchObject({ status: 429 });
    expect(compared).toBe(1);
  });

  it('shows no secret that was given as a name', async () => {
    const account = newSecret('spt_');
    await fail(10, { account });
    expect(throttle.waiting().map((waiting) => waiting.account)).toEqual(['spt_…']);
  });

  it('counts nothing that could not be compared', async () => {
    const broken = () => throttle.check(attempt('x'), () => Promise.reject(new Error('no thread')));
    for (let index = 0; index < 20; index += 1) await expect(broken()).rejects.toThrow('no thread');
    expect(await check(RIGHT)).toBe(true);
  });

  it('says who waits, and lets them go', async () => {
    await fail(10);
    const [waiting] = throttle.waiting();
    expect(waiting).toMatchObject({ account: 'alice', network: '192.0.2.1/32', failures: 10 });
    expect(throttle.release('another')).toBe(false);
    expect(throttle.release(waiting?.id ?? '')).toBe(true);
    expect(throttle.waiting()).toEqual([]);
    expect(await check(RIGHT)).toBe(true);
  });

  it('forgets failures after a quarter of an hour', async () => {
    await fail(9);
    clock.advanceSeconds(15 * 60);
    await fail(9, {}, 'later');
    expect(await check(RIGHT)).toBe(true);
  });

  it('measures what came of passwords, and prints none', async () => {
    await fail(10, {}, 'a wrong secret');
    await check('a wrong secret 0');
    await refusal(RIGHT);
    const text = await metrics.text();
    expect(text).toContain('password_checks_total{outcome="wrong"} 10');
    expect(text).toContain('password_checks_total{outcome="known_wrong"} 1');
    expect(text).toContain('password_checks_total{outcome="throttled"} 1');
    expect(text).toContain('password_throttles 1');
    expect(text).not.toContain('secret');
  });
});
