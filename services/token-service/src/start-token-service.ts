import { type RunningService, type ServiceContext, startMicroservice } from '@spectacles/platform';

import type { PublicDoor } from './door/mount-token-door.js';
import { readSigningKey } from './signing-key-file.js';
import type { TokenConfig } from './token-config.js';
import { listenAtTokenDoor } from './token-listener.js';
import { TokenParts } from './token-parts.js';
import { TokenServiceModule } from './token-service.module.js';

/** A running token-service; the door is mounted on whatever server the process has. */
export interface RunningTokenService extends RunningService {
  readonly door: PublicDoor;
  /** The port of its own server; null where it has none. */
  readonly port: number | null;
}

/** How a process takes the door in. */
export interface TokenServiceOptions {
  /** False where another server of the process mounts the door. */
  readonly listen?: boolean;
}

/** Starts token-service: on the bus, and on a port of its own unless told not to. */
export async function startTokenService(
  config: TokenConfig,
  context: ServiceContext,
  { listen = true }: TokenServiceOptions = {},
): Promise<RunningTokenService> {
  const module = TokenServiceModule.forRoot(config, context, readSigningKey(config, context.clock.now()));
  const service = await startMicroservice(module, {
    bus: context.bus,
    queue: 'token-service',
    logger: context.logger,
  });
  const parts = service.app.get(TokenParts);
  const { door } = parts;
  parts.start();
  const listener = listen ? await listenAtTokenDoor(door, config) : null;
  return {
    door,
    port: listener?.port ?? null,
    close: async () => {
      await listener?.close();
      await parts.stop();
      await service.close();
    },
  };
}
