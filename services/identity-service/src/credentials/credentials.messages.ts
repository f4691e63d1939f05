import { Controller } from '@nestjs/common';
import { VerifyCredentials } from '@spectacles/contracts';
import { HandleRequest } from '@spectacles/platform';
import type { z } from 'zod';
import { IdentityStore } from '../store/identity-store.js';
import { CredentialService } from './credential.service.js';

@Controller()
export class CredentialsMessages {
  constructor(
    private readonly credentials: CredentialService,
    private readonly store: IdentityStore,
  ) {}

  @HandleRequest(VerifyCredentials)
  async verify(request: z.output<typeof VerifyCredentials.request>): Promise<z.input<typeof VerifyCredentials.reply>> {
    const user = await this.credentials.verify(request.username, request.password, request.address);
    // Taken after the user was read: whoever has this version knows the user.
    const policyVersion = await this.store.head();
    return { userId: user.id, credentialVersion: user.credentialVersion, policyVersion };
  }
}
