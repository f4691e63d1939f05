import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A reading of a whole registry. Times are milliseconds since the epoch. */
@Entity('sweeps')
@Index('sweeps_registry', ['registryId', 'id'])
export class SweepEntity {
  @PrimaryColumn(columns.id()) id!: string;
  @Column({ name: 'registry_id', ...columns.id() }) registryId!: string;
  /** `trigger` is a word of SQL. */
  @Column({ name: 'begun_by', ...columns.text(16) }) trigger!: string;
  @Column(columns.text(16)) state!: string;
  @Column({ name: 'started_at', ...columns.bigint() }) startedAt!: number;
  @Column({ name: 'finished_at', ...columns.bigint(), nullable: true }) finishedAt!: number | null;
  @Column({ name: 'repositories_done', ...columns.integer() }) repositoriesDone!: number;
  @Column({ name: 'repositories_total', ...columns.integer(), nullable: true }) repositoriesTotal!: number | null;
  @Column({ name: 'repositories_failed', ...columns.integer() }) repositoriesFailed!: number;
  @Column({ name: 'tags_seen', ...columns.integer() }) tagsSeen!: number;
  @Column({ name: 'manifests_read', ...columns.integer() }) manifestsRead!: number;
  @Column({ name: 'tags_removed', ...columns.integer() }) tagsRemoved!: number;
  @Column({ name: 'error_code', ...columns.text(64), nullable: true }) errorCode!: string | null;
  @Column({ name: 'error_message', ...columns.longText(), nullable: true }) errorMessage!: string | null;
}
