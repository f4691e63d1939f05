import { HttpErrorResponse } from '@angular/common/http';
import { type FieldError, Problem } from '@spectacles/contracts';

interface ProblemParts {
  readonly code: string;
  /** 0 where no answer came at all. */
  readonly status: number;
  readonly detail: string;
  readonly requestId?: string | null;
  readonly errors?: readonly FieldError[] | undefined;
  readonly retryAfterSeconds?: number | null;
}

/** What went wrong with a request, in the words of the server where it had any. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly requestId: string | null;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | null;

  constructor(parts: ProblemParts, options?: ErrorOptions) {
    super(parts.detail, options);
    this.code = parts.code;
    this.status = parts.status;
    this.detail = parts.detail;
    this.requestId = parts.requestId ?? null;
    this.errors = parts.errors ?? [];
    this.retryAfterSeconds = parts.retryAfterSeconds ?? null;
  }
}

const unreachable: ProblemParts = {
  code: 'UNREACHABLE',
  status: 0,
  detail: 'Spectacles does not answer. Check your connection, then try again.',
};
const unexpected: ProblemParts = {
  code: 'UNEXPECTED_ANSWER',
  status: 0,
  detail: 'Spectacles answered something that this page does not understand. Reload it, then try again.',
};

/** Turns whatever a request was rejected with into a problem that can be shown. */
export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (!(error instanceof HttpErrorResponse)) return new ApiProblem(unexpected, { cause: error });
  if (error.status === 0) return new ApiProblem(unreachable, { cause: error });
  const retryAfter = Number(error.headers.get('Retry-After') ?? Number.NaN);
  const { data: problem } = Problem.safeParse(problemBody(error.error));
  return new ApiProblem(
    {
      code: problem?.code ?? unexpected.code,
      status: error.status,
      detail: problem?.detail ?? `Spectacles answered with an error (${String(error.status)}).`,
      requestId: problem?.requestId ?? error.headers.get('X-Request-Id'),
      errors: problem?.errors,
      retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
    },
    { cause: error },
  );
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
