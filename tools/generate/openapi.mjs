import { doorPaths } from './openapi-doors.mjs';
import { SchemaBook } from './json-schema.mjs';

const SAFE = 'GET';
const REQUEST_ID = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };

const parametersOf = (book, schema, place) => {
  const { properties = {}, required = [] } = book.translate(schema, 'input');
  return Object.entries(properties).map(([name, { description, ...value }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: value,
  }));
};

const reference = (name) => ({ $ref: `#/components/parameters/${name}` });

function conditions({ method, access }) {
  return [
    ...(access === 'public' ? [] : [reference('PolicyVersion')]),
    ...(method === 'POST' && access !== 'public' ? [reference('IdempotencyKey')] : []),
    ...(['PATCH', 'PUT', 'DELETE'].includes(method) ? [reference('IfMatch')] : []),
  ];
}

function requestBody(book, route) {
  if (route.body._zod.def.type === 'undefined') return {};
  const schema = book.translate(route.body, 'input');
  if (route.consumes !== null) return { requestBody: { required: true, content: { [route.consumes]: { schema } } } };
  const type = route.method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const content = { 'application/json': { schema }, ...(type === 'application/json' ? {} : { [type]: { schema } }) };
  return { requestBody: { required: true, content } };
}

function successHeaders({ method, status }) {
  const change = method !== SAFE;
  return {
    ...REQUEST_ID,
    ...(change ? { 'Policy-Version': { $ref: '#/components/headers/PolicyVersion' } } : {}),
    ...(status === 201 ? { Location: { $ref: '#/components/headers/Location' } } : {}),
    ...(status === 204 ? {} : { ETag: { $ref: '#/components/headers/ETag' } }),
  };
}

function success(book, route) {
  const headers = successHeaders(route);
  if (route.status === 204) return { description: 'Done.', headers };
  const type = route.produces?.split(';')[0] ?? 'application/json';
  return {
    description: route.summary,
    headers,
    content: { [type]: { schema: book.translate(route.reply, 'output') } },
  };
}

/** A route that answers nothing may still tell what it would do: its reply is optional then. */
function trial(book, route) {
  if (route.status !== 204 || route.reply._zod.def.type !== 'optional') return [];
  return [['200', success(book, { ...route, status: 200, reply: route.reply._zod.def.innerType })]];
}

/** Codes of every route of a kind; a route's own are declared with it. */
function codesOf(route) {
  const changes = route.method !== SAFE;
  const own = route.owner === 'gateway';
  return [
    'MALFORMED_REQUEST',
    'CROSS_SITE_REQUEST',
    'INTERNAL',
    'SERVICE_UNAVAILABLE',
    ...(route.access === 'public' ? [] : ['NOT_SIGNED_IN']),
    ...(route.access === 'public' ? [] : ['TOO_MANY_REQUESTS']),
    ...(route.access === 'public' || own ? [] : ['NOT_ALLOWED', 'POLICY_NOT_YET', 'CREDENTIAL_LIMITED']),
    ...(changes && route.access !== 'public' ? ['CSRF_TOKEN_WRONG'] : []),
    ...(route.path.includes('{') ? ['NOT_FOUND'] : []),
    ...(['PATCH', 'PUT', 'DELETE'].includes(route.method) && !own ? ['PRECONDITION_FAILED'] : []),
    ...(route.body._zod.def.type === 'undefined'
      ? []
      : ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'VALIDATION_FAILED']),
    ...(route.access === 'public' && changes ? ['TOO_MANY_REQUESTS'] : []),
    ...route.errors,
  ];
}

function refusals(route, errors) {
  const byStatus = new Map();
  for (const code of new Set(codesOf(route))) {
    const status = errors.find((entry) => entry.code === code)?.status;
    if (status === undefined)
      throw new Error(`${route.operationId} answers ${code}, which no catalogue of errors explains.`);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return [...byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, codes]) => [String(status), refusal(status, codes.sort())]);
}

function refusal(status, codes) {
  const retry = status === 429 || status === 503 ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } : {};
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    headers: { ...REQUEST_ID, ...retry },
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

/** Routes about the session itself, which whoever calls with a credential has none of. */
const SESSION_ONLY = new Set(['readSession', 'closeSession']);

/** One of several: a browser's session, or a credential in the header, which needs no token of a session. */
function securityOf({ access, method, operationId }) {
  if (access === 'public') return [];
  const session = method === SAFE ? { session: [] } : { session: [], csrfToken: [] };
  return SESSION_ONLY.has(operationId) ? [session] : [session, { bearer: [] }, { basic: [] }];
}

function operation(book, route, errors) {
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    'x-access': route.access,
    security: securityOf(route),
    parameters: [
      ...parametersOf(book, route.params, 'path'),
      ...parametersOf(book, route.query, 'query'),
      ...conditions(route),
    ],
    ...requestBody(book, route),
    responses: Object.fromEntries([
      ...trial(book, route),
      [String(route.status), success(book, route)],
      ...refusals(route, errors),
    ]),
  };
}

const components = {
  securitySchemes: {
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: 'spectacles-session',
      description: 'Set by `POST /api/v1/session`; named `__Host-spectacles-session` behind TLS.',
    },
    csrfToken: {
      type: 'apiKey',
      in: 'header',
      name: 'X-CSRF-Token',
      description: '`csrfToken` of `GET /api/v1/session`, on every method but GET and HEAD.',
    },
    bearer: {
      type: 'http',
      scheme: 'bearer',
      description: 'A personal access token (`spt_…`) or the secret of a robot (`spr_…`).',
    },
    basic: {
      type: 'http',
      scheme: 'basic',
      description:
        "A user's name or a robot's login, and as password a token or secret of theirs; the token endpoint takes the user's password, too.",
    },
  },
  parameters: {
    PolicyVersion: {
      name: 'Policy-Version',
      in: 'header',
      description: 'The version that an earlier answer named: this answer is at least that new.',
      schema: { type: 'integer', minimum: 0 },
    },
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      description: 'A repeated request with the same key gets the first answer.',
      schema: { type: 'string', minLength: 1, maxLength: 128 },
    },
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      description: 'The entity tag of the object as it was read; refused with 412 where it changed since.',
      schema: { type: 'string', maxLength: 128 },
    },
  },
  headers: {
    RequestId: { description: 'What the logs know the request by.', schema: { type: 'string' } },
    PolicyVersion: { description: 'The version of the policy that holds the change.', schema: { type: 'integer' } },
    Location: { description: 'The path of the new object.', schema: { type: 'string' } },
    ETag: { description: "The object's entity tag, where it has a version.", schema: { type: 'string' } },
    RetryAfter: { description: 'Seconds to wait.', schema: { type: 'integer' } },
  },
};

/** The whole document. */
export function openApiDocument({ contracts, errors }) {
  const book = new SchemaBook();
  book.translate(contracts.Problem, 'output');
  const paths = {};
  for (const route of contracts.consoleRoutes) {
    const path = `/api/v1${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(book, route, errors) };
  }
  const tags = [...new Set(contracts.consoleRoutes.map((route) => route.tag))].map((name) => ({ name }));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Spectacles',
      version: '1',
      description:
        'The HTTP interface of Spectacles. Every refusal is a problem document (RFC 9457) with a stable code.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'Below WEB_ROOT, where that is set.' }],
    tags: [...tags, { name: 'Doors' }],
    paths: { ...paths, ...doorPaths },
    components: { ...components, schemas: book.sorted() },
  };
}
