import { describe, expect, it } from 'vitest';
import { Closers } from './closers.js';

describe('closers', () => {
  it('closes in reverse order, once, and all of them though one fails', async () => {
    const closed: number[] = [];
    const closers = new Closers();
    closers.add(() => void closed.push(1));
    closers.add(() => Promise.reject(new Error('stuck')));
    closers.add(async () => {
      await Promise.resolve();
      closed.push(3);
    });
    await expect(closers.close()).rejects.toThrow('stuck');
    await closers.close();
    expect(closed).toEqual([3, 1]);
  });
});
