import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of one test, removed with everything in it by `remove()`, at the latest when the process exits. */
export class TemporaryDirectory {
  readonly path: string;
  private readonly onExit = () => {
    this.remove();
  };

  constructor(prefix = 'spectacles-test-') {
    this.path = mkdtempSync(join(tmpdir(), prefix));
    process.once('exit', this.onExit);
  }

  /** A path inside the directory. */
  join(...parts: string[]): string {
    return join(this.path, ...parts);
  }

  remove(): void {
    process.removeListener('exit', this.onExit);
    rmSync(this.path, { recursive: true, force: true, maxRetries: 3 });
  }
}
