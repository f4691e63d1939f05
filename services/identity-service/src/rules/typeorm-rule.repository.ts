import { type EntityManager, In, MoreThan } from 'typeorm';
import { RuleEntity, RuleListEntity } from './rule.entity.js';
import type { Rule, RuleList } from './rule.js';
import { RuleRepository } from './rule.repository.js';

/** SQLite takes 32,766 values in a statement. */
const ROWS_PER_STATEMENT = 500;

export class TypeOrmRuleRepository extends RuleRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override ofRegistry(registryId: string): Promise<Rule[]> {
    return this.manager.find(RuleEntity, { where: { registryId }, order: { position: 'ASC' } });
  }

  override async save(rules: readonly Rule[]): Promise<void> {
    for (let start = 0; start < rules.length; start += ROWS_PER_STATEMENT) {
      const rows = rules.slice(start, start + ROWS_PER_STATEMENT);
      await this.manager.upsert(
        RuleEntity,
        rows.map((rule) => ({ ...rule, actions: [...rule.actions] })),
        ['id'],
      );
    }
  }

  override async removeAll(ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += ROWS_PER_STATEMENT)
      await this.manager.delete(RuleEntity, { id: In(ids.slice(start, start + ROWS_PER_STATEMENT)) });
  }

  override pageById(after: string, limit: number): Promise<Rule[]> {
    return this.manager.find(RuleEntity, { where: { id: MoreThan(after) }, order: { id: 'ASC' }, take: limit });
  }

  override list(registryId: string): Promise<RuleList | null> {
    return this.manager.findOneBy(RuleListEntity, { registryId });
  }

  override async saveList(list: RuleList): Promise<void> {
    await this.manager.save(RuleListEntity, list);
  }

  override async removeList(registryId: string): Promise<void> {
    await this.manager.delete(RuleListEntity, { registryId });
  }

  override pageOfLists(after: string, limit: number): Promise<RuleList[]> {
    return this.manager.find(RuleListEntity, {
      where: { registryId: MoreThan(after) },
      order: { registryId: 'ASC' },
      take: limit,
    });
  }
}
