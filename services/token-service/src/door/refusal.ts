/** Why no token is given, in the words of every kind of client: OAuth2 (`error`) and Docker (`code`). */
export interface Refusal {
  readonly status: 400 | 401 | 405 | 413 | 415 | 429 | 500 | 503;
  readonly error:
    | 'invalid_request'
    | 'invalid_grant'
    | 'invalid_client'
    | 'unsupported_grant_type'
    | 'temporarily_unavailable'
    | 'server_error';
  readonly code: 'UNAUTHORIZED' | 'UNSUPPORTED' | 'UNAVAILABLE' | 'TOOMANYREQUESTS' | 'UNKNOWN';
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

/** The request itself cannot be served, whoever sends it. */
export const malformed = (message: string): Refusal => ({
  status: 400,
  error: 'invalid_request',
  code: 'UNSUPPORTED',
  message,
});

/** One text for every reason why somebody is not who they say: an unknown name, a wrong password, a disabled user. */
export const badCredentials: Refusal = {
  status: 401,
  error: 'invalid_grant',
  code: 'UNAUTHORIZED',
  message: 'The user name or the password is wrong.',
};

/** Passwords are for the console where the settings say so; whoever reads this can act on it. */
export const tokensOnly: Refusal = {
  status: 401,
  error: 'invalid_grant',
  code: 'UNAUTHORIZED',
  message:
    'Passwords are not taken here. Make a personal access token in the console (My access and tokens), and use it as the password.',
};

export const anonymousRefused: Refusal = {
  status: 401,
  error: 'invalid_client',
  code: 'UNAUTHORIZED',
  message: 'Sign in first: this registry gives nothing to anonymous callers.',
};

/**
 * 401, not the 400 of RFC 6749 section 5.2: Docker prints "unauthorized" only for that. Who reads the message typed
 * `docker pull`, and has not heard of refresh tokens.
 */
export const refreshTokenUnknown: Refusal = {
  status: 401,
  error: 'invalid_grant',
  code: 'UNAUTHORIZED',
  message: 'This login has ended. Log in again.',
};

export const unsupportedGrant: Refusal = {
  status: 400,
  error: 'unsupported_grant_type',
  code: 'UNSUPPORTED',
  message: 'The grant type must be "password" or "refresh_token".',
};

export const unsupportedMedia: Refusal = {
  status: 415,
  error: 'invalid_request',
  code: 'UNSUPPORTED',
  message: 'The body must be a form (application/x-www-form-urlencoded) in UTF-8.',
};

export const bodyTooLarge: Refusal = {
  status: 413,
  error: 'invalid_request',
  code: 'UNSUPPORTED',
  message: 'The body is larger than 64 KiB.',
};

export const methodNotAllowed: Refusal = {
  status: 405,
  error: 'invalid_request',
  code: 'UNSUPPORTED',
  message: 'Ask for tokens with GET or POST.',
};

/** The wait is in the message too: clients show that, and not the header. */
export const tooManyAttempts = (retryAfterSeconds: number): Refusal => ({
  status: 429,
  error: 'temporarily_unavailable',
  code: 'TOOMANYREQUESTS',
  message: `Too many attempts. Try again in ${String(retryAfterSeconds)} ${retryAfterSeconds === 1 ? 'second' : 'seconds'}.`,
  retryAfterSeconds,
});

export const unavailable = (message: string): Refusal => ({
  status: 503,
  error: 'temporarily_unavailable',
  code: 'UNAVAILABLE',
  message,
  retryAfterSeconds: 1,
});

/** No detail: whoever runs the service finds the cause in the log, under the request id. */
export const internalError: Refusal = {
  status: 500,
  error: 'server_error',
  code: 'UNKNOWN',
  message: 'Something went wrong on our side.',
};
