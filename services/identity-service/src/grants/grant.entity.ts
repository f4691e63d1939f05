import type { Right } from '@spectacles/contracts';
import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** `place` is the namespace, or the registry for its defaults; `principal` is its kind, with the id where it has one. */
@Entity('grants')
@Index('grants_place_principal_pattern', ['place', 'principal', 'pattern'], { unique: true })
@Index('grants_principal', ['principal'])
export class GrantEntity {
  @PrimaryColumn(columns.id())
  id!: string;

  @Column({ name: 'registry_id', ...columns.id() })
  registryId!: string;

  @Column({ name: 'namespace_id', ...columns.id(), nullable: true })
  namespaceId!: string | null;

  @Column(columns.id())
  place!: string;

  @Column(columns.text(64))
  principal!: string;

  /** `right` is a word of SQL. */
  @Column({ name: 'granted', ...columns.text(8) })
  granted!: Right;

  /** Names with a comma between; null: what the right contains. */
  @Column({ ...columns.text(64), nullable: true })
  verbs!: string | null;

  /** Empty: everything in the place. NULL would not count for the index. */
  @Column({ ...columns.text(255), default: '' })
  pattern!: string;

  @Column({ name: 'created_at', ...columns.timestamp() })
  createdAt!: Date;

  @Column(columns.integer())
  version!: number;
}
