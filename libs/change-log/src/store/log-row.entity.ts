import { columns } from '@spectacles/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One new state (or tombstone) of a commit. */
@Entity('log_row')
export class LogRowEntity {
  @PrimaryColumn(columns.text(64))
  log!: string;

  @PrimaryColumn(columns.bigint())
  n!: number;

  @PrimaryColumn(columns.integer())
  position!: number;

  @Column(columns.id())
  id!: string;

  @Column(columns.text(64))
  kind!: string;

  @Column({ ...columns.text(255), name: 'state_key' })
  key!: string;

  /** Text, not JSON: MySQL's JSON type reorders keys. */
  @Column({ ...columns.longText(), nullable: true })
  state!: string | null;

  /** Closes the commit. */
  @Column(columns.boolean())
  last!: boolean;
}
