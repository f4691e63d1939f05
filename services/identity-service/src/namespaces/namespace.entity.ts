import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Namespace } from './namespace.js';

@Entity('namespaces')
@Index('namespaces_registry_path', ['registryId', 'path'], { unique: true })
@Index('namespaces_path', ['path', 'id'])
@Index('namespaces_owner_id', ['ownerId'])
@Index('namespaces_pushed_by', ['pushedBy', 'registryId'])
export class NamespaceEntity {
  @PrimaryColumn(columns.id())
  id!: string;

  @Column({ name: 'registry_id', ...columns.id() })
  registryId!: string;

  @Column(columns.text(255))
  path!: string;

  @Column({ name: 'owner_kind', ...columns.text(8), default: 'user' })
  ownerKind!: Namespace['owner']['kind'];

  @Column({ name: 'owner_id', ...columns.id() })
  ownerId!: string;

  @Column({ name: 'pushed_by', ...columns.id(), nullable: true })
  pushedBy!: string | null;

  @Column(columns.text(2000))
  description!: string;

  @Column({ name: 'created_at', ...columns.timestamp() })
  createdAt!: Date;

  @Column(columns.integer())
  version!: number;
}
