import type { Envelope } from '@spectacles/contracts';
import { PreconditionFailed } from '@spectacles/platform';

/** Refuses a change of an object that is not the one the caller read (RFC 9110, 13.1.1); without a tag nothing is asked. */
export function requireUnchanged(envelope: Envelope, version: number): void {
  if (envelope.ifMatch === undefined) return;
  const tags = envelope.ifMatch.split(',').map((tag) => tag.trim().replace(/^"(.*)"$/, '$1'));
  if (!tags.includes('*') && !tags.includes(String(version))) throw new PreconditionFailed();
}
