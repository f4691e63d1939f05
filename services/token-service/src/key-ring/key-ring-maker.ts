import { randomBytes } from 'node:crypto';

import type { SigningKeyState } from '@spectacles/contracts';
import { type Clock, newId, type Sealer } from '@spectacles/platform';
import {
  type CertificateAuthority,
  generateSigningKey,
  makeAuthorityCertificate,
  makeLeafCertificate,
  notAfterOf,
  readCertificateChain,
  type SigningAlgorithm,
  type SigningKey,
} from '@spectacles/registry-token';

import type { RingTask } from './key-ring-plan.js';
import { openPrivateKey, sealPrivateKey } from './opened-key.js';

const AUTHORITY_NAME = 'Spectacles token authority';
const LEAF_NAME = 'Spectacles token signer';

/** A positive serial number of 127 random bits, none of them a leading zero byte (RFC 5280 section 4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40, 0);
  return bytes.toString('hex');
}

/** Makes keys and certificates, sealed and ready to be stored. */
export class KeyRingMaker {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** The rows that a task leaves behind. */
  async carryOut(task: RingTask): Promise<SigningKeyState[]> {
    switch (task.kind) {
      case 'make-ring':
        return this.makeRing(task.algorithm);
      case 'renew-certificate': {
        const key = openPrivateKey(this.sealer, task.leaf);
        const certificate = await this.certify(key, this.openAuthority(task.authority));
        return [{ ...task.leaf, certificate, notAfter: this.endOf(certificate, key) }];
      }
      case 'replace-leaf': {
        const leaf = await this.makeLeaf(task.algorithm, this.openAuthority(task.authority));
        return [{ ...task.leaf, state: 'retiring' }, leaf];
      }
      case 'make-own-key':
        return [this.row('leaf', await generateSigningKey(task.algorithm), null, task.registryId)];
    }
  }

  private async makeRing(algorithm: SigningAlgorithm): Promise<SigningKeyState[]> {
    const key = await generateSigningKey(algorithm);
    const certificate = await makeAuthorityCertificate(key, this.request(AUTHORITY_NAME));
    return [this.row('ca', key, certificate, null), await this.makeLeaf(algorithm, { key, certificate })];
  }

  private async makeLeaf(algorithm: SigningAlgorithm, authority: CertificateAuthority): Promise<SigningKeyState> {
    const key = await generateSigningKey(algorithm);
    return this.row('leaf', key, await this.certify(key, authority), null);
  }

  private certify(key: SigningKey, authority: CertificateAuthority): Promise<string> {
    return makeLeafCertificate(key, authority, this.request(LEAF_NAME));
  }

  /** The one place where the key of the authority is opened. */
  private openAuthority(state: SigningKeyState): CertificateAuthority {
    if (state.certificate === null) throw new TypeError(`The authority ${state.id} has no certificate.`);
    return { key: openPrivateKey(this.sealer, state), certificate: state.certificate };
  }

  private request(commonName: string) {
    return { commonName, serialNumber: serialNumber(), now: this.clock.now() };
  }

  private endOf(certificate: string, key: SigningKey): string | null {
    const read = readCertificateChain(certificate, key);
    const leaf = read.ok ? read.chain[0] : undefined;
    return leaf === undefined ? null : notAfterOf(leaf);
  }

  private row(
    role: SigningKeyState['role'],
    key: SigningKey,
    certificate: string | null,
    registryId: string | null,
  ): SigningKeyState {
    const id = newId(this.clock);
    return {
      kind: 'signing-key',
      id,
      registryId,
      role,
      state: 'active',
      algorithm: key.algorithm,
      certificate,
      publicJwk: { ...key.publicJwk },
      sealedPrivateKey: sealPrivateKey(this.sealer, id, key),
      notAfter: certificate === null ? null : this.endOf(certificate, key),
    };
  }
}
