import { createHash } from 'node:crypto';
import type { RegistryState } from '@spectacles/access-control';

/** A hash of what decides how a registry is read: when it changes, the registry is read anew. */
export function settingsOf(registry: RegistryState): string {
  const { url, service, issuer, registryKind, headerMode, caCertificate } = registry;
  const settings = JSON.stringify([url, service, issuer, registryKind, headerMode, caCertificate]);
  return createHash('sha256').update(settings).digest('hex');
}
