import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { KeptAnswer } from './command.repository.js';

@Entity('commands')
@Index('commands_created_at', ['createdAt'])
export class CommandEntity implements KeptAnswer {
  @PrimaryColumn(columns.text(64))
  id!: string;

  @Column(columns.longText())
  sealed!: string;

  @Column({ name: 'created_at', ...columns.timestamp() })
  createdAt!: Date;
}
