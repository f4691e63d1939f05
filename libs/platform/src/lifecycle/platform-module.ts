import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Health } from '../health/health.js';
import { LOGGER } from '../logging/logger.js';
import { MessageClient } from '../messages/message-client.js';
import { BusMessageClient } from '../messages/bus-message-client.js';
import { Metrics } from '../metrics/metrics.js';
import { Sealer } from '../sealing/sealer.js';
import type { ServiceContext } from './service-context.js';

/** Provides what the process lends: `MessageClient`, `Metrics`, `Health`, `Clock`, `Sealer` and `LOGGER`. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(context: ServiceContext): DynamicModule {
    const providers = [
      { provide: MessageClient, useFactory: () => new BusMessageClient(context.bus.client()) },
      { provide: Metrics, useValue: context.metrics },
      { provide: Health, useValue: context.health },
      { provide: Clock, useValue: context.clock },
      { provide: Sealer, useValue: context.sealer },
      { provide: LOGGER, useValue: context.logger },
    ];
    return { module: PlatformModule, providers, exports: providers.map((provider) => provider.provide) };
  }
}
