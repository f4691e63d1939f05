import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** That a credential was used from an address; of a password the key is the user's id. */
@Entity('credential_uses')
@Index('credential_uses_last', ['lastAt'])
export class CredentialUseEntity {
  @PrimaryColumn({ name: 'credential_id', ...columns.id() }) credentialId!: string;
  @PrimaryColumn(columns.text(64)) address!: string;
  @Column({ name: 'first_at', ...columns.bigint() }) firstAt!: number;
  @Column({ name: 'last_at', ...columns.bigint() }) lastAt!: number;
  @Column({ name: 'user_agent', ...columns.text(512) }) userAgent!: string;
  @Column({ nullable: true, ...columns.text(512) }) repository!: string | null;
}

/** A refresh token that was handed out or used. */
@Entity('seen_refresh_tokens')
@Index('seen_refresh_tokens_subject', ['subjectId', 'lastAt'])
@Index('seen_refresh_tokens_last', ['lastAt'])
export class SeenRefreshTokenEntity {
  @PrimaryColumn(columns.id()) id!: string;
  @Column({ name: 'subject_id', nullable: true, ...columns.id() }) subjectId!: string | null;
  @Column({ name: 'issued_at', nullable: true, ...columns.bigint() }) issuedAt!: number | null;
  @Column({ name: 'last_at', ...columns.bigint() }) lastAt!: number;
  /** The token as it is told. */
  @Column(columns.longText()) seen!: string;
}
