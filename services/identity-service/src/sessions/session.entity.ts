import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Session } from './session.js';

@Entity('sessions')
@Index('sessions_secret_hash', ['secretHash'], { unique: true })
@Index('sessions_user_id', ['userId'])
export class SessionEntity implements Session {
  @PrimaryColumn(columns.id())
  id!: string;

  @Column({ name: 'user_id', ...columns.id() })
  userId!: string;

  @Column({ name: 'secret_hash', ...columns.text(64) })
  secretHash!: string;

  @Column({ name: 'created_at', ...columns.timestamp() })
  createdAt!: Date;

  @Column({ name: 'expires_at', ...columns.timestamp() })
  expiresAt!: Date;

  @Column({ name: 'last_seen_at', ...columns.timestamp() })
  lastSeenAt!: Date;

  @Column(columns.text(64))
  address!: string;

  @Column({ name: 'user_agent', ...columns.text(512) })
  userAgent!: string;
}
