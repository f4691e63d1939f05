import {
  Health,
  InProcessBus,
  Metrics,
  Sealer,
  startMicroservice,
  BusMessageClient,
  trustedProxiesVariable,
  type TrustedProxies,
} from '@spectacles/platform';
import { ManualClock, testLogger } from '@spectacles/testing';
import { standardLimits, type GatewayConfig } from '../gateway.config.js';
import { startGatewayService, type GatewayOptions } from '../start-gateway.js';
import { FakeOwners, fakeOwnersModule } from './fake-owners.js';

export const trustedProxies = (text: string): TrustedProxies => trustedProxiesVariable.parse(text);

function aGatewayConfig(change: Partial<GatewayConfig> = {}): GatewayConfig {
  return {
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    webRoot: '',
    trustedProxies: trustedProxies(''),
    tokenServiceUrl: null,
    consoleDirectory: null,
    limits: standardLimits,
    ...change,
  };
}

/** A real gateway on a free port, over the in-process bus, with owners that record what they were asked. */
export async function startDoor(change: Partial<GatewayConfig> = {}, options: GatewayOptions = {}) {
  const bus = new InProcessBus();
  const { logger, lines } = testLogger();
  const clock = new ManualClock();
  const owners = new FakeOwners();
  const context = {
    bus,
    logger,
    clock,
    metrics: new Metrics(),
    health: new Health(),
    sealer: new Sealer([{ id: 'test', bytes: Buffer.alloc(32, 1) }]),
  };
  const others = await startMicroservice(fakeOwnersModule(owners), { bus, queue: 'others', logger });
  const gateway = await startGatewayService(aGatewayConfig(change), context, options);
  const url = `http://127.0.0.1:${String(gateway.port)}`;
  return {
    url,
    port: gateway.port,
    owners,
    clock,
    lines,
    metrics: context.metrics,
    health: context.health,
    messages: new BusMessageClient(bus.client()),
    /** The other services fall silent. */
    silenceOwners: () => others.close(),
    close: async () => {
      await gateway.close();
      await others.close();
      await bus.close();
    },
  };
}

export type RunningDoor = Awaited<ReturnType<typeof startDoor>>;
