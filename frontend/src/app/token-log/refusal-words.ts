const noDecision = 'the token server could not decide just then';

/** Why there was no token, by the code that the token door wrote down. */
const refusals = new Map([
  ['INVALID_CREDENTIALS', 'wrong name or password'],
  ['TOO_MANY_ATTEMPTS', 'too many wrong passwords, so they have to wait'],
  ['TOKENS_ONLY', 'passwords are refused: tokens only'],
  ['PASSWORDS_UNAVAILABLE', 'passwords could not be checked just then'],
  ['DISABLED', 'the account is disabled'],
  ['UNKNOWN_USER', 'the account is gone'],
  ['UNKNOWN_ROBOT', 'the robot is gone'],
  ['UNKNOWN_SUBJECT', 'the account is gone'],
  ['EXPIRED', 'the robot has expired'],
  ['ADDRESS', 'the robot may not be used from this address'],
  ['UNKNOWN_SECRET', 'no such token: revoked, or mistyped'],
  ['UNKNOWN_CREDENTIAL', 'the token was revoked'],
  ['CREDENTIAL_EXPIRED', 'the token has expired'],
  ['CREDENTIAL_ADDRESS', 'the token may not be used from this address'],
  ['NAME_OF_ANOTHER', 'the token is not of the account beside it'],
  ['REFRESH_TOKEN_AS_PASSWORD', 'a refresh token was used as a password'],
  ['UNKNOWN_REFRESH_TOKEN', 'no refresh token that was made here'],
  ['REFRESH_TOKEN_EXPIRED', 'the refresh token has expired'],
  ['REFRESH_TOKEN_ENDED', 'the refresh token was ended'],
  ['REFRESH_TOKEN_OF_ANOTHER_SERVICE', 'the refresh token is for another registry'],
  ['ANONYMOUS_REFUSED', 'the registry wants everybody to sign in'],
  ['UNKNOWN_SERVICE', 'no registry of that name'],
  ['MALFORMED_REQUEST', 'the request could not be read'],
  ['TOKEN_TOO_LARGE', 'too many repositories at once for one token'],
  ['POLICY_NOT_LOADED', noDecision],
  ['POLICY_TOO_OLD', noDecision],
  ['POLICY_CHANGES', noDecision],
  ['NO_SIGNING_KEY', noDecision],
  ['UNAVAILABLE', noDecision],
  ['FAILED', 'something went wrong at the token server'],
]);

/** Why there was no token, in words. */
export function refusalWords(refusal: string | null): string {
  if (refusal === null) return 'no token was given';
  return refusals.get(refusal) ?? refusal.toLowerCase().replaceAll('_', ' ');
}
