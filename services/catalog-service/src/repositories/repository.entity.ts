import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A repository that a registry showed. Times are milliseconds since the epoch: rows are written by the hundred. */
@Entity('repositories')
@Index('repositories_name', ['registryId', 'name'], { unique: true })
@Index('repositories_top', ['registryId', 'top'])
@Index('repositories_pushed', ['registryId', 'pushedAt'])
export class RepositoryEntity {
  @PrimaryColumn(columns.id()) id!: string;
  @Column({ name: 'registry_id', ...columns.id() }) registryId!: string;
  @Column(columns.text(255)) name!: string;
  /** Whether the name has no slash: such names are in the root namespace, in no range of names. */
  @Column({ name: 'in_root', ...columns.boolean() }) inRoot!: boolean;
  /** The first component of a name with a slash, else empty. */
  @Column(columns.text(255)) top!: string;
  @Column({ name: 'tag_count', ...columns.integer() }) tagCount!: number;
  @Column({ name: 'size_bytes', ...columns.bigint() }) sizeBytes!: number;
  /** 0: nothing was ever pushed that we saw. */
  @Column({ name: 'pushed_at', ...columns.bigint() }) pushedAt!: number;
  @Column({ name: 'last_seen_at', ...columns.bigint() }) lastSeenAt!: number;
  /** Numbers of readings that were given out. */
  @Column(columns.bigint()) readings!: number;
  /** The last reading that looked at every tag. */
  @Column({ name: 'complete_reading', ...columns.bigint() }) completeReading!: number;
  /** The reading that last found the repository missing; 0: none since it was seen. */
  @Column({ name: 'missing_reading', ...columns.bigint() }) missingReading!: number;
  /** On its way out: invisible, its rows are deleted in slices. */
  @Column(columns.boolean()) removed!: boolean;
}
