import { ReserveNamespace } from '@spectacles/contracts';
import { type Clock, DomainError, type Logger, type MessageClient } from '@spectacles/platform';

import type { PolicySource } from '../policy-source.js';

const REFUSED_MS = 5000;
const MAXIMUM_ENTRIES = 5000;

/** What is to be reserved, for whom, and where the wish came from. */
export interface Reservation {
  readonly registryId: string;
  readonly path: string;
  readonly userId: string;
  readonly address: string;
  readonly userAgent: string;
  readonly requestId: string;
}

export interface NamespaceReserverOptions {
  readonly source: PolicySource;
  readonly messages: MessageClient;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Has the namespace of a first push made by its owner, before the token is decided. */
export class NamespaceReserver {
  private readonly refusedUntil = new Map<string, number>();
  private readonly inFlight = new Map<string, Promise<void>>();

  constructor(private readonly options: NamespaceReserverOptions) {}

  /** Resolves when it is there, or was refused; what is granted then, the policy says. */
  reserve(reservation: Reservation): Promise<void> {
    const { registryId, path, userId } = reservation;
    const key = `${userId}\n${registryId}\n${path}\n${String(this.options.source.version)}`;
    const running = this.inFlight.get(key);
    if (running !== undefined) return running;
    if ((this.refusedUntil.get(key) ?? 0) > this.options.clock.now().getTime()) return Promise.resolve();
    const started = this.ask(reservation, key).finally(() => this.inFlight.delete(key));
    this.inFlight.set(key, started);
    return started;
  }

  private async ask(reservation: Reservation, key: string): Promise<void> {
    const { source, messages, logger } = this.options;
    try {
      const { policyVersion } = await messages.request(ReserveNamespace, reservation);
      await source.atLeast(policyVersion);
    } catch (error) {
      // Without the namespace the push is denied, as it would have been.
      this.rememberRefusal(key);
      const { path, userId } = reservation;
      const code = error instanceof DomainError ? error.code : 'UNKNOWN';
      logger.info({ code, path, userId }, 'the namespace of a first push was not made');
    }
  }

  private rememberRefusal(key: string): void {
    this.refusedUntil.delete(key);
    this.refusedUntil.set(key, this.options.clock.now().getTime() + REFUSED_MS);
    if (this.refusedUntil.size <= MAXIMUM_ENTRIES) return;
    const [oldest] = this.refusedUntil.keys();
    if (oldest !== undefined) this.refusedUntil.delete(oldest);
  }
}
