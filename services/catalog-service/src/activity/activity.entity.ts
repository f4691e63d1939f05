import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A change that somebody made. Times are milliseconds since the epoch. */
@Entity('activity')
@Index('activity_at', ['at', 'id'])
@Index('activity_actor', ['actorId', 'at'])
@Index('activity_namespace', ['namespaceId', 'at'])
@Index('activity_object', ['objectId', 'at'])
@Index('activity_action', ['action', 'at'])
export class ActivityRowEntity {
  @PrimaryColumn(columns.id()) id!: string;
  @Column(columns.bigint()) at!: number;
  @Column({ name: 'actor_id', nullable: true, ...columns.id() }) actorId!: string | null;
  @Column(columns.text(64)) action!: string;
  @Column({ name: 'object_id', ...columns.text(64) }) objectId!: string;
  @Column({ name: 'registry_id', nullable: true, ...columns.id() }) registryId!: string | null;
  @Column({ name: 'namespace_id', nullable: true, ...columns.id() }) namespaceId!: string | null;
  @Column(columns.text(64)) address!: string;
  /** The names of actor and object in lower case, for the search. */
  @Column(columns.text(1024)) names!: string;
  /** The row as it is shown. */
  @Column(columns.longText()) view!: string;
}

/** How far a log of another service was followed. */
@Entity('log_cursors')
export class LogCursorEntity {
  @PrimaryColumn(columns.text(64)) log!: string;
  @Column(columns.bigint()) n!: number;
  @Column(columns.id()) id!: string;
}
