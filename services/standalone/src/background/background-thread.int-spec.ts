import { defineRequest } from '@spectacles/contracts';
import { BusMessageClient, InProcessBus } from '@spectacles/platform';
import { testLogger, waitFor } from '@spectacles/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BackgroundThread } from './background-thread.js';

const text = z.strictObject({ text: z.string() });
const request = (verb: string) =>
  defineRequest({ subject: `test.v1.${verb}`, summary: verb, request: text, reply: text, timeoutMs: 5000 });
const [Echo, Die, Throw] = [request('echo'), request('die'), request('throw')];

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const work of cleanUp.splice(0).reverse()) await work();
});

function threadOf(env: NodeJS.ProcessEnv = {}) {
  const bus = new InProcessBus();
  const { logger, lines } = testLogger();
  const script = new URL('../test-support/thread.mjs', import.meta.url);
  const thread = new BackgroundThread({ script, data: { env, secretKey: '' }, bus, logger, firstPauseMs: 10 });
  cleanUp.push(
    () => bus.close(),
    () => thread.close(),
  );
  return { thread, lines, client: new BusMessageClient(bus.client()) };
}

describe('background thread', () => {
  it('answers on the bus of the main thread, and is measured', async () => {
    const { thread, client } = threadOf();
    expect(thread.problem()).not.toBeNull();
    await thread.start();
    expect(thread.problem()).toBeNull();
    expect(await client.request(Echo, { text: 'across' })).toEqual({ text: 'across' });
    expect(await thread.metrics()).toBe('threads 1\n');
  });

  it.each([
    ['ends', Die],
    ['throws', Throw],
  ])('is started again when it %s, and says so meanwhile', async (_name, fatal) => {
    const { thread, client, lines } = threadOf();
    await thread.start();
    for (let round = 0; round < 3; round += 1) {
      await expect(client.request(fatal, { text: '' })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
      await waitFor(() => thread.problem() !== null, { what: 'the loss is noticed', everyMs: 1 });
      expect(thread.problem()).toBe('the background thread ended and is being restarted');
      expect(await thread.metrics()).toBe('');
      await waitFor(() => thread.problem() === null, { what: 'it is back' });
      expect(await client.request(Echo, { text: 'again' })).toEqual({ text: 'again' });
    }
    const pauses = lines.flatMap((line) => ('pauseMs' in line ? [line['pauseMs']] : []));
    expect(pauses).toEqual([10, 20, 40]);
  });

  it('tells what is missing in it', async () => {
    const { thread } = threadOf({ UNREADY: 'the policy is not loaded yet' });
    await thread.start();
    expect(thread.problem()).toBe('catalog: the policy is not loaded yet');
  });

  it('refuses the start when its services cannot start at first', async () => {
    const refused = threadOf({ FAIL: 'configuration' });
    await expect(refused.thread.start()).rejects.toMatchObject({
      problems: [{ name: 'CATALOG_DATABASE_URL', message: 'cannot be used' }],
    });
    await expect(threadOf({ FAIL: 'exit' }).thread.start()).rejects.toThrow(/ended before it had started/);
  });

  it('is not started again once it was closed', async () => {
    const { thread, client, lines } = threadOf();
    await thread.start();
    await thread.close();
    await expect(client.request(Echo, { text: 'late' })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(lines).toEqual([]);
  });
});
