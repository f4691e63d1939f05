import type { AddressInfo } from 'node:net';

import { closeGracefully } from '@spectacles/platform';
import { fastify } from 'fastify';

import { mountTokenDoor, type PublicDoor } from './door/mount-token-door.js';

/** Time and size that no client can exceed; Node looks for expired requests every 30 s unless told otherwise. */
const SERVER_OPTIONS = {
  logger: false,
  bodyLimit: 65_536,
  requestTimeout: 15_000,
  keepAliveTimeout: 75_000,
  exposeHeadRoutes: false,
  forceCloseConnections: 'idle',
  // The door reads queries by its own rules (what is repeated is refused), so nobody else need read them.
  routerOptions: { querystringParser: () => ({}) },
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 1000, maxHeaderSize: 16_384 },
} as const;

/** A listening token door. */
export interface TokenListener {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the token door on a port of its own. */
export async function listenAtTokenDoor(
  door: PublicDoor,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<TokenListener> {
  const server = fastify(SERVER_OPTIONS);
  await mountTokenDoor(server, door);
  await server.listen({ host, port });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => closeGracefully(server.server, () => server.close()),
  };
}
