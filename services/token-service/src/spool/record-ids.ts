import { randomFillSync } from 'node:crypto';

const RANDOM_BYTES = 10;
const POOL_BYTES = 256 * RANDOM_BYTES;

/** UUIDv7 (RFC 9562, 5.7), many drawn at a time: asking the system for each would cost more than the record. */
export class RecordIds {
  private readonly pool = Buffer.alloc(POOL_BYTES);
  private used = POOL_BYTES;

  next(milliseconds: number): string {
    if (this.used === POOL_BYTES) {
      randomFillSync(this.pool);
      this.used = 0;
    }
    const at = this.used;
    this.used += RANDOM_BYTES;
    this.pool.writeUInt8((this.pool.readUInt8(at) & 0x0f) | 0x70, at);
    this.pool.writeUInt8((this.pool.readUInt8(at + 2) & 0x3f) | 0x80, at + 2);
    const time = milliseconds.toString(16).padStart(12, '0');
    const random = this.pool.toString('hex', at, at + RANDOM_BYTES);
    return `${time.slice(0, 8)}-${time.slice(8)}-${random.slice(0, 4)}-${random.slice(4, 8)}-${random.slice(8)}`;
  }
}
