/** How long a closing server waits for its handlers; a container is killed not long after. */
const LONGEST_WAIT_MS = 8000;

/** Counts work in progress, so that a server can wait for the last answer before it closes. */
export class InFlight {
  private count = 0;
  private readonly waiting = new Set<() => void>();

  async track<T>(work: () => Promise<T>): Promise<T> {
    this.count += 1;
    try {
      return await work();
    } finally {
      this.count -= 1;
      if (this.count === 0) for (const resume of this.waiting) resume();
    }
  }

  /** Resolves once nothing is in progress, or after the longest wait: false when something still is. */
  idle(longestWaitMs = LONGEST_WAIT_MS): Promise<boolean> {
    if (this.count === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.waiting.delete(finish);
        resolve(this.count === 0);
      };
      const timer = setTimeout(finish, longestWaitMs);
      this.waiting.add(finish);
    });
  }
}
