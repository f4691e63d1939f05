import { LogCounterEntity, LogRowEntity } from '@spectacles/change-log/store';
import { CommandEntity } from '../commands/command.entity.js';
import { CredentialEntity } from '../credentials/credential.entity.js';
import { GrantEntity } from '../grants/grant.entity.js';
import { GroupEntity } from '../groups/group.entity.js';
import { SigningKeyEntity } from '../key-ring/signing-key.entity.js';
import { GroupMemberEntity, NamespaceMemberEntity } from '../memberships/membership.entity.js';
import { NamespaceEntity } from '../namespaces/namespace.entity.js';
import { RegistryEntity } from '../registries/registry.entity.js';
import { ReplicaEntity } from '../replicas/replica.entity.js';
import { RobotEntity } from '../robots/robot.entity.js';
import { RefreshCutoffEntity, RefreshRevocationEntity } from '../sessions/refresh-revocation.entity.js';
import { RuleEntity, RuleListEntity } from '../rules/rule.entity.js';
import { SessionEntity } from '../sessions/session.entity.js';
import { SettingEntity } from '../store/setting.entity.js';
import { KeptPlaceEntity } from '../throttling/kept-place.entity.js';
import { ReservedNameEntity } from '../users/reserved-name.entity.js';
import { UserEntity } from '../users/user.entity.js';

/** Every table of this service. */
export const identityEntities = [
  LogCounterEntity,
  LogRowEntity,
  UserEntity,
  ReservedNameEntity,
  SessionEntity,
  RegistryEntity,
  NamespaceEntity,
  GrantEntity,
  SigningKeyEntity,
  SettingEntity,
  CommandEntity,
  GroupEntity,
  GroupMemberEntity,
  NamespaceMemberEntity,
  ReplicaEntity,
  RuleEntity,
  RuleListEntity,
  CredentialEntity,
  RobotEntity,
  RefreshRevocationEntity,
  RefreshCutoffEntity,
  KeptPlaceEntity,
] as const;
