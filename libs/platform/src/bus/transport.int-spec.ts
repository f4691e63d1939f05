import { requireProgram, startNats, testLogger, waitFor } from '@spectacles/testing';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { startMicroservice } from '../lifecycle/start-microservice.js';
import { BusMessageClient } from '../messages/bus-message-client.js';
import type { Bus } from './bus.js';
import { InProcessBus, ThreadBus } from './in-process-bus.js';
import { NatsBus } from './nats-bus.js';
import {
  Crash,
  Echo,
  Hang,
  instance,
  Nobody,
  Rang,
  Refuse,
  RequestIdSeen,
  route,
  Slow,
  USER,
  WhoAnswered,
  WrongReply,
} from './transport.fixture.js';

interface Ends {
  readonly asking: Bus;
  readonly answering: Bus;
  readonly end: () => Promise<void>;
}

const inProcess = (): Promise<Ends> => {
  const bus = new InProcessBus();
  return Promise.resolve({ asking: bus, answering: bus, end: () => bus.close() });
};

async function acrossThreads(reverse: boolean): Promise<Ends> {
  const { port1, port2 } = new MessageChannel();
  const main = new InProcessBus();
  main.attach(port1);
  const worker = new ThreadBus(port2);
  await worker.connect();
  const end = async () => {
    await worker.close();
    await main.close();
  };
  return reverse ? { asking: worker, answering: main, end } : { asking: main, answering: worker, end };
}

async function overNats(): Promise<Ends> {
  const nats = await startNats({
    users: [
      { user: 'asking', password: 'p@ss/1' },
      { user: 'answering', password: 'b' },
    ],
  });
  const asking = new NatsBus({ url: nats.urlFor('asking', 'p@ss/1'), name: 'asking' });
  const answering = new NatsBus({ url: nats.urlFor('answering', 'b'), name: 'answering' });
  await Promise.all([asking.connect(), answering.connect()]);
  return {
    asking,
    answering,
    end: async () => {
      await asking.close();
      await answering.close();
      await nats.stop();
    },
  };
}

const transports: [string, () => Promise<Ends>, boolean][] = [
  ['in-process', inProcess, true],
  ['to a thread', () => acrossThreads(false), true],
  ['from a thread', () => acrossThreads(true), true],
  ['NATS', overNats, requireProgram('nats-server')],
];

