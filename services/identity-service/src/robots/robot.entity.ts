import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Robot } from './robot.js';

@Entity('robots')
@Index('robots_login', ['login'], { unique: true })
@Index('robots_namespace_id', ['namespaceId'])
@Index('robots_expires_at', ['expiresAt'])
export class RobotEntity {
  @PrimaryColumn(columns.id())
  id!: string;

  @Column(columns.text(64))
  name!: string;

  @Column(columns.text(255))
  login!: string;

  @Column({ name: 'namespace_id', ...columns.id(), nullable: true })
  namespaceId!: string | null;

  @Column(columns.text(2000))
  description!: string;

  /** JSON text. */
  @Column({ ...columns.longText(), nullable: true })
  scopes!: string | null;

  @Column({ name: 'expires_at', ...columns.timestamp(), nullable: true })
  expiresAt!: Date | null;

  /** JSON text. */
  @Column({ name: 'address_ranges', ...columns.longText() })
  addressRanges!: string;

  @Column(columns.text(16))
  status!: Robot['status'];

  @Column({ name: 'refresh_revoked_below', ...columns.bigint() })
  refreshRevokedBelow!: number;

  @Column({ name: 'secrets_made', ...columns.integer() })
  secretsMade!: number;

  @Column({ name: 'created_at', ...columns.timestamp() })
  createdAt!: Date;

  @Column(columns.integer())
  version!: number;
}
