import type { SigningKeyState } from '@spectacles/contracts';
import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A key as its owner sealed it; `state` is the whole of it as JSON text. */
@Entity('signing_keys')
@Index('signing_keys_registry_id', ['registryId'])
export class SigningKeyEntity {
  @PrimaryColumn(columns.id())
  id!: SigningKeyState['id'];

  @Column({ name: 'registry_id', ...columns.id(), nullable: true })
  registryId!: string | null;

  @Column(columns.longText())
  state!: string;
}
