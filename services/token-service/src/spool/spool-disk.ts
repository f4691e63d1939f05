import { closeSync, fdatasync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

const synchronize = promisify(fdatasync);

/** What the spool asks of a disk while it writes; each of it may throw, as disks do. */
export abstract class SpoolDisk {
  abstract makeDirectory(path: string): void;
  /** Opens an empty file: what could not be finished under the same name before is given up. */
  abstract create(path: string): number;
  /** Answers how many bytes were taken. */
  abstract write(file: number, bytes: Uint8Array): number;
  abstract truncate(file: number, length: number): void;
  abstract close(file: number): void;
  /** Waits until what was written is on the disk; off the event loop. */
  abstract synchronize(file: number): Promise<void>;
}

/** The disk of the machine. */
export class MachineDisk extends SpoolDisk {
  override makeDirectory(path: string): void {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  }

  override create(path: string): number {
    return openSync(path, 'w', 0o600);
  }

  override write(file: number, bytes: Uint8Array): number {
    return writeSync(file, bytes);
  }

  override truncate(file: number, length: number): void {
    ftruncateSync(file, length);
  }

  override close(file: number): void {
    closeSync(file);
  }

  override synchronize(file: number): Promise<void> {
    return synchronize(file);
  }
}
