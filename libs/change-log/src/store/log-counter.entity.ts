import { columns } from '@spectacles/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a log stands. The row is locked from the first statement of a writing transaction to its commit. */
@Entity('log_counter')
export class LogCounterEntity {
  @PrimaryColumn(columns.text(64))
  log!: string;

  @Column(columns.bigint())
  n!: number;

  /** Random, new with every commit: tells a restored log from the one it was copied from. */
  @Column(columns.id())
  id!: string;
}
