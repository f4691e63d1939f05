import { Controller } from '@nestjs/common';
import { ResolveCredential } from '@spectacles/contracts';
import { Clock, HandleRequest } from '@spectacles/platform';
import type { z } from 'zod';
import { IdentityStore } from '../store/identity-store.js';
import { LiveCredentials } from './live-credentials.js';

@Controller()
export class ResolveMessages {
  constructor(
    private readonly store: IdentityStore,
    private readonly credentials: LiveCredentials,
    private readonly clock: Clock,
  ) {}

  @HandleRequest(ResolveCredential)
  async resolve({
    secretHash,
    name,
    address,
  }: z.output<typeof ResolveCredential.request>): Promise<z.input<typeof ResolveCredential.reply>> {
    const credential = await this.store.now.credentials.bySecretHash(secretHash);
    const owner = await this.credentials.ownerOf(credential, address, this.clock.now());
    if (credential === null || owner === null || (name !== null && name !== owner.name)) return { caller: null };
    return {
      caller: { kind: 'credential', credentialId: credential.id, owner: { kind: owner.kind, id: owner.id } },
    };
  }
}
