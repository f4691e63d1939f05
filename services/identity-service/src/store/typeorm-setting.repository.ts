import { isUniqueViolation } from '@spectacles/platform';
import type { EntityManager } from 'typeorm';
import { SettingEntity } from './setting.entity.js';
import { type SettingName, SettingRepository } from './setting.repository.js';

export class TypeOrmSettingRepository extends SettingRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override async read(name: SettingName): Promise<string | null> {
    return (await this.manager.findOneBy(SettingEntity, { name }))?.value ?? null;
  }

  override async writeOnce(name: SettingName, value: string): Promise<string> {
    try {
      await this.manager.insert(SettingEntity, { name, value });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
    return (await this.read(name)) ?? value;
  }

  override async write(name: SettingName, value: string): Promise<void> {
    await this.manager.save(SettingEntity, { name, value });
  }

  override async remove(name: SettingName): Promise<void> {
    await this.manager.delete(SettingEntity, { name });
  }
}
