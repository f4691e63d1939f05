import { requireProgram, startNats, testLogger, waitFor } from '@spectacles/testing';
import { describe, expect, it } from 'vitest';
import { startMicroservice } from '../lifecycle/start-microservice.js';
import { BusMessageClient } from '../messages/bus-message-client.js';
import { NatsBus } from './nats-bus.js';
import { Echo, instance, Rang } from './transport.fixture.js';

describe.skipIf(!requireProgram('nats-server'))('the broker goes away', () => {
  async function start() {
    const nats = await startNats();
    const [asking, answering] = ['asking', 'answering'].map((name) => new NatsBus({ url: nats.url, name }));
    if (asking === undefined || answering === undefined) throw new Error('two ends');
    await Promise.all([asking.connect(), answering.connect()]);
    const { module, heard } = instance('one');
    const service = await startMicroservice(module, { bus: answering, queue: 'identity', logger: testLogger().logger });
    const client = new BusMessageClient(asking.client());
    await client.request(Echo, { text: 'before' });
    const close = async () => {
      await service.close();
      await answering.close();
      await asking.close();
    };
    return { nats, client, heard, close };
  }

  it('is SERVICE_UNAVAILABLE at once, and mends itself when it is back', async () => {
    const { nats, client, heard, close } = await start();
    await nats.kill();
    await waitFor(
      () =>
        client.request(Echo, { text: 'lost' }).then(
          () => false,
          () => true,
        ),
      { what: 'the loss is noticed' },
    );
    const from = performance.now();
    await expect(client.request(Echo, { text: 'lost' })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(performance.now() - from).toBeLessThan(1000);
    client.publish(Rang, { n: 1 });
    await nats.restart();
    await waitFor(() => client.request(Echo, { text: 'after' }), { what: 'the bus is back' });
    client.publish(Rang, { n: 2 });
    await waitFor(() => heard.includes(2), { what: 'events arrive again' });
    await close();
    await nats.stop();
  });

  it('does not hold the shutdown', async () => {
    const { nats, client, close } = await start();
    await nats.kill();
    await waitFor(
      () =>
        client.request(Echo, { text: 'lost' }).then(
          () => false,
          () => true,
        ),
      { what: 'the loss is noticed' },
    );
    const from = performance.now();
    await close();
    expect(performance.now() - from).toBeLessThan(5000);
    await nats.stop();
  });
});
