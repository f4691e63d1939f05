import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CredentialOwner } from './credential.js';

@Entity('credentials')
@Index('credentials_secret_hash', ['secretHash'], { unique: true })
@Index('credentials_owner', ['ownerId', 'id'])
@Index('credentials_expires_at', ['expiresAt'])
export class CredentialEntity {
  @PrimaryColumn(columns.id())
  id!: string;

  @Column(columns.text(100))
  name!: string;

  @Column({ name: 'owner_kind', ...columns.text(16) })
  ownerKind!: CredentialOwner['kind'];

  @Column({ name: 'owner_id', ...columns.id() })
  ownerId!: string;

  @Column({ name: 'secret_hash', ...columns.text(64) })
  secretHash!: string;

  /** JSON text. */
  @Column({ ...columns.longText(), nullable: true })
  scopes!: string | null;

  @Column({ name: 'expires_at', ...columns.timestamp(), nullable: true })
  expiresAt!: Date | null;

  /** JSON text. */
  @Column({ name: 'address_ranges', ...columns.longText() })
  addressRanges!: string;

  @Column({ name: 'created_at', ...columns.timestamp() })
  createdAt!: Date;
}
