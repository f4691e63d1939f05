import { columns } from '@spectacles/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the manifest of a tag leads to. Exists as long as a tag of the repository has this digest. */
@Entity('images')
export class ImageEntity {
  @PrimaryColumn({ name: 'repository_id', ...columns.id() }) repositoryId!: string;
  @PrimaryColumn(columns.text(255)) digest!: string;
  @Column({ name: 'media_type', ...columns.text(255) }) mediaType!: string;
  @Column({ name: 'artifact_type', ...columns.text(255), nullable: true }) artifactType!: string | null;
  /** JSON: a list of texts. */
  @Column(columns.longText()) platforms!: string;
  @Column({ name: 'size_bytes', ...columns.bigint() }) sizeBytes!: number;
  @Column({ name: 'created_at', ...columns.bigint(), nullable: true }) createdAt!: number | null;
  /** JSON: a list of `[digest, size]`. */
  @Column(columns.longText()) contents!: string;
}
