import { Injectable } from '@nestjs/common';
import { type CompiledPolicy, presentedSecret, type Principal } from '@spectacles/access-control';
import { hashSecret, secretPrefix } from '@spectacles/platform';
import { InvalidCredentials } from '../credentials/credentials.errors.js';
import { CredentialService } from '../credentials/credential.service.js';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { TokensOnly } from './explanation.errors.js';
import type { Circumstances, Subject } from './subjects.js';
import { nameOf } from './subjects.js';

/** What somebody would log in with. */
interface Presented {
  readonly account: string;
  readonly password: string;
}

/** Finds out who an account and a password, or a token in its place, are: as the token door does, and as throttled. */
@Injectable()
export class PresentedCredentials {
  constructor(
    private readonly credentials: CredentialService,
    private readonly current: CurrentPolicy,
  ) {}

  /** The id of the user by password; null where it is a token, which the policy knows. */
  async userId({ account, password }: Presented, address: string): Promise<string | null> {
    if (secretPrefix(password) !== null) return null;
    if ((await this.current.read()).policy.settings().tokensOnly) throw new TokensOnly();
    return (await this.credentials.verify(account, password, address)).id;
  }

  /** Whoever it is, in the policy as it is. */
  subject(
    policy: CompiledPolicy,
    { account, password }: Presented,
    userId: string | null,
    circumstances: Circumstances,
  ): Subject {
    const principal: Principal =
      userId === null
        ? tokenHolder(policy, { account, password }, circumstances)
        : { kind: 'user', userId, ...circumstances };
    return { principal, name: nameOf(policy, principal), isOwn: true };
  }
}

function tokenHolder(
  policy: CompiledPolicy,
  { account, password }: Presented,
  circumstances: Circumstances,
): Principal {
  const presented = presentedSecret(policy, hashSecret(password), circumstances);
  if (presented?.ownerName !== account) throw new InvalidCredentials();
  return presented.principal;
}
