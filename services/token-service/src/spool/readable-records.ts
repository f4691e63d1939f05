import { SpooledRecord } from '@spectacles/contracts';
import { type Clock, newId } from '@spectacles/platform';

/** A record that cannot be handed over keeps its number: what stands in its place says so. */
function unreadable(clock: Clock): SpooledRecord {
  const at = clock.now().toISOString();
  return {
    kind: 'gap',
    id: newId(clock),
    from: at,
    until: at,
    missing: 1,
    reason: 'A record of the token server could not be read.',
  };
}

/** Records as they were written. Their contents are checked by whoever takes them, and only when asked for here. */
export function readRecords(lines: readonly string[], clock: Clock, checked = false): SpooledRecord[] {
  return lines.map((line) => {
    try {
      const record: unknown = JSON.parse(line);
      return checked ? SpooledRecord.parse(record) : (record as SpooledRecord);
    } catch {
      return unreadable(clock);
    }
  });
}
