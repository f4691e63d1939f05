import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { closeGracefully, NestLogger, type RunningService, type ServiceContext } from '@spectacles/platform';
import type { FastifyInstance } from 'fastify';
import { ConsoleRouter } from './console/console-router.js';
import type { TokenDoorProxy } from './doors/token-door-proxy.js';
import { GatewayServiceModule } from './gateway-service.module.js';
import type { GatewayConfig } from './gateway.config.js';
import { Edge } from './server/edge.js';
import { fastifyOptions } from './server/fastify-options.js';
import { GatewayAdapter } from './server/gateway-adapter.js';
import { attachPublicRoutes, type TokenDoorMount } from './server/public-routes.js';
import { declareRequestState } from './server/request-state.js';
import { loadConsoleFiles } from './static/console-files.js';

export interface GatewayOptions {
  /** Puts the token door of this process on the public port; without it the door is forwarded to `TOKEN_SERVICE_URL`. */
  readonly mountTokenDoor?: TokenDoorMount;
}

export interface RunningGateway extends RunningService {
  /** The port that the system gave, where 0 was asked for. */
  readonly port: number;
}

async function proxyOf(
  config: GatewayConfig,
  context: ServiceContext,
  options: GatewayOptions,
): Promise<TokenDoorProxy | null> {
  if (options.mountTokenDoor !== undefined || config.tokenServiceUrl === null) return null;
  // Loaded only where it is needed: its HTTP client is as large as everything else of this service.
  const { TokenDoorProxy } = await import('./doors/token-door-proxy.js');
  return new TokenDoorProxy(config.tokenServiceUrl, config.webRoot, context.logger);
}

/** Starts the public door. */
export async function startGatewayService(
  config: GatewayConfig,
  context: ServiceContext,
  options: GatewayOptions = {},
): Promise<RunningGateway> {
  const { consoleDirectory, webRoot } = config;
  const adapter = new GatewayAdapter(fastifyOptions(config));
  const app = await NestFactory.create<NestFastifyApplication>(GatewayServiceModule.forRoot(config, context), adapter, {
    logger: new NestLogger(context.logger),
    abortOnError: false,
    bodyParser: false,
  });
  const instance = adapter.getInstance<FastifyInstance>();
  const proxy = await proxyOf(config, context, options);
  declareRequestState(instance);
  await attachPublicRoutes(instance, {
    webRoot,
    edge: new Edge(config, context.logger, context.metrics),
    console: app.get(ConsoleRouter),
    health: context.health,
    files: consoleDirectory === null ? null : await loadConsoleFiles(consoleDirectory, webRoot),
    tokenDoor: options.mountTokenDoor ?? proxy,
  });
  app.connectMicroservice({ strategy: context.bus.server('gateway') });
  await app.startAllMicroservices();
  await app.listen(config.port, config.host);
  return {
    port: (instance.server.address() as AddressInfo).port,
    close: async () => {
      await closeGracefully(instance.server, () => app.close());
      await proxy?.close();
    },
  };
}
