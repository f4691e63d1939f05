import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { z } from 'zod';
import { jsonColumn } from '../database/json-column.js';
import type { User } from './user.js';

const labelsColumn = jsonColumn(z.record(z.string(), z.array(z.string())), {});

@Entity('users')
@Index('users_username', ['username'], { unique: true })
export class UserEntity implements User {
  @PrimaryColumn(columns.id())
  id!: string;

  @Column(columns.text(64))
  username!: string;

  @Column({ name: 'display_name', ...columns.text(200) })
  displayName!: string;

  @Column({ ...columns.text(254), nullable: true })
  email!: string | null;

  @Column(columns.boolean())
  administrator!: boolean;

  @Column(columns.text(16))
  status!: User['status'];

  @Column(columns.text(16))
  source!: User['source'];

  @Column({ name: 'password_hash', ...columns.text(255), nullable: true })
  passwordHash!: string | null;

  @Column({ name: 'credential_version', ...columns.integer() })
  credentialVersion!: number;

  @Column({ ...columns.longText(), nullable: true, transformer: labelsColumn })
  labels!: User['labels'];

  @Column({ name: 'refresh_revoked_below', ...columns.bigint(), default: 0 })
  refreshRevokedBelow!: number;

  @Column({ name: 'created_at', ...columns.timestamp() })
  createdAt!: Date;

  @Column({ name: 'last_seen_at', ...columns.timestamp(), nullable: true })
  lastSeenAt!: Date | null;

  @Column(columns.integer())
  version!: number;
}
