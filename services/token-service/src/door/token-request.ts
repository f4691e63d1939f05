import { type Presented, presentedBy, readAuthorization } from './basic-credentials.js';
import { type Parameters, parseParameters } from './parameters.js';
import { badCredentials, malformed, type Refusal, unsupportedGrant } from './refusal.js';

/** What a token is asked for, and by whom; which of it is true is not settled yet. */
export interface TokenRequest {
  /** Null where the client names none: it then means the only registry, if there is but one. */
  readonly service: string | null;
  readonly scopes: readonly string[];
  readonly presented: Exclude<Presented, { kind: 'unacceptable' }> | PresentedRefreshToken;
  /** Whether the client wants a refresh token as well. */
  readonly offline: boolean;
  /** A form is answered in the words of RFC 6749, with the granted scope. */
  readonly form: boolean;
}

/** A refresh token in a form (RFC 6749 section 6), and the names that were written beside it. */
export interface PresentedRefreshToken {
  readonly kind: 'refresh-token';
  readonly token: string;
  readonly names: readonly string[];
}

/** A readable request, or why there is none. */
export type TokenRequestResult =
  | { readonly ok: true; readonly request: TokenRequest }
  /** `name` is what somebody called themselves, where that could be read. */
  | { readonly ok: false; readonly refusal: Refusal; readonly name: string };

const refuse = (refusal: Refusal, name = ''): TokenRequestResult => ({ ok: false, refusal, name });

const QUERY_SINGLES: ReadonlySet<string> = new Set(['service', 'account', 'client_id', 'offline_token']);
const FORM_SINGLES: ReadonlySet<string> = new Set([
  'grant_type',
  'service',
  'username',
  'password',
  'refresh_token',
  'client_id',
  'access_type',
]);
/** Looked at beside a refresh token alone; with a password a form says who it is by `username`. */
const REFRESH_SINGLES: ReadonlySet<string> = new Set([...FORM_SINGLES, 'account']);

/** Refuses a parameter that means one thing and stands there twice: which of the two would be the caller's choice. */
function ambiguity(parameters: Parameters, singles: ReadonlySet<string>): Refusal | null {
  for (const [name, values] of parameters) {
    if (values.length === 1 && values[0] !== null) continue;
    if (!singles.has(name)) continue;
    if (values.length > 1) return malformed(`The parameter "${name}" is given more than once.`);
    return malformed(`The parameter "${name}" is not UTF-8.`);
  }
  return null;
}

const single = (parameters: Parameters, name: string): string | undefined => parameters.get(name)?.[0] ?? undefined;

/** A scope that cannot be decoded grants nothing, like any other that names no resource. */
const scopesOf = (parameters: Parameters): readonly string[] =>
  (parameters.get('scope') ?? []).filter((scope) => scope !== null);

/** An empty `service` is what clients send whose challenge named none. */
const serviceOf = (parameters: Parameters): string | null => {
  const service = single(parameters, 'service');
  return service === undefined || service === '' ? null : service;
};

const OUTSIDE_ASCII = /[^\x20-\x7e]/u;

/** Reads `GET /token?…` with its `Authorization` header. `account` is compared with the name there, and never believed. */
export function readTokenQuery(query: string, authorization: string | undefined): TokenRequestResult {
  if (OUTSIDE_ASCII.test(query)) return refuse(malformed('The query holds characters that must be percent-encoded.'));
  const parameters = parseParameters(query);
  const ambiguous = ambiguity(parameters, QUERY_SINGLES);
  if (ambiguous !== null) return refuse(ambiguous);
  const presented = readAuthorization(authorization);
  if (presented.kind === 'unacceptable') return refuse(badCredentials);
  const account = single(parameters, 'account') ?? '';
  if (presented.kind === 'password' && contradicts(account, presented.credentials.username)) {
    return refuse(badCredentials, presented.credentials.username);
  }
  const offline = single(parameters, 'offline_token') === 'true';
  return {
    ok: true,
    request: { service: serviceOf(parameters), scopes: scopesOf(parameters), presented, offline, form: false },
  };
}

/** The plus of a robot's login is a space where a client did not encode it, and no name holds a space. */
const contradicts = (account: string, username: string): boolean =>
  account !== '' && account !== username && account.replaceAll(' ', '+') !== username;

function presentedInForm(parameters: Parameters): Presented | null {
  const username = single(parameters, 'username');
  const password = single(parameters, 'password');
  return username === undefined || password === undefined ? null : presentedBy(username, password);
}

function readRefreshForm(parameters: Parameters): TokenRequestResult {
  const ambiguous = ambiguity(parameters, REFRESH_SINGLES);
  if (ambiguous !== null) return refuse(ambiguous);
  const token = single(parameters, 'refresh_token') ?? '';
  if (token === '') return refuse(malformed('The parameter "refresh_token" is missing.'));
  const given = [single(parameters, 'username') ?? '', single(parameters, 'account') ?? ''];
  const names = given.filter((name) => name !== '');
  return {
    ok: true,
    request: {
      service: serviceOf(parameters),
      scopes: scopesOf(parameters),
      presented: { kind: 'refresh-token', token, names },
      offline: false,
      form: true,
    },
  };
}

/** Reads the form of `POST /token` (RFC 6749 section 4.3). The query of such a request says nothing. */
export function readTokenForm(body: string, authorization: string | undefined): TokenRequestResult {
  const parameters = parseParameters(body);
  const ambiguous = ambiguity(parameters, FORM_SINGLES);
  if (ambiguous !== null) return refuse(ambiguous);
  const header = readAuthorization(authorization);
  if (header.kind !== 'anonymous') return refuse(malformed('Say who you are in the form or in a header, not in both.'));
  const grant = single(parameters, 'grant_type');
  if (grant === undefined || grant === '') return refuse(malformed('The parameter "grant_type" is missing.'));
  if (grant === 'refresh_token') return readRefreshForm(parameters);
  if (grant !== 'password') return refuse(unsupportedGrant);
  const presented = presentedInForm(parameters);
  if (presented === null) return refuse(malformed('The parameters "username" and "password" are both needed.'));
  if (presented.kind === 'unacceptable') return refuse(badCredentials, single(parameters, 'username'));
  const offline = single(parameters, 'access_type') === 'offline';
  return {
    ok: true,
    request: { service: serviceOf(parameters), scopes: scopesOf(parameters), presented, offline, form: true },
  };
}
