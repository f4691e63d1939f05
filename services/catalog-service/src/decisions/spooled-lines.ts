import { brotliDecompressSync } from 'node:zlib';
import { SPOOLED_BYTES_MAX, SPOOLED_RECORDS_MAX, SpooledRecord } from '@spectacles/contracts';
import { MalformedRequest, newId, type Clock } from '@spectacles/platform';

/**
 * Reads records as a token server wrote them, a line each, compressed and in base64. One that cannot be read keeps its number and holds up no other:
 * what stands in its place says that there was one.
 */
export function readSpooledLines(lines: string, clock: Clock): readonly SpooledRecord[] {
  const texts = unpacked(lines).split('\n', SPOOLED_RECORDS_MAX + 1);
  if (texts.length > SPOOLED_RECORDS_MAX) throw new MalformedRequest();
  return texts.map((text) => recordOf(text) ?? unreadable(clock));
}

function unpacked(lines: string): string {
  try {
    return brotliDecompressSync(Buffer.from(lines, 'base64'), { maxOutputLength: SPOOLED_BYTES_MAX }).toString();
  } catch {
    throw new MalformedRequest('The records cannot be unpacked.');
  }
}

function recordOf(text: string): SpooledRecord | null {
  try {
    return SpooledRecord.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function unreadable(clock: Clock): SpooledRecord {
  const at = clock.now().toISOString();
  const reason = 'A record of the token server could not be read.';
  return { kind: 'gap', id: newId(clock), from: at, until: at, missing: 1, reason };
}
