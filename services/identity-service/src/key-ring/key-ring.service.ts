import { Injectable } from '@nestjs/common';
import type { SigningKeyState } from '@spectacles/contracts';
import { IdentityStore } from '../store/identity-store.js';
import { KeyRingChanged } from './key-ring.errors.js';

/** Keeps the keys that token-service sealed. */
@Injectable()
export class KeyRingService {
  constructor(private readonly store: IdentityStore) {}

  /** Compare and set: of two replicas that made keys from the same version, the second reads the first one's. */
  async put(basedOn: number, keys: readonly SigningKeyState[]): Promise<number> {
    const { n } = await this.store.change(async (transaction) => {
      const changedAt = Number((await transaction.settings.read('key-ring-version')) ?? 0);
      if (changedAt > basedOn) throw new KeyRingChanged();
      for (const key of keys) {
        await transaction.signingKeys.save(key);
        transaction.append(key);
      }
      await transaction.settings.write('key-ring-version', String(transaction.n));
    });
    return n;
  }
}
