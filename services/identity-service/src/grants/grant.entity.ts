import type { Right } from '@spectacles/contracts';
import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** `place` is the namespace, or the registry for its defaults; `principal` is `user:<id>`, `everyone` or `anonymous`. */
@Entity('grants')
@Index('grants_place_principal', ['place', 'principal'], { unique: true })
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

  @Column({ name: 'created_at', ...columns.timestamp() })
  createdAt!: Date;

  @Column(columns.integer())
  version!: number;
}
