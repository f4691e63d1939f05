import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './at-exit.js';

/** A directory of one test, removed with everything in it by `remove()`, at the latest when the process exits. */
export class TemporaryDirectory {
  readonly path: string;
  private readonly callOff: () => void;

  constructor(prefix = 'spectacles-test-') {
    this.path = mkdtempSync(join(tmpdir(), prefix));
    this.callOff = atExit(() => {
      this.remove();
    });
  }

  /** A path inside the directory. */
  join(...parts: string[]): string {
    return join(this.path, ...parts);
  }

  remove(): void {
    this.callOff();
    rmSync(this.path, { recursive: true, force: true, maxRetries: 3 });
  }
}
