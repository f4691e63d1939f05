import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One scope of a decision, a refusal without scopes, or a gap. Times are milliseconds since the epoch. */
@Entity('decisions')
@Index('decisions_at', ['at', 'id'])
@Index('decisions_subject', ['subjectId', 'at'])
@Index('decisions_account', ['subjectName', 'at'])
@Index('decisions_credential', ['credentialId', 'at'])
@Index('decisions_repository', ['registryId', 'scopeName', 'at'])
@Index('decisions_top', ['registryId', 'top', 'at', 'id'])
@Index('decisions_second', ['registryId', 'second', 'at', 'id'])
@Index('decisions_address', ['address', 'at'])
@Index('decisions_token', ['tokenId'])
@Index('decisions_outcome', ['outcome', 'at'])
@Index('decisions_sameness', ['sameness', 'at'])
export class DecisionEntity {
  /** The decision's id, and the number of the scope. */
  @PrimaryColumn(columns.text(48)) id!: string;
  @Column({ name: 'decision_id', ...columns.id() }) decisionId!: string;
  @Column(columns.text(16)) kind!: string;
  /** Of a decision's rows the first is 0. */
  @Column(columns.integer()) part!: number;
  @Column(columns.bigint()) at!: number;
  @Column({ name: 'last_at', ...columns.bigint() }) lastAt!: number;
  @Column(columns.bigint()) count!: number;
  /** Equal for rows that say the same but for time, request and token. */
  @Column(columns.text(64)) sameness!: string;
  /** granted, reduced or refused; empty for a gap. */
  @Column(columns.text(16)) outcome!: string;
  @Column({ name: 'subject_id', nullable: true, ...columns.id() }) subjectId!: string | null;
  @Column({ name: 'subject_name', ...columns.text(255) }) subjectName!: string;
  @Column({ name: 'credential_id', nullable: true, ...columns.id() }) credentialId!: string | null;
  @Column(columns.text(64)) address!: string;
  @Column({ name: 'new_address', ...columns.boolean() }) newAddress!: boolean;
  @Column({ name: 'registry_id', nullable: true, ...columns.id() }) registryId!: string | null;
  /** Of a repository; null for every other scope. */
  @Column({ name: 'scope_name', nullable: true, ...columns.text(512) }) scopeName!: string | null;
  /** Its first component, and its first two: by them the log of a namespace is found in the order of time. */
  @Column({ nullable: true, ...columns.text(255) }) top!: string | null;
  @Column({ nullable: true, ...columns.text(255) }) second!: string | null;
  @Column({ name: 'token_id', nullable: true, ...columns.text(64) }) tokenId!: string | null;
  /** The row as it is shown. */
  @Column(columns.longText()) view!: string;
}

/** How much of each spool was taken. */
@Entity('decision_spools')
export class DecisionSpoolEntity {
  @PrimaryColumn(columns.id()) id!: string;
  @Column({ name: 'last_number', ...columns.bigint() }) lastNumber!: number;
  @Column({ name: 'last_at', ...columns.bigint() }) lastAt!: number;
}
