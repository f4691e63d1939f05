import { columns } from '@spectacles/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whose turn it is to read a registry, and when. Times are milliseconds since the epoch. */
@Entity('registry_turns')
export class RegistryTurnEntity {
  @PrimaryColumn({ name: 'registry_id', ...columns.id() }) registryId!: string;
  /** The sweep that holds the registry; another may take it once `heldUntil` has passed. */
  @Column({ name: 'held_by', ...columns.text(36) }) heldBy!: string;
  @Column({ name: 'held_until', ...columns.bigint() }) heldUntil!: number;
  @Column({ name: 'due_at', ...columns.bigint() }) dueAt!: number;
  /** A hash of how the registry is reached: when it changes, a sweep is due. */
  @Column(columns.text(64)) settings!: string;
  /** The place where the re-checking of known tags goes on; both empty: at the beginning. */
  @Column({ name: 'recheck_repository', ...columns.text(255) }) recheckRepository!: string;
  @Column({ name: 'recheck_tag', ...columns.text(128) }) recheckTag!: string;
}
