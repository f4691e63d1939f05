import { Injectable } from '@nestjs/common';
import type { ConsoleReply, ExplainBody, explainAccess, Explanation } from '@spectacles/contracts';
import { answer, Clock, type OpenConsoleCall } from '@spectacles/platform';
import { principalOf } from '@spectacles/policy-replica';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { CredentialLimited } from '../permissions/permissions.errors.js';
import { requireKnown } from '../permissions/permissions.js';
import { IdentityStore } from '../store/identity-store.js';
import { explainScopes } from './explain.js';
import { ServiceNotFound } from './explanation.errors.js';
import { PresentedCredentials } from './presented.js';
import { subjectOf } from './subjects.js';

/** What the token door would answer, and why. */
@Injectable()
export class ExplanationService {
  constructor(
    private readonly store: IdentityStore,
    private readonly current: CurrentPolicy,
    private readonly presented: PresentedCredentials,
    private readonly clock: Clock,
  ) {}

  async explain(call: OpenConsoleCall<typeof explainAccess>): Promise<ConsoleReply> {
    const known = await requireKnown(this.store.now, call.caller);
    const body = call.body();
    const userId = await this.identify(body, call, known.kind === 'user' && !known.limited);
    const { policy, version } = await this.current.read(call.envelope.atLeast);
    // From here on nothing is awaited: one version of the policy answers.
    const now = this.clock.now();
    const asker = principalOf(call.caller, call.envelope.address, now);
    const registry = policy.registryByService(body.service) ?? policy.registry(body.service);
    if (registry === null) throw new ServiceNotFound();
    const circumstances = { at: now.getTime(), address: body.address ?? call.envelope.address };
    const subject =
      'account' in body.principal
        ? this.presented.subject(policy, body.principal, userId, circumstances)
        : subjectOf(policy, asker, body.principal, circumstances);
    const explained = explainScopes({ policy, asker, subject, registry }, body.scopes);
    return answer({ subject: subject.name, ...explained, policyVersion: version } satisfies Explanation);
  }

  /** A token that may do less than its owner tries no passwords. */
  private async identify(
    { principal }: ExplainBody,
    { envelope }: OpenConsoleCall<typeof explainAccess>,
    mayTryPasswords: boolean,
  ): Promise<string | null> {
    if (!('account' in principal)) return null;
    if (!mayTryPasswords) throw new CredentialLimited();
    return this.presented.userId(principal, envelope.address);
  }
}
