import { STATUS_CODES } from 'node:http';
import type { Problem } from '@spectacles/contracts';
import { DomainError, InternalError, MalformedRequest, UnsupportedMediaType } from '@spectacles/platform';
import { PayloadTooLarge } from '../gateway.errors.js';
import { problemCatalogue } from './problem-catalogue.js';

const titles = new Map(problemCatalogue.map((entry) => [entry.code, entry.title]));

/** The page about a code, below the web root (RFC 9457, 3.1.1: the reference is relative to the request). */
export const problemPath = (webRoot: string, code: string): string => `${webRoot}/problems/${code}`;

/** RFC 9457. */
export function problemDocument(error: DomainError, requestId: string, webRoot: string): Problem {
  return {
    type: problemPath(webRoot, error.code),
    title: titles.get(error.code) ?? STATUS_CODES[error.status] ?? 'Refused',
    status: error.status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.errors === undefined ? {} : { errors: [...error.errors] }),
  };
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;

/** What the caller is told; the text of an unknown error is for the log alone. */
export function toDomainError(error: unknown, bodyLimit: number): DomainError {
  if (error instanceof DomainError) return error;
  const status = statusOf(error);
  if (status === 413) return new PayloadTooLarge(bodyLimit);
  if (status === 415) return new UnsupportedMediaType();
  if (status !== undefined && status >= 400 && status < 500) return new MalformedRequest();
  return new InternalError();
}
