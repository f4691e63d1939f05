import { columns } from '@spectacles/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that images of a repository refer to, with the number of those images: its size counts once. */
@Entity('contents')
export class ContentEntity {
  @PrimaryColumn({ name: 'repository_id', ...columns.id() }) repositoryId!: string;
  @PrimaryColumn(columns.text(255)) digest!: string;
  @Column(columns.bigint()) size!: number;
  @Column(columns.integer()) uses!: number;
}
