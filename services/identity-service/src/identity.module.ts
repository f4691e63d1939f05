import { type DynamicModule, Module } from '@nestjs/common';
import { guardEverything, PlatformModule, type ServiceContext } from '@spectacles/platform';
import { ActivityLog } from './activity/activity-log.service.js';
import { ActivityTrim } from './activity/activity-trim.js';
import { ActivityMessages } from './activity/activity.messages.js';
import { CommandRunner } from './commands/command-runner.js';
import { CredentialUses } from './credentials/credential-uses.js';
import { CredentialService } from './credentials/credential.service.js';
import { CredentialsMessages } from './credentials/credentials.messages.js';
import { LiveCredentials } from './credentials/live-credentials.js';
import { ResolveMessages } from './credentials/resolve.messages.js';
import { PasswordHasher } from './credentials/password-hasher.js';
import { AccessService } from './explanation/access.service.js';
import { ExplanationMessages } from './explanation/explanation.messages.js';
import { ExplanationService } from './explanation/explanation.service.js';
import { PresentedCredentials } from './explanation/presented.js';
import { DefaultGrantsMessages } from './grants/default-grants.messages.js';
import { GrantPlaces } from './grants/grant-places.js';
import { GrantService } from './grants/grant.service.js';
import { GrantsMessages } from './grants/grants.messages.js';
import { RemovalForecasts } from './forecast/removal-forecasts.js';
import { GroupMemberService } from './groups/group-member.service.js';
import { GroupRemovalService } from './groups/group-removal.service.js';
import { GroupService } from './groups/group.service.js';
import { GroupsMessages } from './groups/groups.messages.js';
import { IdentityConfig } from './identity.config.js';
import { DockerAuthImport } from './imports/docker-auth-import.service.js';
import { ImportsMessages } from './imports/imports.messages.js';
import { KeyRingMessages } from './key-ring/key-ring.messages.js';
import { KeyRingService } from './key-ring/key-ring.service.js';
import { FoundNames } from './namespaces/found-names.js';
import { NamespaceList } from './namespaces/namespace-list.js';
import { NamespaceMemberService } from './namespaces/namespace-member.service.js';
import { NamespaceRemovalService } from './namespaces/namespace-removal.service.js';
import { NamespaceService } from './namespaces/namespace.service.js';
import { NamespacesMessages } from './namespaces/namespaces.messages.js';
import { ReservationMessages } from './namespaces/reservation.messages.js';
import { ReservationService } from './namespaces/reservation.service.js';
import { StoredNames } from './namespaces/stored-names.js';
import { Viewers } from './namespaces/viewers.js';
import { NoticeService } from './notices/notice.service.js';
import { NoticesMessages } from './notices/notices.messages.js';
import { CredentialGuard } from './permissions/credential-guard.js';
import { CurrentPolicy } from './permissions/current-policy.js';
import { OnCurrentPolicy } from './permissions/on-current-policy.js';
import { LogPolicySource } from './policy-log/log-policy-source.js';
import { PolicyLogMessages } from './policy-log/policy-log.messages.js';
import { PolicyLog } from './policy-log/policy-log.service.js';
import { RegistriesMessages } from './registries/registries.messages.js';
import { RegistryService } from './registries/registry.service.js';
import { ReplicaRegistry } from './replicas/replica-registry.js';
import { ReplicasMessages } from './replicas/replicas.messages.js';
import { ReplicasService } from './replicas/replicas.service.js';
import { RobotList } from './robots/robot-list.js';
import { RobotRotationService } from './robots/robot-rotation.service.js';
import { RobotService } from './robots/robot.service.js';
import { RobotsMessages } from './robots/robots.messages.js';
import { RevocationSweep } from './sessions/revocation-sweep.js';
import { SeenRefreshTokens } from './sessions/seen-refresh-tokens.js';
import { SessionControlMessages } from './sessions/session-control.messages.js';
import { SessionControlService } from './sessions/session-control.service.js';
import { RuleService } from './rules/rule.service.js';
import { RulesMessages } from './rules/rules.messages.js';
import { SessionEvents } from './sessions/session-events.js';
import { SessionList } from './sessions/session-list.js';
import { SessionService } from './sessions/session.service.js';
import { SessionsMessages } from './sessions/sessions.messages.js';
import { SettingsMessages } from './settings/settings.messages.js';
import { SettingsService } from './settings/settings.service.js';
import { SetupMessages } from './setup/setup.messages.js';
import { SetupService } from './setup/setup.service.js';
import { IdentityStore } from './store/identity-store.js';
import { PasswordThrottle } from './throttling/password-throttle.js';
import { ThrottleKeeper } from './throttling/throttle-keeper.js';
import { ThrottlingMessages } from './throttling/throttling.messages.js';
import { TokenService } from './tokens/token.service.js';
import { TokensMessages } from './tokens/tokens.messages.js';
import { ProfileMessages } from './users/profile.messages.js';
import { ProfileService } from './users/profile.service.js';
import { UserRemovalService } from './users/user-removal.service.js';
import { UserService } from './users/user.service.js';
import { UsersMessages } from './users/users.messages.js';

