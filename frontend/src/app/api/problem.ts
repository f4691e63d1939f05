import { HttpErrorResponse } from '@angular/common/http';
import { type FieldError, Problem } from '@spectacles/contracts';

/** What went wrong with a request, in the words of the server where it had any. */
export interface ApiProblem {
  readonly code: string;
  /** 0 where no answer came at all. */
  readonly status: number;
  readonly detail: string;
  readonly requestId: string | null;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | null;
}

const unreachable: ApiProblem = {
  code: 'UNREACHABLE',
  status: 0,
  detail: 'Spectacles does not answer. Check your connection, then try again.',
  requestId: null,
  errors: [],
  retryAfterSeconds: null,
};

/** Turns whatever a request was rejected with into a problem that can be shown. */
export function toProblem(error: unknown): ApiProblem {
  if (!(error instanceof HttpErrorResponse)) {
    return { ...unreachable, code: 'UNEXPECTED_ANSWER', detail: 'Spectacles answered something unexpected.' };
  }
  if (error.status === 0) return unreachable;
  const retryAfter = Number(error.headers.get('Retry-After') ?? Number.NaN);
  const problem = Problem.safeParse(problemBody(error.error));
  return {
    code: problem.data?.code ?? 'UNEXPECTED_ANSWER',
    status: error.status,
    detail: problem.data?.detail ?? `Spectacles answered with an error (${String(error.status)}).`,
    requestId: problem.data?.requestId ?? error.headers.get('X-Request-Id'),
    errors: problem.data?.errors ?? [],
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
  };
}

/** Requests for text get their refusals as text, too. */
function problemBody(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // Not a problem document: a proxy's page, say.
  }
}
