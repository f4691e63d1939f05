import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A tag, or the memory that it was deleted, which keeps older readings from reviving it. */
@Entity('tags')
@Index('tags_digest', ['repositoryId', 'digest'])
@Index('tags_pushed', ['repositoryId', 'pushedAt'])
export class TagEntity {
  @PrimaryColumn({ name: 'repository_id', ...columns.id() }) repositoryId!: string;
  @PrimaryColumn(columns.text(128)) name!: string;
  @Column(columns.text(255)) digest!: string;
  /** The number of the reading that wrote this row: only later ones may change it. */
  @Column(columns.bigint()) reading!: number;
  /** When this digest was first seen under this tag. */
  @Column({ name: 'pushed_at', ...columns.bigint() }) pushedAt!: number;
  @Column(columns.boolean()) missing!: boolean;
  @Column(columns.boolean()) deleted!: boolean;
}
