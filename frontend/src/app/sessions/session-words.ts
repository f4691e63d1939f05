import type { SessionItem } from '@spectacles/contracts';

/** What kind of session it is, and for what. */
export function sessionWords({ kind, service }: Pick<SessionItem, 'kind' | 'service'>): string {
  if (kind === 'console') return 'Console';
  return service === null ? 'Refresh token' : `Refresh token for ${service}`;
}
