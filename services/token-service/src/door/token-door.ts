import { DomainError, type Logger } from '@spectacles/platform';

import * as refusals from './refusal.js';
import type { Refusal } from './refusal.js';
import { type DoorAnswer, refusalAnswer, tokenAnswer } from './token-answer.js';
import type { DecisionLog } from './decision-log.js';
import type { RequestOrigin } from './request-origin.js';
import type { Issuance, TokenIssuer } from './token-issuer.js';
import type { TokenMetrics, TokenOutcome } from './token-metrics.js';
import { readTokenForm, readTokenQuery, type TokenRequestResult } from './token-request.js';
import { unknownSubject } from './who.js';

/** The token endpoint without its server: text in, answer out. It never throws. */
export class TokenDoor {
  constructor(
    private readonly issuer: TokenIssuer,
    private readonly metrics: TokenMetrics,
    private readonly logger: Logger,
    private readonly log: DecisionLog,
  ) {}

  /** Answers `GET /token?query`. */
  answerQuery(query: string, authorization: string | undefined, origin: RequestOrigin): Promise<DoorAnswer> {
    return this.answer(readTokenQuery(query, authorization), origin);
  }

  /** Answers `POST /token` with a form. */
  answerForm(body: string, authorization: string | undefined, origin: RequestOrigin): Promise<DoorAnswer> {
    return this.answer(readTokenForm(body, authorization), origin);
  }

  /** Answers a request that its server could not read. */
  refuse(refusal: Refusal, origin: RequestOrigin, startedAt = performance.now()): DoorAnswer {
    const outcome = outcomeOfRefusal(refusal);
    this.metrics.token(outcome, performance.now() - startedAt);
    const { address, requestId } = origin;
    this.logger.info({ address, requestId, outcome, status: refusal.status, reason: refusal.message }, 'token refused');
    return refusalAnswer(refusal);
  }

  private async answer(read: TokenRequestResult, origin: RequestOrigin): Promise<DoorAnswer> {
    const startedAt = performance.now();
    if (!read.ok) {
      const rejection = { reason: reasonOf(read.refusal), who: unknownSubject(read.name) };
      this.log.refused({ rejection, request: null, origin });
      return this.refuse(read.refusal, origin, startedAt);
    }
    const { request } = read;
    let result: Issuance;
    try {
      result = await this.issuer.issue(request, origin);
    } catch (error) {
      result = this.failed(error, origin);
    }
    if (!result.ok) {
      this.log.refused({ rejection: result.rejection, request, origin });
      return this.refuse(result.refusal, origin, startedAt);
    }
    this.metrics.token(outcomeOfToken(result), performance.now() - startedAt);
    return tokenAnswer(result.issued, request.form);
  }

  private failed(error: unknown, origin: RequestOrigin): Issuance {
    const refusal = this.explain(error, origin);
    return { ok: false, refusal, rejection: { reason: reasonOf(refusal) } };
  }

  private explain(error: unknown, { requestId }: RequestOrigin): Refusal {
    if (error instanceof DomainError && error.status === 503) return refusals.unavailable(error.message);
    this.logger.error({ err: error, requestId }, 'a token request failed');
    return refusals.internalError;
  }
}

function outcomeOfToken({ issued, lacking }: Extract<Issuance, { ok: true }>): TokenOutcome {
  if (!lacking) return 'granted';
  return issued.access.length > 0 ? 'partial' : 'nothing';
}

function outcomeOfRefusal({ status }: Refusal): TokenOutcome {
  switch (status) {
    case 401:
      return 'unauthenticated';
    case 429:
      return 'throttled';
    case 500:
      return 'failed';
    case 503:
      return 'unavailable';
    default:
      return 'malformed';
  }
}

/** The code of the record, where nothing more is known. */
function reasonOf({ status }: Refusal): string {
  switch (status) {
    case 401:
      return 'INVALID_CREDENTIALS';
    case 429:
      return 'TOO_MANY_ATTEMPTS';
    case 500:
      return 'FAILED';
    case 503:
      return 'UNAVAILABLE';
    default:
      return 'MALFORMED_REQUEST';
  }
}
