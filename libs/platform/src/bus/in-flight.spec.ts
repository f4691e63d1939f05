import { describe, expect, it } from 'vitest';
import { InFlight } from './in-flight.js';

describe('work in flight', () => {
  it('is idle when nothing was begun', async () => {
    expect(await new InFlight().idle()).toBe(true);
  });

  it('is waited for, also when it fails', async () => {
    const inFlight = new InFlight();
    let fail: (error: Error) => void = () => undefined;
    const work = inFlight.track(
      () =>
        new Promise((_resolve, reject) => {
          fail = reject;
        }),
    );
    const failure = work.catch((error: unknown) => error);
    const idle = inFlight.idle();
    fail(new Error('broken'));
    expect(await idle).toBe(true);
    expect(await failure).toEqual(new Error('broken'));
  });

  it('does not hold a shutdown for ever', async () => {
    const inFlight = new InFlight();
    void inFlight.track(() => new Promise(() => undefined));
    expect(await inFlight.idle(1)).toBe(false);
  });
});
