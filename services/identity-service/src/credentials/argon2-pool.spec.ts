import { readdirSync, readFileSync } from 'node:fs';
import { parseOptions } from '@node-rs/argon2';
import { hashSync } from 'bcryptjs';
import { afterEach, describe, expect, it } from 'vitest';
import { Argon2Pool, type Argon2PoolOptions } from './argon2-pool.js';

const cheap = { memoryCost: 64, timeCost: 1, parallelism: 1 };
const pools: Argon2Pool[] = [];

function aPool(options: Argon2PoolOptions = {}): Argon2Pool {
  const pool = new Argon2Pool({ threads: 1, cost: cheap, ...options });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe('Argon2Pool', () => {
  it('recognizes the password and no other', async () => {
    const pool = aPool();
    const hash = await pool.hash('correct horse battery');
    expect(await pool.verify(hash, 'correct horse battery')).toBe(true);
    expect(await pool.verify(hash, 'correct horse batterz')).toBe(false);
  });

  it('hashes with 19 MiB, two passes and one lane unless it is told otherwise', async () => {
    const pool = new Argon2Pool({ threads: 1 });
    pools.push(pool);
    expect(parseOptions(await pool.hash('x'))).toMatchObject({
      algorithm: 2,
      memoryCost: 19_456,
      timeCost: 2,
      parallelism: 1,
    });
  });

  it.runIf(process.platform === 'linux')('works in threads of low priority, and leaves the others alone', async () => {
    const pool = aPool({ threads: 2 });
    await Promise.all([pool.hash('x'), pool.hash('y')]);
    // proc(5): the nineteenth field, the seventeenth after the name in parentheses.
    const niceness = readdirSync('/proc/self/task').map((id) =>
      Number(readFileSync(`/proc/self/task/${id}/stat`, 'utf8').split(') ')[1]?.split(' ')[16]),
    );
    expect(niceness.filter((nice) => nice === 15)).toHaveLength(2);
    expect(niceness.filter((nice) => nice < 15).length).toBeGreaterThan(0);
  });

  it('salts: the same password hashes differently', async () => {
    const pool = aPool();
    expect(await pool.hash('same')).not.toBe(await pool.hash('same'));
  });

  it.each([
    ['a colon in front', ':secret'],
    ['a NUL inside', 'se\u0000cret'],
    ['letters beyond ASCII', 'pässwörd-密码'],
    ['72 bytes and more', 'a'.repeat(100)],
  ])('SEC-A08 takes every byte of a password with %s', async (_what, password) => {
    const pool = aPool();
    const hash = await pool.hash(password);
    expect(await pool.verify(hash, password)).toBe(true);
    expect(await pool.verify(hash, `${password.slice(0, -1)}#`)).toBe(false);
    expect(await pool.verify(hash, `${password}x`)).toBe(false);
  });

  it('tells two compositions of the same letter apart: bytes count as typed', async () => {
    const pool = aPool();
    const hash = await pool.hash('p\u00e4ssword');
    expect(await pool.verify(hash, 'pa\u0308ssword')).toBe(false);
  });

  it.each(['$2a$', '$2b$', '$2y$'])('knows the bcrypt hashes of an import: %s', async (version) => {
    const pool = aPool();
    const hash = hashSync('old secret', 4).replace('$2b$', version);
    expect(await pool.verify(hash, 'old secret')).toBe(true);
    expect(await pool.verify(hash, 'old secreT')).toBe(false);
  });

  it('SEC-A08 takes no password that bcrypt would cut', async () => {
    const pool = aPool();
    const whole = 'a'.repeat(72);
    const hash = hashSync(whole, 4);
    expect(await pool.verify(hash, whole)).toBe(true);
    expect(await pool.verify(hash, `${whole}b`)).toBe(false);
    expect(await pool.verify(hashSync('short', 4), 'short\u0000more')).toBe(false);
  });

  it('SEC-A15 takes as long for a wrong password whichever the hash is, and no longer for the right one', async () => {
    const pool = aPool({ wrongAfterMs: 0 });
    const timed = async (hash: string, password: string) => {
      const startedAt = performance.now();
      await pool.verify(hash, password);
      return performance.now() - startedAt;
    };
    const [own, imported] = [await pool.hash('right'), hashSync('right', 10)];
    const slow = await timed(imported, 'wrong');
    expect(await timed(own, 'wrong')).toBeGreaterThan(slow * 0.5);
    expect(await timed(own, 'right')).toBeLessThan(slow);
  });

  it('refuses what would wait too long, and goes on afterwards', async () => {
    const pool = aPool({ waitingPerThread: 2 });
    const asked = Array.from({ length: 6 }, () => pool.hash('x'));
    const settled = await Promise.allSettled(asked);
    const refused = settled.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(3);
    expect(refused.map((result): unknown => (result.reason as { code: string }).code)).toEqual(
      Array(3).fill('PASSWORD_CHECKS_BUSY'),
    );
    expect(await pool.hash('x')).toContain('$argon2id$');
  });

  it('refuses after it was closed', async () => {
    const pool = aPool();
    await pool.hash('x');
    await pool.close();
    await expect(pool.hash('x')).rejects.toMatchObject({ code: 'PASSWORD_CHECKS_BUSY', status: 503 });
  });

  it('says that a broken hash is broken, not that the password is wrong', async () => {
    await expect(aPool().verify('not a hash', 'x')).rejects.toThrow('could not be worked on');
  });
});
