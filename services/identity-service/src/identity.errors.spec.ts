import { consoleRoutes } from '@spectacles/contracts';
import { type DomainError, generalErrors } from '@spectacles/platform';
import { describe, expect, it } from 'vitest';
import { IdempotencyKeyReused } from './commands/commands.errors.js';
import {
  AddressRangeInvalid,
  ExpiryPassed,
  ExpiryTooLate,
  PatternInvalid,
  PatternOutside,
} from './credentials/limits.errors.js';
import { CredentialLimited } from './permissions/permissions.errors.js';
import { ServiceNotFound, TokensOnly } from './explanation/explanation.errors.js';
import { ImportRefused } from './imports/imports.errors.js';
import { RulesInvalid } from './rules/rules.errors.js';
import { RobotNamespaceNotFound, RobotNameTaken, TooManySecrets } from './robots/robots.errors.js';
import { TooManyAttempts } from './throttling/throttling.errors.js';
import { TooManyTokens } from './tokens/tokens.errors.js';
import { InvalidCredentials } from './credentials/credentials.errors.js';
import { PasswordChecksBusy } from './credentials/password-hasher.js';
import {
  AnonymousReadOnly,
  GrantExists,
  ManageOfPattern,
  MembersOfRegistry,
  PrincipalNotFound,
} from './grants/grants.errors.js';
import { GroupNameTaken, GroupOwnsNamespaces } from './groups/groups.errors.js';
import { identityErrors } from './identity.errors.js';
import { KeyRingChanged } from './key-ring/key-ring.errors.js';
import { UserNotFound } from './memberships/memberships.errors.js';
import {
  NamespaceExists,
  NamespaceNotAvailable,
  OwnerNotFound,
  RegistryNotRead,
  TooManyNamespaces,
} from './namespaces/namespaces.errors.js';
import {
  RegistryHasNamespaces,
  RegistryNameTaken,
  RegistryNotFound,
  ServiceTaken,
} from './registries/registries.errors.js';
import { ReplicaTooOld } from './replicas/replicas.errors.js';
import { SetupCodeWrong, SetupCompleted } from './setup/setup.errors.js';
import { LastAdministrator, UsernameTaken, UserOwnsNamespaces } from './users/users.errors.js';

const thrown: readonly DomainError[] = [
  new SetupCompleted(),
  new SetupCodeWrong(),
  new InvalidCredentials(),
  new PasswordChecksBusy(),
  new UsernameTaken('alice'),
  new LastAdministrator(),
  new UserOwnsNamespaces([], false),
  new ServiceTaken('main'),
  new RegistryNameTaken('main'),
  new RegistryHasNamespaces(),
  new RegistryNotFound(),
  new NamespaceExists('team'),
  new OwnerNotFound('user', '/owner/id'),
  new NamespaceNotAvailable('It is somebody else’s.'),
  new GroupNameTaken('developers'),
  new GroupOwnsNamespaces([], false),
  new UserNotFound(),
  new ReplicaTooOld(),
  new MembersOfRegistry(),
  new GrantExists(),
  new PrincipalNotFound('user'),
  new AnonymousReadOnly(),
  new ManageOfPattern(),
  new TokensOnly(),
  new KeyRingChanged(),
  new IdempotencyKeyReused(),
  new TooManyAttempts(1000),
  new CredentialLimited(),
  new RulesInvalid([]),
  new ImportRefused([]),
  new ServiceNotFound(),
  new PatternInvalid([]),
  new PatternOutside([]),
  new AddressRangeInvalid([]),
  new ExpiryPassed(),
  new ExpiryTooLate(365),
  new TooManyTokens(200),
  new TooManySecrets(),
  new RobotNameTaken('team+ci', 'ci-2'),
  new RobotNamespaceNotFound(),
  new RegistryNotRead(),
  new TooManyNamespaces('sandbox', 20),
];

describe('the errors of identity-service', () => {
  it('are listed with the status that they have', () => {
    const listed = identityErrors.map(({ code, status }) => `${code} ${String(status)}`);
    expect(thrown.map(({ code, status }) => `${code} ${String(status)}`).sort()).toEqual(listed.sort());
  });

  it('are those that its routes announce', () => {
    const known = new Set([...identityErrors, ...generalErrors].map(({ code }) => code));
    const announced = consoleRoutes.filter(({ owner }) => owner === 'identity').flatMap(({ errors }) => errors);
    expect(announced.filter((code) => !known.has(code))).toEqual([]);
  });
});
