import { columns } from '@spectacles/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last sweep of a registry that saw everything it lists. */
@Entity('whole_readings')
export class WholeReadingEntity {
  @PrimaryColumn({ name: 'registry_id', ...columns.id() }) registryId!: string;
  /** Where it was read. */
  @Column(columns.longText()) url!: string;
  /** Milliseconds since the epoch. */
  @Column({ name: 'read_at', ...columns.bigint() }) readAt!: number;
  /** JSON: names that were listed and of which nothing more could be learnt. */
  @Column(columns.longText()) unrecorded!: string;
}
