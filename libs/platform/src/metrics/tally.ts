/** Counts what happens thousands of times a second: a plain number, which is added to its metric when somebody looks. */
export class Tally {
  private count = 0;

  inc(): void {
    this.count += 1;
  }

  /** What was counted since the last time. */
  take(): number {
    const { count } = this;
    this.count = 0;
    return count;
  }
}
