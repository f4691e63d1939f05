import type { PolicySource } from '../policy-source.js';
import type { DecidedScope, Decision, DecisionInstance } from '../spool/decision.js';
import type { DecisionRecorder, PreparedDecision } from '../spool/decision-recorder.js';
import type { RequestOrigin } from './request-origin.js';
import type { TokenRequest } from './token-request.js';
import { NO_CREDENTIAL, type Rejection, unknownSubject } from './who.js';

/** Why there is no token, and what is known of who asked. */
export interface RefusedRequest {
  readonly rejection: Partial<Rejection> & { readonly reason: string };
  /** Null where the request could not be read. */
  readonly request: TokenRequest | null;
  readonly origin: RequestOrigin;
}

const NO_SCOPES: readonly DecidedScope[] = [];

/** The record of what the door decided, with the version of the policy it decided at. */
export class DecisionLog {
  constructor(
    private readonly recorder: DecisionRecorder,
    private readonly source: Pick<PolicySource, 'policy' | 'version'>,
  ) {}

  /** To be called in the same turn as the decision, while the policy is the one that decided. */
  prepare(decision: Decision, scopes: () => readonly DecidedScope[]): PreparedDecision {
    return this.recorder.prepare(decision, scopes);
  }

  /** Notes that a decision is about to be answered. Nothing may be answered before the next `flush`. */
  note(prepared: PreparedDecision, instance: DecisionInstance): void {
    this.recorder.note(prepared, instance);
  }

  /** Brings everything that was noted to the system. */
  flush(): void {
    this.recorder.flush();
  }

  /** Writes down that somebody got no token. */
  refused({ rejection, request, origin }: RefusedRequest): void {
    const service = request?.service ?? '';
    const registryId = service === '' ? null : (this.source.policy.registryByService(service)?.id ?? null);
    const decision: Decision = {
      outcome: 'refused',
      refusal: rejection.reason,
      subject: rejection.who ?? unknownSubject(''),
      credential: rejection.credential ?? NO_CREDENTIAL,
      refreshTokenId: rejection.refreshTokenId ?? null,
      refreshTokenIssued: false,
      registryId,
      service,
      asked: request?.scopes ?? [],
      address: origin.address,
      userAgent: origin.userAgent,
      policyVersion: this.source.version,
    };
    const prepared = this.prepare(decision, () => askedScopes(request?.scopes ?? []));
    this.note(prepared, { requestId: origin.requestId, tokenId: null, expiresAt: null });
    this.flush();
  }
}

const SCOPES_MAX = 100;
const TEXT_MAX = 300;
const ACTION_MAX = 64;

/** What was asked for, where nothing was decided: as it was written, which is all that is known of it. */
function askedScopes(values: readonly string[]): readonly DecidedScope[] {
  if (values.length === 0) return NO_SCOPES;
  const items = values.flatMap((value) => value.split(' ', SCOPES_MAX + 1)).filter((item) => item !== '');
  return items.slice(0, SCOPES_MAX).map(readScope);
}

function readScope(item: string): DecidedScope {
  const [first, last] = [item.indexOf(':'), item.lastIndexOf(':')];
  const type = item.slice(0, Math.max(0, first)).replace(/\(.*\)$/u, '');
  const isReadable = first > 0 && last > first && item.length <= TEXT_MAX;
  if (!isReadable || (type !== 'repository' && type !== 'registry')) {
    return { type: 'unreadable', name: item.slice(0, TEXT_MAX), asked: [], granted: [], because: [] };
  }
  const asked = item.slice(last + 1).split(',', 10);
  return {
    type,
    name: item.slice(first + 1, last),
    asked: asked.filter((action) => action !== '').map((action) => action.slice(0, ACTION_MAX)),
    granted: [],
    because: [],
  };
}
