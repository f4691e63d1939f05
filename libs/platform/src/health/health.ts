/** null: all is well. Otherwise what is missing, in words. */
export type HealthCheck = () => string | null;

export interface HealthReport {
  readonly status: 'ready' | 'not ready';
  readonly checks: Readonly<Record<string, string>>;
}

/** What a process needs to be of use; asked, never cached. */
export class Health {
  private readonly checks = new Map<string, HealthCheck>();

  /** A later check of the same name takes the place of the earlier. */
  register(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  unregister(name: string): void {
    this.checks.delete(name);
  }

  report(): HealthReport {
    const results = [...this.checks].map(([name, check]) => [name, check() ?? 'ok'] as const);
    const ready = results.every(([, result]) => result === 'ok');
    return { status: ready ? 'ready' : 'not ready', checks: Object.fromEntries(results) };
  }
}
