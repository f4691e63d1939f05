/** The doors outside /api: what registries, their clients and probes call. */

const tag = ['Doors'];
const NO_STORE = { 'Cache-Control': { schema: { type: 'string', const: 'no-store' } } };

const TOKEN = {
  type: 'object',
  required: ['token', 'access_token', 'expires_in', 'issued_at'],
  properties: {
    token: { type: 'string' },
    access_token: { type: 'string', description: 'The same as `token`.' },
    expires_in: { type: 'integer' },
    issued_at: { type: 'string', format: 'date-time' },
    scope: { type: 'string' },
    token_type: { type: 'string' },
  },
};
const TOKEN_ERROR = {
  type: 'object',
  required: ['errors'],
  properties: {
    error: { type: 'string', description: 'RFC 6749, 5.2.' },
    error_description: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'message'],
        properties: { code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

const json = (description, schema, headers = {}) => ({
  description,
  ...(Object.keys(headers).length === 0 ? {} : { headers }),
  content: { 'application/json': { schema } },
});

const text = (description, headers) => ({
  description,
  ...(headers === undefined ? {} : { headers }),
  content: { 'text/plain': { schema: { type: 'string' } } },
});

const tokenAnswers = {
  200: json('A token for what was asked and is granted, which may be nothing.', TOKEN, NO_STORE),
  400: json('The request cannot be read, or the service is not known.', TOKEN_ERROR, NO_STORE),
  401: json('The credential is wrong, or anonymous access is refused.', TOKEN_ERROR, {
    ...NO_STORE,
    'WWW-Authenticate': { schema: { type: 'string' } },
  }),
  429: json('Too many wrong credentials.', TOKEN_ERROR, { 'Retry-After': { schema: { type: 'integer' } } }),
  503: json('No decision can be made now.', TOKEN_ERROR, { 'Retry-After': { schema: { type: 'integer' } } }),
};

const formAnswers = {
  ...tokenAnswers,
  413: json('The form is too large.', TOKEN_ERROR, NO_STORE),
  415: json('The body is not a form in UTF-8.', TOKEN_ERROR, NO_STORE),
};

const query = (name, description, schema = { type: 'string' }) => ({ name, in: 'query', description, schema });

function tokenEndpoint(path, name) {
  return {
    [path]: {
      get: {
        operationId: `getToken${name}`,
        tags: tag,
        summary: 'A token for a registry (Docker registry token authentication).',
        'x-access': 'public',
        security: [{ basic: [] }, {}],
        parameters: [
          query('service', "The registry's service."),
          query(
            'scope',
            'What is asked: `repository:team/app:pull,push`; repeatable, and may hold several, separated by spaces.',
            {
              type: 'array',
              items: { type: 'string' },
            },
          ),
          query('account', 'Never an identity.'),
          query('client_id', 'Free text.'),
          query('offline_token', '`true` asks for a refresh token.'),
        ],
        responses: tokenAnswers,
      },
      post: {
        operationId: `postToken${name}`,
        tags: tag,
        summary: 'A token for a registry (OAuth2 form).',
        'x-access': 'public',
        security: [],
        requestBody: {
          required: true,
          content: {
            'application/x-www-form-urlencoded': {
              schema: {
                type: 'object',
                required: ['grant_type'],
                properties: {
                  grant_type: { type: 'string', enum: ['password', 'refresh_token'] },
                  service: { type: 'string' },
                  client_id: { type: 'string' },
                  scope: { type: 'string' },
                  username: { type: 'string' },
                  password: { type: 'string' },
                  refresh_token: { type: 'string' },
                  access_type: { type: 'string' },
                },
              },
            },
          },
        },
        responses: formAnswers,
      },
    },
  };
}

const service = query(
  'service',
  'The registry whose keys are asked for; without it, those that all Distribution registries share.',
);
const probe = (operationId, summary, statuses) => ({
  get: {
    operationId,
    tags: tag,
    summary,
    'x-access': 'public',
    security: [],
    responses: Object.fromEntries(statuses.map(([status, text]) => [status, json(text, { type: 'object' })])),
  },
});

const keys = (operationId, summary, type, schema) => ({
  get: {
    operationId,
    tags: tag,
    summary,
    'x-access': 'public',
    security: [],
    parameters: [service],
    responses: {
      200: { description: 'The keys.', content: { [type]: { schema } } },
      404: text('There is no such service, or its key has no certificate.'),
      503: text('There is no signing key yet.', { 'Retry-After': { schema: { type: 'integer' } } }),
    },
  },
});

export const doorPaths = {
  ...tokenEndpoint('/token', ''),
  ...tokenEndpoint('/auth', 'AtAuth'),
  ...tokenEndpoint('/auth/token', 'AtAuthToken'),
  ...tokenEndpoint('/token_auth', 'AtTokenAuth'),
  '/keys/bundle.pem': keys(
    'readKeyBundle',
    'Certificates: what `rootcertbundle` of a registry wants.',
    'application/x-pem-file',
    {
      type: 'string',
    },
  ),
  '/keys/jwks.json': keys('readKeySet', 'Public keys: what `jwks` of a registry wants.', 'application/json', {
    type: 'object',
    required: ['keys'],
    properties: { keys: { type: 'array', items: { type: 'object' } } },
  }),
  '/livez': probe('readLiveness', 'Whether the process runs.', [['200', 'It does.']]),
  '/readyz': probe('readReadiness', 'Whether the process can be of use, and what it lacks.', [
    ['200', 'It can.'],
    ['503', 'Something is missing; the answer names it.'],
  ]),
};
