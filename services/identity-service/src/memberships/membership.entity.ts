import type { MemberRole } from '@spectacles/contracts';
import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Membership } from './membership.js';

abstract class MembershipColumns {
  @PrimaryColumn(columns.id())
  id!: string;

  @Column({ name: 'user_id', ...columns.id() })
  userId!: string;

  @Column(columns.text(16))
  role!: MemberRole;

  @Column({ name: 'created_at', ...columns.timestamp() })
  createdAt!: Date;
}

@Entity('group_members')
@Index('group_members_group_user', ['placeId', 'userId'], { unique: true })
@Index('group_members_user_id', ['userId', 'placeId'])
export class GroupMemberEntity extends MembershipColumns implements Membership {
  @Column({ name: 'group_id', ...columns.id() })
  placeId!: string;
}

@Entity('namespace_members')
@Index('namespace_members_namespace_user', ['placeId', 'userId'], { unique: true })
@Index('namespace_members_user_id', ['userId', 'placeId'])
export class NamespaceMemberEntity extends MembershipColumns implements Membership {
  @Column({ name: 'namespace_id', ...columns.id() })
  placeId!: string;
}
