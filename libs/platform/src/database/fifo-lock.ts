/** Lets one holder in at a time, in the order of asking. */
export class FifoLock {
  private held = false;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly timeoutMs: number) {}

  /** Resolves with the release; rejects when the wait was too long. */
  async acquire(): Promise<() => void> {
    if (this.held) await this.wait();
    this.held = true;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const next = this.queue.shift();
      if (next === undefined) this.held = false;
      else next();
    };
  }

  private wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(enter), 1);
        reject(
          new Error(
            `The database was held by another transaction for ${String(this.timeoutMs)} ms. ` +
              'A write inside a transaction that does not use its manager waits for itself.',
          ),
        );
      }, this.timeoutMs);
      this.queue.push(enter);
    });
  }
}
