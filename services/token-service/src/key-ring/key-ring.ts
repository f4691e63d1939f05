import type { RegistryState } from '@spectacles/access-control';
import type { SigningKeyState } from '@spectacles/contracts';
import type { Logger, Sealer } from '@spectacles/platform';
import {
  buildTokenHeader,
  encodeTokenHeader,
  type HeaderMode,
  type PublishedKey,
  type SigningKey,
} from '@spectacles/registry-token';

import type { ConfiguredKey } from './configured-key.js';
import { type OpenedKey, openSigningKey } from './opened-key.js';
import { activeLeaf, ownerOfKeys } from './ring-states.js';

/** What a token of one registry is signed with; the header is the same for all of them, and encoded once. */
export interface TokenSigner {
  readonly key: SigningKey;
  readonly header: string;
}

interface HeldKey {
  readonly state: SigningKeyState;
  readonly opened: OpenedKey;
}

/** The keys of the policy, opened. Signing asks it for every token, so all of its answers are looked up, not made. */
export class KeyRing {
  private states: readonly SigningKeyState[] = [];
  private held = new Map<string, HeldKey>();
  private readonly signers = new Map<string, { signer: TokenSigner; notAfter: number }>();
  private unopened: string | null = null;

  constructor(
    private readonly sealer: Sealer,
    private readonly configured: ConfiguredKey | null,
    private readonly logger: Logger,
  ) {}

  /** Takes the keys of a newer version of the policy; what did not change stays open. */
  refresh(states: readonly SigningKeyState[]): void {
    const held = new Map<string, HeldKey>();
    this.unopened = null;
    for (const state of states.filter(({ role, state }) => role === 'leaf' && state === 'active')) {
      const known = this.held.get(state.id);
      const opened = known?.state === state ? known.opened : this.open(state);
      if (opened !== null) held.set(state.id, { state, opened });
    }
    this.states = states;
    this.held = held;
    this.signers.clear();
  }

  /** The key that signs tokens of a registry; null where there is none, or where its certificate has ended. */
  signerFor(registry: RegistryState, now: Date): TokenSigner | null {
    const owner = ownerOfKeys(registry);
    const cacheKey = `${owner ?? ''} ${registry.headerMode}`;
    let entry = this.signers.get(cacheKey);
    if (entry === undefined) {
      const opened = this.signingKeyOf(owner);
      if (opened === null) return null;
      entry = { signer: signerOf(opened, registry.headerMode), notAfter: opened.notAfter?.getTime() ?? Infinity };
      this.signers.set(cacheKey, entry);
    }
    return now.getTime() < entry.notAfter ? entry.signer : null;
  }

  /** What a registry (null: any that has no key of its own) must know to verify its tokens. */
  publishedFor(registry: RegistryState | null): readonly PublishedKey[] {
    const owner = registry === null ? null : ownerOfKeys(registry);
    if (owner === null && this.configured !== null) return [this.configured.published];
    return this.states.filter((state) => state.registryId === owner && state.state !== 'retired');
  }

  /** What is missing for signing; null when nothing is. */
  problem(now: Date): string | null {
    const opened = this.signingKeyOf(null);
    if (opened === null) return this.unopened ?? 'there is no signing key yet';
    if (opened.notAfter === null || now < opened.notAfter) return null;
    return `the certificate of the signing key ended on ${opened.notAfter.toISOString()}`;
  }

  /** When signing with the key that registries share must end; null for a key without a certificate, or none. */
  sharedKeyEnd(): Date | null {
    return this.signingKeyOf(null)?.notAfter ?? null;
  }

  private signingKeyOf(owner: string | null): OpenedKey | null {
    if (owner === null && this.configured !== null) return this.configured;
    const leaf = activeLeaf(this.states, owner);
    return leaf === null ? null : (this.held.get(leaf.id)?.opened ?? null);
  }

  private open(state: SigningKeyState): OpenedKey | null {
    try {
      return openSigningKey(this.sealer, state);
    } catch (error) {
      this.unopened = 'SECRET_KEY does not open the stored signing key';
      this.logger.error({ err: error, keyId: state.id }, 'SECRET_KEY does not open the stored signing key');
      return null;
    }
  }
}

function signerOf({ key, chain }: OpenedKey, mode: HeaderMode): TokenSigner {
  return { key, header: encodeTokenHeader(buildTokenHeader(key, mode, chain)) };
}
