import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { z } from 'zod';
import { jsonColumn } from '../database/json-column.js';
import type { Registry } from './registry.js';

const pathsColumn = jsonColumn<readonly string[]>(z.array(z.string()), []);

@Entity('registries')
@Index('registries_name', ['name'], { unique: true })
@Index('registries_service', ['service'], { unique: true })
export class RegistryEntity implements Registry {
  @PrimaryColumn(columns.id())
  id!: string;

  @Column(columns.text(64))
  name!: string;

  @Column(columns.text(2048))
  url!: string;

  @Column({ name: 'public_host', ...columns.text(255) })
  publicHost!: string;

  @Column(columns.text(255))
  service!: string;

  @Column(columns.text(255))
  issuer!: string;

  @Column(columns.text(32))
  kind!: Registry['kind'];

  @Column({ name: 'refuse_anonymous', ...columns.boolean() })
  refuseAnonymous!: boolean;

  @Column({ name: 'header_mode', ...columns.text(32) })
  headerMode!: Registry['headerMode'];

  @Column({ name: 'ca_certificate', ...columns.longText(), nullable: true })
  caCertificate!: string | null;

  @Column({ name: 'pull_token_seconds', ...columns.integer() })
  pullTokenSeconds!: number;

  @Column({ name: 'push_token_seconds', ...columns.integer() })
  pushTokenSeconds!: number;

  @Column({ name: 'create_on_push', ...columns.longText(), nullable: true, transformer: pathsColumn })
  createOnPush!: Registry['createOnPush'];

  @Column({ name: 'create_on_push_limit', ...columns.integer(), default: 20 })
  createOnPushLimit!: number;

  @Column({ name: 'personal_namespaces', ...columns.boolean(), default: false })
  personalNamespaces!: boolean;

  @Column({ name: 'created_at', ...columns.timestamp() })
  createdAt!: Date;

  @Column(columns.integer())
  version!: number;
}
