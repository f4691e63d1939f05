/** What has to be closed, in the reverse order of opening. */
export class Closers {
  private readonly stack: (() => Promise<void> | void)[] = [];

  add(close: () => Promise<void> | void): void {
    this.stack.push(close);
  }

  /** Closes everything, also when one of them fails; then throws what failed first. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.stack.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
