import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Group } from './group.js';

/** `groups` is a word of MySQL. */
@Entity('user_groups')
@Index('user_groups_name', ['name'], { unique: true })
export class GroupEntity implements Group {
  @PrimaryColumn(columns.id())
  id!: string;

  @Column(columns.text(64))
  name!: string;

  @Column(columns.text(2000))
  description!: string;

  @Column({ name: 'created_at', ...columns.timestamp() })
  createdAt!: Date;

  @Column(columns.integer())
  version!: number;
}
