const PROBE_INTERVAL_MS = 1000;

/**
 * Keeps callers from waiting for a service that did not answer: after a failure one of them at a time may try, a second
 * apart, and the others know at once.
 */
export class Breaker {
  private failedAt: number | null = null;
  private probing = false;

  /** Whether to ask; who is told yes reports how it went. */
  admits(now: number): boolean {
    if (this.failedAt === null) return true;
    if (this.probing || now - this.failedAt < PROBE_INTERVAL_MS) return false;
    this.probing = true;
    return true;
  }

  succeeded(): void {
    this.failedAt = null;
    this.probing = false;
  }

  failed(now: number): void {
    this.failedAt = now;
    this.probing = false;
  }
}
