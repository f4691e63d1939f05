import { type DynamicModule, Module } from '@nestjs/common';
import { PlatformModule, type ServiceContext } from '@spectacles/platform';
import { CommandRunner } from './commands/command-runner.js';
import { CredentialService } from './credentials/credential.service.js';
import { CredentialsMessages } from './credentials/credentials.messages.js';
import { PasswordHasher } from './credentials/password-hasher.js';
import { DefaultGrantsMessages } from './grants/default-grants.messages.js';
import { GrantPlaces } from './grants/grant-places.js';
import { GrantService } from './grants/grant.service.js';
import { GrantsMessages } from './grants/grants.messages.js';
import { IdentityConfig } from './identity.config.js';
import { KeyRingMessages } from './key-ring/key-ring.messages.js';
import { KeyRingService } from './key-ring/key-ring.service.js';
import { FoundNames } from './namespaces/found-names.js';
import { NamespaceList } from './namespaces/namespace-list.js';
import { NamespaceService } from './namespaces/namespace.service.js';
import { NamespacesMessages } from './namespaces/namespaces.messages.js';
import { CurrentPolicy } from './permissions/current-policy.js';
import { LogPolicySource } from './policy-log/log-policy-source.js';
import { PolicyLogMessages } from './policy-log/policy-log.messages.js';
import { PolicyLog } from './policy-log/policy-log.service.js';
import { RegistriesMessages } from './registries/registries.messages.js';
import { RegistryService } from './registries/registry.service.js';
import { SessionEvents } from './sessions/session-events.js';
import { SessionService } from './sessions/session.service.js';
import { SessionsMessages } from './sessions/sessions.messages.js';
import { SetupMessages } from './setup/setup.messages.js';
import { SetupService } from './setup/setup.service.js';
import { IdentityStore } from './store/identity-store.js';
import { ProfileMessages } from './users/profile.messages.js';
import { ProfileService } from './users/profile.service.js';
import { UserService } from './users/user.service.js';
import { UsersMessages } from './users/users.messages.js';

/** What the module is made of beside what it injects itself. */
export interface IdentityParts {
  readonly config: IdentityConfig;
  readonly context: ServiceContext;
  readonly store: IdentityStore;
  readonly log: PolicyLog;
  readonly hasher: PasswordHasher;
}

/** identity-service as one Nest container. */
@Module({})
export class IdentityServiceModule {
  static forRoot({ config, context, store, log, hasher }: IdentityParts): DynamicModule {
    return {
      module: IdentityServiceModule,
      imports: [PlatformModule.forRoot(context)],
      controllers: [
        SetupMessages,
        SessionsMessages,
        CredentialsMessages,
        UsersMessages,
        ProfileMessages,
        RegistriesMessages,
        NamespacesMessages,
        GrantsMessages,
        DefaultGrantsMessages,
        KeyRingMessages,
        PolicyLogMessages,
      ],
      providers: [
        { provide: IdentityConfig, useValue: config },
        { provide: IdentityStore, useValue: store },
        { provide: PolicyLog, useValue: log },
        { provide: PasswordHasher, useValue: hasher },
        { provide: CurrentPolicy, useValue: new CurrentPolicy(new LogPolicySource(log)) },
        CommandRunner,
        CredentialService,
        SessionEvents,
        SessionService,
        SetupService,
        UserService,
        ProfileService,
        RegistryService,
        NamespaceList,
        FoundNames,
        NamespaceService,
        GrantPlaces,
        GrantService,
        KeyRingService,
      ],
    };
  }
}
