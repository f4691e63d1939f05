import 'reflect-metadata';
import type { DynamicModule, INestMicroservice, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Bus } from '../bus/bus.js';
import type { Logger } from '../logging/logger.js';
import { NestLogger } from '../logging/nest-logger.js';
import { DefectFilter } from '../messages/handler-parts.js';

export interface StartMicroserviceOptions {
  readonly bus: Bus;
  /** The name of the service: its instances share the requests. */
  readonly queue: string;
  readonly logger: Logger;
}

export interface RunningMicroservice {
  readonly app: INestMicroservice;
  close(): Promise<void>;
}

/** Starts a service on the bus, without shutdown hooks of its own: the process closes its services in order. */
export async function startMicroservice(
  module: Type | DynamicModule,
  options: StartMicroserviceOptions,
): Promise<RunningMicroservice> {
  const app = await NestFactory.createMicroservice(module as Type, {
    strategy: options.bus.server(options.queue),
    logger: new NestLogger(options.logger),
    abortOnError: false,
  });
  app.useGlobalFilters(new DefectFilter(options.logger));
  await app.listen();
  return { app, close: () => app.close() };
}
