import type { AccessEntry } from '@spectacles/registry-token';

import type { Refusal } from './refusal.js';

/** An answer of the token door, ready to be written. */
export interface DoorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A token that was issued. */
export interface IssuedToken {
  readonly token: string;
  readonly lifetimeSeconds: number;
  readonly issuedAt: Date;
  readonly access: readonly AccessEntry[];
  /** Handed out only where it was asked for, or used. */
  readonly refreshToken: string | null;
}

/** No cache may keep a token, and none may give one caller's answer to another. */
const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  pragma: 'no-cache',
  vary: 'Authorization',
} as const;

/** The same as names and values in turn, the form that Node writes with the least ado. */
export const TOKEN_HEADER_LIST: readonly string[] = Object.entries(HEADERS).flat();

const CHALLENGE = 'Basic realm="Spectacles"';

/** Whole seconds: the expiry in the token counts from them. The same text serves all tokens of a second. */
const rfc3339 = (() => {
  let [second, text] = [Number.NaN, ''];
  return (moment: Date): string => {
    const now = Math.floor(moment.getTime() / 1000);
    if (now !== second) [second, text] = [now, `${new Date(now * 1000).toISOString().slice(0, 19)}Z`];
    return text;
  };
})();

const scopeText = (access: readonly AccessEntry[]): string =>
  access.map(({ type, name, actions }) => `${type}:${name}:${actions.join(',')}`).join(' ');

/**
 * The answer that carries a token, under both names: old clients read `token`, OAuth2 clients `access_token`. A token
 * consists of characters that JSON takes as they are, so it is put in as it is.
 */
export function tokenAnswer(issued: IssuedToken, form: boolean): DoorAnswer {
  const { token, lifetimeSeconds, issuedAt, access, refreshToken } = issued;
  const scope = form ? `,"scope":${JSON.stringify(scopeText(access))}` : '';
  const refresh = refreshToken === null ? '' : `,"refresh_token":${JSON.stringify(refreshToken)}`;
  const body =
    `{"token":"${token}","access_token":"${token}","token_type":"Bearer",` +
    `"expires_in":${String(lifetimeSeconds)},"issued_at":"${rfc3339(issuedAt)}"${scope}${refresh}}`;
  return { status: 200, headers: HEADERS, body };
}

/** The answer without a token; its body satisfies OAuth2 clients and those that look for Docker's `errors` alike. */
export function refusalAnswer(refusal: Refusal): DoorAnswer {
  const { status, error, code, message, retryAfterSeconds } = refusal;
  return {
    status,
    headers: {
      ...HEADERS,
      ...(status === 401 ? { 'www-authenticate': CHALLENGE } : {}),
      ...(status === 405 ? { allow: 'GET, POST' } : {}),
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify({ error, error_description: message, errors: [{ code, message }] }),
  };
}
