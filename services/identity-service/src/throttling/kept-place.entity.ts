import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { KeptPlace } from './kept-place.js';

/** What the throttling of passwords keeps over a restart. Failures are counted in thousandths. */
@Entity('throttle_places')
@Index('throttle_places_kind_at', ['kind', 'at'])
export class KeptPlaceEntity {
  @PrimaryColumn(columns.text(64)) id!: string;
  @Column(columns.text(16)) kind!: KeptPlace['kind'];
  @Column(columns.bigint()) failures!: number;
  @Column(columns.bigint()) at!: number;
  @Column({ name: 'waits_until', ...columns.bigint() }) until!: number;
}