/** What the module is made of beside what it injects itself. */
export interface IdentityParts {
  readonly config: IdentityConfig;
  readonly context: ServiceContext;
  readonly store: IdentityStore;
  readonly log: PolicyLog;
  readonly activity: ActivityLog;
  readonly hasher: PasswordHasher;
  readonly replicas: ReplicaRegistry;
}

/** What answers on the bus. */
const controllers = [
  SetupMessages,
  SessionsMessages,
  CredentialsMessages,
  UsersMessages,
  ProfileMessages,
  RegistriesMessages,
  NamespacesMessages,
  ReservationMessages,
  GroupsMessages,
  ReplicasMessages,
  GrantsMessages,
  DefaultGrantsMessages,
  KeyRingMessages,
  PolicyLogMessages,
  ActivityMessages,
  ResolveMessages,
  TokensMessages,
  RobotsMessages,
  SessionControlMessages,
  SettingsMessages,
  RulesMessages,
  ImportsMessages,
  ExplanationMessages,
  ThrottlingMessages,
  NoticesMessages,
] as const;

/** What the container makes itself. */
const services = [
  CommandRunner,
  LiveCredentials,
  CredentialUses,
  PasswordThrottle,
  ThrottleKeeper,
  OnCurrentPolicy,
  TokenService,
  RobotList,
  RobotService,
  RobotRotationService,
  SeenRefreshTokens,
  SessionList,
  SessionControlService,
  RevocationSweep,
  ActivityTrim,
  SettingsService,
  RuleService,
  DockerAuthImport,
  PresentedCredentials,
  ExplanationService,
  AccessService,
  NoticeService,
  CredentialService,
  SessionEvents,
  SessionService,
  SetupService,
  UserService,
  UserRemovalService,
  ProfileService,
  RegistryService,
  NamespaceList,
  FoundNames,
  NamespaceService,
  NamespaceMemberService,
  NamespaceRemovalService,
  RemovalForecasts,
  ReservationService,
  StoredNames,
  Viewers,
  GroupService,
  GroupRemovalService,
  GroupMemberService,
  ReplicasService,
  GrantPlaces,
  GrantService,
  KeyRingService,
] as const;

/** identity-service as one Nest container. */
@Module({})
export class IdentityServiceModule {
  static forRoot({ config, context, store, log, activity, hasher, replicas }: IdentityParts): DynamicModule {
    return {
      module: IdentityServiceModule,
      imports: [PlatformModule.forRoot(context)],
      controllers: [...controllers],
      providers: [
        { provide: IdentityConfig, useValue: config },
        { provide: IdentityStore, useValue: store },
        { provide: PolicyLog, useValue: log },
        { provide: ActivityLog, useValue: activity },
        { provide: PasswordHasher, useValue: hasher },
        { provide: ReplicaRegistry, useValue: replicas },
        { provide: CurrentPolicy, useValue: new CurrentPolicy(new LogPolicySource(log)) },
        guardEverything(CredentialGuard),
        ...services,
      ],
    };
  }
}
