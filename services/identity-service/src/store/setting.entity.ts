import { columns } from '@spectacles/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SettingName } from './setting.repository.js';

@Entity('settings')
export class SettingEntity {
  @PrimaryColumn(columns.text(64))
  name!: SettingName;

  @Column(columns.longText())
  value!: string;
}
