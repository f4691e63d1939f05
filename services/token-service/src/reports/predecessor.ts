import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { Id } from '@spectacles/contracts';

/**
 * Leaves this instance's name where the next start finds it, and answers the one that was there. A data directory belongs
 * to one process: whoever finds the name of another one knows that it is no more, though it may have said no goodbye.
 */
export function succeed(file: string, instance: string): string | null {
  const predecessor = nameIn(file);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${instance}\n`);
  return predecessor;
}

function nameIn(file: string): string | null {
  try {
    const read = Id.safeParse(readFileSync(file, 'utf8').trim());
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
