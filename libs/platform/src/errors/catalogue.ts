/** An entry of the generated reference of errors. */
export interface ErrorCatalogueEntry {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  /** What whoever meets it can do. */
  readonly advice: string;
}

/** The errors that a service answers beside the general ones. */
export type ErrorCatalogue = readonly ErrorCatalogueEntry[];

const entry = (code: string, status: number, title: string, advice: string): ErrorCatalogueEntry => ({
  code,
  status,
  title,
  advice,
});

/** Errors that every route may answer. */
export const generalErrors: ErrorCatalogue = [
  entry('MALFORMED_REQUEST', 400, 'Malformed request', 'Send JSON, and only parameters that the route knows.'),
  entry('NOT_SIGNED_IN', 401, 'Not signed in', 'Sign in, then repeat the request with the session cookie.'),
  entry('NOT_ALLOWED', 403, 'Not allowed', 'Ask an administrator or the owner of the namespace.'),
  entry('CROSS_SITE_REQUEST', 403, 'Request from another site', 'Use the console at its own address (PUBLIC_URL).'),
  entry('CSRF_TOKEN_WRONG', 403, 'Wrong session token', 'Send X-CSRF-Token as GET /session answered it.'),
  entry('NOT_FOUND', 404, 'Not found', 'Check the identifier; what you may not see is not found either.'),
  entry('CONFLICT', 409, 'Conflict', 'Read the current state, then decide again.'),
  entry('PRECONDITION_FAILED', 412, 'Changed meanwhile', 'Read the object again and repeat with its new entity tag.'),
  entry('UNSUPPORTED_MEDIA_TYPE', 415, 'Unsupported media type', 'Send Content-Type: application/json.'),
  entry('VALIDATION_FAILED', 422, 'Fields not valid', 'Correct the fields that the errors point at.'),
  entry('TOO_MANY_REQUESTS', 429, 'Too many requests', 'Wait as long as Retry-After says.'),
  entry('SERVICE_UNAVAILABLE', 503, 'Service unavailable', 'Repeat after Retry-After; see /readyz.'),
  entry('POLICY_NOT_YET', 503, 'Policy not in force yet', 'Repeat after Retry-After.'),
  entry('INTERNAL', 500, 'Internal error', 'Give the request id to whoever runs the service.'),
];
