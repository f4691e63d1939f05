import type { Bus } from '../bus/bus.js';
import type { Clock } from '../clock.js';
import type { Health } from '../health/health.js';
import type { Logger } from '../logging/logger.js';
import type { Metrics } from '../metrics/metrics.js';
import type { Sealer } from '../sealing/sealer.js';

/** What a process lends to the services in it. */
export interface ServiceContext {
  readonly bus: Bus;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly health: Health;
  readonly clock: Clock;
  readonly sealer: Sealer;
}

/** A service that was started. */
export interface RunningService {
  close(): Promise<void>;
}
