import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { RefreshRevocation } from './refresh-revocation.js';

@Entity('refresh_revocations')
@Index('refresh_revocations_expires_at', ['expiresAt'])
export class RefreshRevocationEntity implements RefreshRevocation {
  @PrimaryColumn(columns.id())
  id!: string;

  @Column({ name: 'user_id', ...columns.id() })
  userId!: string;

  @Column({ name: 'expires_at', ...columns.timestamp() })
  expiresAt!: Date;
}

/** Since when every older refresh token of a user is dead: tells a list which ones to leave out. */
@Entity('refresh_cutoffs')
export class RefreshCutoffEntity {
  @PrimaryColumn({ name: 'user_id', ...columns.id() })
  userId!: string;

  @Column(columns.timestamp())
  at!: Date;
}