describe.each(transports.filter(([, , possible]) => possible))('messages (%s)', (_name, open) => {
  const cleanUp: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const work of cleanUp.splice(0).reverse()) await work();
  });

  async function start(names: readonly string[] = ['one']) {
    const ends = await open();
    cleanUp.push(ends.end);
    const { logger, lines } = testLogger();
    const instances = [];
    for (const name of names) {
      const { module, heard, gate } = instance(name);
      const service = await startMicroservice(module, { bus: ends.answering, queue: 'identity', logger });
      let running = true;
      const close = async () => {
        if (running) await service.close();
        running = false;
      };
      cleanUp.push(close);
      instances.push({ heard, gate, close });
    }
    const client = new BusMessageClient(ends.asking.client());
    const [first] = instances;
    if (first === undefined) throw new Error('a test needs an instance');
    // Who listens is announced asynchronously on every transport but the first.
    await waitFor(() => client.request(Echo, { text: 'there?' }), { what: 'the service answers' });
    return { ends, client, instances, first, lines };
  }

  const call = (caller: 'anonymous' | 'user', body: unknown, params = { id: USER }) => ({
    envelope: {
      requestId: 'req-7',
      address: '::1',
      userAgent: 'test',
      caller:
        caller === 'anonymous'
          ? ({ kind: 'anonymous' } as const)
          : ({ kind: 'user', userId: USER, sessionId: USER } as const),
    },
    params,
    query: {},
    body,
  });
  const change = (client: BusMessageClient, sent: ReturnType<typeof call>) => client.call(route, sent);

  it('answers a request', async () => {
    const { client } = await start();
    expect(await client.request(Echo, { text: 'grüße' })).toEqual({ text: 'grüße' });
  });

  it('carries a refusal with code, status, fields and delay', async () => {
    const { client } = await start();
    await expect(client.request(Refuse, { text: 'a' })).rejects.toMatchObject({
      code: 'THING_BROKEN',
      status: 409,
      message: 'The thing is broken.',
      errors: [{ pointer: '/text', code: 'broken', message: 'It is broken.' }],
      retryAfterSeconds: 3,
    });
  });

  it('hides what broke, and logs it once with the request id', async () => {
    const { client, lines } = await start();
    const failure = await client.request(Crash, { text: 'a' }, { requestId: 'req-1' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'INTERNAL', status: 500 });
    expect(JSON.stringify(failure)).not.toContain('secret detail');
    expect(lines.filter((line) => JSON.stringify(line).includes('secret detail'))).toHaveLength(1);
  });

  it('says at once that nobody answers', async () => {
    const { client } = await start();
    await expect(client.request(Nobody, { text: 'a' })).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      status: 503,
      retryAfterSeconds: 1,
    });
  });

  it('gives up after the time-out of the contract', async () => {
    const { client, first } = await start();
    await expect(client.request(Hang, { text: 'a' })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    first.gate.open();
  });

  it('refuses a payload outside the contract at either border', async () => {
    const { client } = await start();
    const wrong = { text: 'a', more: 1 };
    await expect(client.request(Echo, wrong)).rejects.toMatchObject({ code: 'MALFORMED_REQUEST', status: 400 });
    await expect(client.request(WrongReply, { text: 'a' })).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('gives each request to one of several instances, and each event to all of them', async () => {
    const { client, instances } = await start(['one', 'two']);
    const names = new Set<string>();
    await waitFor(
      async () => {
        names.add((await client.request(WhoAnswered, { text: 'a' })).text);
        return names.size === 2;
      },
      { what: 'both instances answer' },
    );
    client.publish(Rang, { n: 1 });
    await waitFor(() => instances.every(({ heard }) => heard.length === 1), { what: 'both hear it once' });
    expect(instances.map(({ heard }) => heard)).toEqual([[1], [1]]);
  });

  it('carries the request id', async () => {
    const { client } = await start();
    expect(await client.request(RequestIdSeen, { text: '' }, { requestId: 'req-9' })).toEqual({ text: 'req-9' });
  });

  it('answers what was asked before it closes', async () => {
    const { client, first } = await start();
    const asked = client.request(Slow, { text: 'in flight' });
    await waitFor(() => first.gate.entered, { what: 'the handler runs' });
    const closing = first.close();
    first.gate.open();
    expect(await asked).toEqual({ text: 'in flight' });
    await closing;
    await expect(client.request(Echo, { text: 'late' })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('publishes into the void without a failure', async () => {
    const ends = await open();
    cleanUp.push(ends.end);
    const client = new BusMessageClient(ends.asking.client());
    expect(() => {
      client.publish(Rang, { n: 1 });
    }).not.toThrow();
  });

  it('opens a console call for its owner', async () => {
    const { client } = await start();
    const reply = await change(client, call('user', { name: 'app' }));
    expect(reply).toEqual({
      status: 200,
      body: { name: 'app', limit: 7 },
      policyVersion: 5,
      version: 2,
      location: null,
      contentType: null,
    });
  });

  it('answers permission before the contents of the body, and an impossible id as not found', async () => {
    const { client } = await start();
    await expect(change(client, call('anonymous', { name: '' }))).rejects.toMatchObject({ status: 403 });
    await expect(change(client, call('user', { name: '' }))).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      status: 422,
      errors: [{ pointer: '/name' }],
    });
    await expect(change(client, call('user', { name: 'app' }, { id: '../1' }))).rejects.toMatchObject({ status: 404 });
    const query = { ...call('user', { name: 'app' }), query: { colour: 'red' } };
    await expect(change(client, query)).rejects.toMatchObject({
      code: 'MALFORMED_REQUEST',
      errors: [{ pointer: '/colour' }],
    });
  });
});

describe('the other thread dies', () => {
  it('has no responder at once, and lets a new one in', async () => {
    const main = new InProcessBus();
    const client = new BusMessageClient(main.client());
    const { logger } = testLogger();
    const join = async () => {
      const { port1, port2 } = new MessageChannel();
      main.attach(port1);
      const worker = new ThreadBus(port2);
      await worker.connect();
      const { module, gate } = instance('worker');
      const service = await startMicroservice(module, { bus: worker, queue: 'identity', logger });
      await waitFor(() => client.request(Echo, { text: 'there?' }), { what: 'the worker answers' });
      return {
        service,
        gate,
        die: () => {
          port2.close();
        },
      };
    };
    const first = await join();
    const asked = client.request(Slow, { text: 'lost' }).catch((error: unknown) => error);
    await waitFor(() => first.gate.entered, { what: 'the handler runs' });
    first.die();
    expect(await asked).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await expect(client.request(Echo, { text: 'a' })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    first.gate.open();
    await first.service.close();
    const second = await join();
    expect(await client.request(Echo, { text: 'again' })).toEqual({ text: 'again' });
    await second.service.close();
    await main.close();
  });
});
