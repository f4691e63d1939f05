import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  /** What is waited for, in words: it names the failure. */
  readonly what: string;
  readonly deadlineMs?: number;
  readonly everyMs?: number;
}

/**
 * Asks again until the condition gives something (not false, null or undefined) and answers that.
 * A condition that throws is not met yet; the last error is the cause of the failure at the deadline.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { what, deadlineMs = 10_000, everyMs = 20 }: WaitOptions,
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + deadlineMs;
  let cause: unknown;
  do {
    try {
      const met = await condition();
      if (met !== false && met !== null && met !== undefined) return met as Exclude<T, false | null | undefined>;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await sleep(everyMs);
  } while (performance.now() < deadline);
  throw new Error(`Not within ${String(deadlineMs)} ms: ${what}`, { cause });
}
