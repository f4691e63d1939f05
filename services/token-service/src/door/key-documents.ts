import { bundlePem, jsonWebKeySet, publicKeyPem, singleKeySet } from '@spectacles/registry-token';
import type { RegistryState } from '@spectacles/access-control';
import { defaultIfEmpty, filter, firstValueFrom, map, of, timeout } from 'rxjs';

import type { KeyRing } from '../key-ring/key-ring.js';
import type { PolicySource } from '../policy-source.js';
import type { DoorAnswer } from './token-answer.js';

/** As long as a replica that is behind is waited for elsewhere. */
const PATIENCE_MS = 300;

/** Without a registry in mind: authority and leaves, which is right for either way of finding the key. */
const WHOLE_BUNDLE = 'kid-libtrust';

const text = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): DoorAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: `${body}\n`,
});

const UNKNOWN_SERVICE = text(404, 'No registry known here has this service name.');
const NO_KEY = text(503, 'There is no signing key yet. Try again.', { 'retry-after': '1' });
const NO_CERTIFICATE = text(404, 'The signing key has no certificate: use /keys/jwks.json.');

/** The public keys as files: what a registry is given to verify tokens with. */
export class KeyDocuments {
  constructor(
    private readonly source: PolicySource,
    private readonly ring: KeyRing,
  ) {}

  /**
   * The answer of `read`, or, where it has none yet, the first that a newer policy brings: whoever has just connected a
   * registry asks for its keys at once, and this replica may hear of it a few milliseconds later.
   */
  soon(read: () => DoorAnswer): Promise<DoorAnswer> {
    const now = read();
    if (now.status === 200) return Promise.resolve(now);
    return firstValueFrom(
      this.source.changed.pipe(
        map(read),
        filter((answer) => answer.status === 200),
        timeout({ first: PATIENCE_MS, with: () => of(read()) }),
        defaultIfEmpty(now),
      ),
    );
  }

  /** PEM: what Distribution takes as `rootcertbundle`, or zot as its one public key. */
  bundle(service: string | null): DoorAnswer {
    const registry = this.registryOf(service);
    if (registry === undefined) return UNKNOWN_SERVICE;
    const keys = this.ring.publishedFor(registry);
    const [first] = keys;
    if (first === undefined) return NO_KEY;
    const pem =
      registry?.registryKind === 'zot' ? publicKeyPem(first) : bundlePem(keys, registry?.headerMode ?? WHOLE_BUNDLE);
    return pem === null || pem === '' ? NO_CERTIFICATE : document('application/x-pem-file', pem);
  }

  /** A key set (RFC 7517): what Distribution 3 takes as `jwks`, and zot where it holds a single key. */
  keySet(service: string | null): DoorAnswer {
    const registry = this.registryOf(service);
    if (registry === undefined) return UNKNOWN_SERVICE;
    const keys = this.ring.publishedFor(registry);
    if (keys.length === 0) return NO_KEY;
    const set = registry?.registryKind === 'zot' ? singleKeySet(keys) : jsonWebKeySet(keys);
    return document('application/jwk-set+json', JSON.stringify(set));
  }

  /** Null: no registry was named. Undefined: the one that was is not known. */
  private registryOf(service: string | null): RegistryState | null | undefined {
    return service === null ? null : (this.source.policy.registryByService(service) ?? undefined);
  }
}

const document = (type: string, body: string): DoorAnswer => ({
  status: 200,
  headers: { 'content-type': type, 'cache-control': 'no-store' },
  body,
});
