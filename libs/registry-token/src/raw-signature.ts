const COORDINATE_BYTES = 32;
/** Tag and length of the outer SEQUENCE; a P-256 signature is always shorter than 128 bytes, so the length is one byte. */
const SEQUENCE_HEADER = 2;
/** Tag and length of an INTEGER. */
const INTEGER_HEADER = 2;

/** Copies an INTEGER to the right end of a fixed-width field: a sign byte is dropped, missing bytes are zero. */
function copyInteger(der: Buffer, offset: number, raw: Buffer, field: number): number {
  const start = offset + INTEGER_HEADER;
  const length = der.readUInt8(offset + 1);
  const surplus = Math.max(length - COORDINATE_BYTES, 0);
  der.copy(raw, field + COORDINATE_BYTES - (length - surplus), start + surplus, start + length);
  return start + length;
}

/** Turns an ECDSA signature on P-256 from DER (RFC 3279 section 2.2.3) into the r‖s that JOSE wants (RFC 7518 section 3.4). */
export function rawSignature(der: Buffer): Buffer {
  const raw = Buffer.allocUnsafe(2 * COORDINATE_BYTES).fill(0);
  const second = copyInteger(der, SEQUENCE_HEADER, raw, 0);
  copyInteger(der, second, raw, COORDINATE_BYTES);
  return raw;
}
