import { Injectable } from '@nestjs/common';
import type { ConsoleReply, ExplainBody, explainAccess, Explanation } from '@spectacles/contracts';
import { answer, Clock, type OpenConsoleCall } from '@spectacles/platform';
import { principalOf } from '@spectacles/policy-replica';
import { CurrentPolicy, type PolicyVersion } from '../permissions/current-policy.js';
import { CredentialLimited } from '../permissions/permissions.errors.js';
import { requireKnown } from '../permissions/permissions.js';
import { ReservationService } from '../namespaces/reservation.service.js';
import { IdentityStore } from '../store/identity-store.js';
import { explainScopes } from './explain.js';
import { ServiceNotFound } from './explanation.errors.js';
import { firstPushIn } from './first-push.js';
import { PresentedCredentials } from './presented.js';
import type { ExpectedPush, Question } from './question.js';
import { subjectOf } from './subjects.js';

/** What the token door would answer, and why. */
@Injectable()
export class ExplanationService {
  constructor(
    private readonly store: IdentityStore,
    private readonly current: CurrentPolicy,
    private readonly presented: PresentedCredentials,
    private readonly reservations: ReservationService,
    private readonly clock: Clock,
  ) {}

  async explain(call: OpenConsoleCall<typeof explainAccess>): Promise<ConsoleReply> {
    const known = await requireKnown(this.store.now, call.caller);
    const body = call.body();
    const userId = await this.identify(body, call, known.kind === 'user' && !known.limited);
    const read = () => this.current.read(call.envelope.atLeast);
    const first = this.question(call, userId, await read());
    const push = firstPushIn(first.question, body.scopes);
    if (push === null) return answerTo(first, body.scopes);
    // What is stored in the registry is asked of others; the policy may be a newer one afterwards.
    const wish = { registryId: first.question.registry.id, ...push };
    const askerId = known.kind === 'user' ? known.user.id : known.robot.id;
    const expected = { ...push, refusal: await this.reservations.refusalOf(wish, askerId) };
    return answerTo(this.question(call, userId, await read(), expected), body.scopes);
  }

  /** Who asks about whom. Nothing is awaited between the reading of the policy and the answer: one version answers. */
  private question(
    call: OpenConsoleCall<typeof explainAccess>,
    userId: string | null,
    { policy, version }: PolicyVersion,
    expected: ExpectedPush | null = null,
  ): VersionedQuestion {
    const body = call.body();
    const now = this.clock.now();
    const asker = principalOf(call.caller, call.envelope.address, now);
    const registry = policy.registryByService(body.service) ?? policy.registry(body.service);
    if (registry === null) throw new ServiceNotFound();
    const circumstances = { at: now.getTime(), address: body.address ?? call.envelope.address };
    const subject =
      'account' in body.principal
        ? this.presented.subject(policy, body.principal, userId, circumstances)
        : subjectOf(policy, asker, body.principal, circumstances);
    return { question: { policy, asker, subject, registry, expected }, version };
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

interface VersionedQuestion {
  readonly question: Question;
  readonly version: number;
}

function answerTo({ question, version }: VersionedQuestion, scopes: readonly string[]): ConsoleReply {
  const explained = explainScopes(question, scopes);
  return answer({ subject: question.subject.name, ...explained, policyVersion: version } satisfies Explanation);
}
