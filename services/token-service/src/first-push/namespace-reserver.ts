import { ReserveNamespace } from '@spectacles/contracts';
import { type Clock, DomainError, type Logger, type MessageClient } from '@spectacles/platform';

import type { PolicySource } from '../policy-source.js';
import type { RefusedPush } from './refused-push.js';

const REFUSED_MS = 5000;
const MAXIMUM_ENTRIES = 5000;
/** What a reason in a record holds. */
const TEXT_MAX = 1024;

/** What is to be reserved, for whom, and where the wish came from. */
export interface Reservation {
  readonly registryId: string;
  readonly path: string;
  /** What is pushed to. */
  readonly repository: string;
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
  private readonly refusals = new Map<string, { readonly until: number; readonly text: string }>();
  private readonly inFlight = new Map<string, Promise<string | null>>();

  constructor(private readonly options: NamespaceReserverOptions) {}

  /** Resolves when it is there, or with why it was refused; what is granted then, the policy says. */
  async reserve(reservation: Reservation): Promise<RefusedPush | null> {
    const { registryId, path, userId, repository } = reservation;
    const key = `${userId}\n${registryId}\n${path}\n${String(this.options.source.version)}`;
    const text = await this.outcome(reservation, key);
    return text === null ? null : { repository, text };
  }

  private outcome(reservation: Reservation, key: string): Promise<string | null> {
    const running = this.inFlight.get(key);
    if (running !== undefined) return running;
    const refused = this.refusals.get(key);
    if (refused !== undefined && refused.until > this.options.clock.now().getTime())
      return Promise.resolve(refused.text);
    const started = this.ask(reservation, key).finally(() => this.inFlight.delete(key));
    this.inFlight.set(key, started);
    return started;
  }

  private async ask(reservation: Reservation, key: string): Promise<string | null> {
    const { source, messages, logger } = this.options;
    try {
      const { policyVersion } = await messages.request(ReserveNamespace, reservation);
      await source.atLeast(policyVersion);
      return null;
    } catch (error) {
      // Without the namespace the push is denied, as it would have been.
      const text = sentenceOf(error, reservation);
      this.rememberRefusal(key, text);
      const { path, userId } = reservation;
      const code = error instanceof DomainError ? error.code : 'UNKNOWN';
      logger.info({ code, path, userId }, 'the namespace of a first push was not made');
      return text;
    }
  }

  private rememberRefusal(key: string, text: string): void {
    this.refusals.delete(key);
    this.refusals.set(key, { text, until: this.options.clock.now().getTime() + REFUSED_MS });
    if (this.refusals.size <= MAXIMUM_ENTRIES) return;
    const [oldest] = this.refusals.keys();
    if (oldest !== undefined) this.refusals.delete(oldest);
  }
}

/** A reason that the log of tokens can hold: what identity-service says to people, or that it could not be asked. */
function sentenceOf(error: unknown, { path }: Reservation): string {
  const isAnswer = error instanceof DomainError && error.status < 500;
  const reason = isAnswer ? error.message : 'It could not be asked for now. Push again.';
  return `No entry gives it, and the first push did not make the namespace "${path}": ${reason}`.slice(0, TEXT_MAX);
}
