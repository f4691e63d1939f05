/** A clock that stands still until the test moves it; has the shape of the platform's `Clock`. */
export class ManualClock {
  private current: number;

  constructor(start: Date | string = '2026-01-02T03:04:05.678Z') {
    this.current = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.current);
  }

  advance(milliseconds: number): void {
    this.current += milliseconds;
  }

  advanceSeconds(seconds: number): void {
    this.advance(seconds * 1000);
  }

  set(moment: Date | string): void {
    this.current = new Date(moment).getTime();
  }
}
