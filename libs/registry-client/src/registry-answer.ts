import { z } from 'zod';
import { parseChallenge, type Challenge } from './challenge.js';
import type { HttpAnswer } from './http-connection.js';
import { parseJson } from './image-config.js';
import { RegistryError, type RegistryFailure } from './registry-error.js';

/** OCI distribution specification, "Error Codes". */
const RefusalDocument = z.object({ errors: z.array(z.object({ code: z.string().max(64) })).min(1) });
const missingCodes: ReadonlySet<string> = new Set(['MANIFEST_UNKNOWN', 'NAME_UNKNOWN', 'BLOB_UNKNOWN', 'NOT_FOUND']);

/** The challenge of an answer, if it has one that can be read. */
export function challengeOf(answer: HttpAnswer): Challenge | null {
  const header = answer.header('www-authenticate');
  return header === null ? null : parseChallenge(header);
}

/** Why an answer that is not 200 is not. A 404 counts as "not there" only in a registry's own words, never a proxy's. */
export function refusalOf(answer: HttpAnswer): RegistryFailure {
  const { status } = answer;
  const code = codeOf(answer);
  if (status >= 300 && status < 400) return { kind: 'redirected', location: withoutQuery(answer.header('location')) };
  if (status === 401 || status === 403) return { kind: 'unauthorized', challenge: challengeOf(answer) };
  if (status === 404)
    return code !== null && missingCodes.has(code)
      ? { kind: 'not-found', code }
      : malformed('a 404 that does not come from a registry').failure;
  if (status === 429) return { kind: 'too-many-requests', retryAfterSeconds: secondsOf(answer.header('retry-after')) };
  if (status >= 500) return { kind: 'server-error', status };
  return { kind: 'refused', status, code };
}

/** An answer that is not what the specification says. */
export function malformed(what: string): RegistryError {
  return new RegistryError({ kind: 'malformed', what });
}

/** A query may hold a signature that lets its bearer in. */
export function withoutQuery(location: string | null): string {
  if (location === null || !URL.canParse(location)) return '';
  const url = new URL(location);
  return url.origin + url.pathname;
}

function codeOf(answer: HttpAnswer): string | null {
  const parsed = RefusalDocument.safeParse(parseJson(answer.body));
  const code = parsed.success ? parsed.data.errors[0]?.code : undefined;
  return code !== undefined && /^[A-Z][A-Z0-9_]*$/.test(code) ? code : null;
}

function secondsOf(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : null;
}
