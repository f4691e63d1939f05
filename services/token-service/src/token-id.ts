import { randomFillSync } from 'node:crypto';

const ID_BYTES = 16;
const POOL_BYTES = 256 * ID_BYTES;

/** Ids of 128 random bits. They are drawn many at a time: asking the system for each would cost more than its claims. */
export class TokenIds {
  private readonly pool = Buffer.alloc(POOL_BYTES);
  private used = POOL_BYTES;

  next(): string {
    if (this.used === POOL_BYTES) {
      randomFillSync(this.pool);
      this.used = 0;
    }
    const id = this.pool.toString('base64url', this.used, this.used + ID_BYTES);
    this.pool.fill(0, this.used, this.used + ID_BYTES);
    this.used += ID_BYTES;
    return id;
  }
}
