import { VerifyCredentials } from '@spectacles/contracts';
import { DomainError, type Logger, type MessageClient, RemoteError } from '@spectacles/platform';

import type { Credentials } from '../door/basic-credentials.js';
import { CredentialVerifier, type Verification } from './credential-verifier.js';

/** Asks identity-service, which alone has the password hashes. */
export class BusCredentialVerifier extends CredentialVerifier {
  constructor(
    private readonly messages: MessageClient,
    private readonly logger: Logger,
  ) {
    super();
  }

  override async verify({ username, secret }: Credentials, address: string): Promise<Verification> {
    try {
      const reply = await this.messages.request(VerifyCredentials, { username, password: secret, address });
      return { kind: 'verified', ...reply };
    } catch (error) {
      return this.explain(error);
    }
  }

  private explain(error: unknown): Verification {
    if (error instanceof DomainError) {
      if (error.code === 'INVALID_CREDENTIALS') return { kind: 'refused' };
      if (error.status === 429) return { kind: 'throttled', retryAfterSeconds: error.retryAfterSeconds ?? 1 };
    }
    this.logger.warn({ err: error }, 'a password could not be checked');
    return { kind: error instanceof RemoteError ? 'undecided' : 'unreachable' };
  }
}
