import { columns } from '@spectacles/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReservedKind } from './user.repository.js';

/** Rows are never deleted: that is their purpose. */
@Entity('reserved_names')
export class ReservedNameEntity {
  @PrimaryColumn(columns.text(16))
  kind!: ReservedKind;

  @PrimaryColumn(columns.text(255))
  name!: string;

  @Column({ name: 'reserved_at', ...columns.timestamp() })
  reservedAt!: Date;
}
