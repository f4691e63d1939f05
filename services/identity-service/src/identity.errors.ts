import type { ErrorCatalogue } from '@spectacles/platform';

/** What this service answers beside the general errors. */
export const identityErrors: ErrorCatalogue = [
  {
    code: 'SETUP_COMPLETED',
    status: 409,
    title: 'Set up already',
    advice: 'Sign in; an administrator makes further users.',
  },
  {
    code: 'SETUP_CODE_WRONG',
    status: 403,
    title: 'Wrong setup code',
    advice: 'Use the code that the process printed at its start, or that SPECTACLES_SETUP_CODE presets.',
  },
  {
    code: 'INVALID_CREDENTIALS',
    status: 401,
    title: 'Wrong user name or password',
    advice: 'Check both. An administrator can set a new password and enable a disabled user.',
  },
  {
    code: 'PASSWORD_CHECKS_BUSY',
    status: 503,
    title: 'Too many password checks',
    advice: 'Repeat after Retry-After.',
  },
  {
    code: 'USERNAME_TAKEN',
    status: 409,
    title: 'User name taken',
    advice: 'Choose a name that nobody has or had.',
  },
  {
    code: 'LAST_ADMINISTRATOR',
    status: 409,
    title: 'Last administrator',
    advice: 'Make another active user an administrator first.',
  },
  {
    code: 'USER_OWNS_NAMESPACES',
    status: 409,
    title: 'User owns namespaces',
    advice: 'Give the namespaces that the answer lists to somebody else, or delete them.',
  },
  {
    code: 'SERVICE_TAKEN',
    status: 409,
    title: 'Service name taken',
    advice: 'Choose a service name that no registry has or had.',
  },
  {
    code: 'REGISTRY_NAME_TAKEN',
    status: 409,
    title: 'Registry name taken',
    advice: 'Choose another name.',
  },
  {
    code: 'REGISTRY_HAS_NAMESPACES',
    status: 409,
    title: 'Registry has namespaces',
    advice: 'Delete its namespaces first.',
  },
  {
    code: 'REGISTRY_NOT_FOUND',
    status: 422,
    title: 'No such registry',
    advice: 'Name a registry of GET /registries.',
  },
  {
    code: 'NAMESPACE_EXISTS',
    status: 409,
    title: 'Namespace exists',
    advice: 'Use the namespace that is there, or another path.',
  },
  {
    code: 'OWNER_NOT_FOUND',
    status: 422,
    title: 'No such owner',
    advice: 'Name a user of GET /people.',
  },
  {
    code: 'GRANT_EXISTS',
    status: 409,
    title: 'Entry exists',
    advice: 'Change the entry of this principal.',
  },
  {
    code: 'PRINCIPAL_NOT_FOUND',
    status: 422,
    title: 'No such principal',
    advice: 'Name a user of GET /people, everyone or anonymous.',
  },
  {
    code: 'ANONYMOUS_READ_ONLY',
    status: 422,
    title: 'Anonymous reads only',
    advice: 'Give anonymous NONE or READ.',
  },
  {
    code: 'KEY_RING_CHANGED',
    status: 409,
    title: 'Key ring changed',
    advice: 'Nothing to do: the token service reads the ring again.',
  },
  {
    code: 'IDEMPOTENCY_KEY_REUSED',
    status: 422,
    title: 'Idempotency key reused',
    advice: 'Send a new key with a new command.',
  },
];
