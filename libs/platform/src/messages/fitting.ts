/**
 * A message of the bus carries at most 1 MB (the standard of NATS, `max_payload`); the rest is for what is around a list.
 */
const PAGE_BYTES = 700_000;

/** How many of the first items of a list one message carries. At least one: a list must come to its end. */
export function countFitting(items: readonly unknown[], maximumBytes = PAGE_BYTES): number {
  let bytes = 0;
  const left = items.findIndex((item, index) => {
    // As it goes over the wire, with the comma that follows.
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    return index > 0 && bytes > maximumBytes;
  });
  return left === -1 ? items.length : left;
}
