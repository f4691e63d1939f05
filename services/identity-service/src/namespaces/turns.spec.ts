import { describe, expect, it } from 'vitest';
import { Turns } from './turns.js';

/** Work that goes on until it is told to end. */
function works(turns: Turns) {
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const begin = (who: string, name: string) =>
    turns.take(who, () => {
      begun.push(name);
      return new Promise<string>((resolve, reject) => {
        ends.set(name, (error) => {
          if (error === undefined) resolve(name);
          else reject(error);
        });
      });
    });
  return { begun, begin, end: (name: string, error?: Error) => ends.get(name)?.(error) };
}

describe('turns', () => {
  it('are four at once for each person, in the order of asking, whatever becomes of them', async () => {
    const { begun, begin, end } = works(new Turns());
    const asked = [1, 2, 3, 4, 5, 6].map((number) => begin('alice', `a${String(number)}`));
    const ofBob = begin('bob', 'b1');
    expect(begun).toEqual(['a1', 'a2', 'a3', 'a4', 'b1']);
    end('b1');
    expect(await ofBob).toBe('b1');
    const failed = asked[1]?.catch((error: unknown) => error);
    end('a2', new Error('failed'));
    expect(await failed).toEqual(new Error('failed'));
    end('a1');
    await asked[0];
    expect(begun.slice(5)).toEqual(['a5', 'a6']);
    for (const name of ['a3', 'a4', 'a5', 'a6']) end(name);
    await Promise.allSettled(asked);
    const again = begin('alice', 'again');
    end('again');
    expect(await again).toBe('again');
  });

  it('are refused where too many wait', async () => {
    const { begun, begin, end } = works(new Turns());
    const asked = Array.from({ length: 36 }, (_, index) => begin('alice', String(index)));
    await expect(begin('alice', 'one more')).rejects.toMatchObject({ status: 503 });
    while (begun.length < 36) {
      const known = begun.length;
      for (const name of begun.slice(known - 4)) end(name);
      await Promise.all(asked.slice(0, known));
    }
    for (const name of begun) end(name);
    expect(await Promise.all(asked)).toEqual(begun);
  });
});
