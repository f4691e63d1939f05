import {
  bindProblem,
  ConfigurationError,
  type ConfigurationProblem,
  type Health,
  type ManagementServer,
  type Metrics,
  startManagementServer,
} from '@spectacles/platform';
import type { StandaloneConfig } from '../standalone.config.js';
import { PortReservation } from './port-reservation.js';

export interface ReservedPorts {
  /** Answers from now on. */
  readonly management: ManagementServer;
  /** Held until the gateway takes it. */
  readonly door: PortReservation;
}

/** Binds both ports before anything is written; throws with one line for each that cannot be had. */
export async function reservePorts(
  { gateway, management }: Pick<StandaloneConfig, 'gateway' | 'management'>,
  observed: { readonly health: Health; readonly metrics: Metrics },
): Promise<ReservedPorts> {
  const [door, server] = await Promise.allSettled([
    PortReservation.bind(gateway.host, gateway.port),
    startManagementServer({ ...management, ...observed }),
  ]);
  if (door.status === 'fulfilled' && server.status === 'fulfilled') {
    return { door: door.value, management: server.value };
  }
  const problems: ConfigurationProblem[] = [];
  if (door.status === 'rejected') problems.push(bindProblem(door.reason, gateway, { host: 'HOST', port: 'PORT' }));
  else await door.value.release();
  if (server.status === 'fulfilled') await server.value.close();
  else if (server.reason instanceof ConfigurationError) problems.push(...server.reason.problems);
  else throw server.reason;
  throw new ConfigurationError(problems);
}
