import { RuleMatch } from '@spectacles/contracts';
import { columns } from '@spectacles/platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { z } from 'zod';
import { jsonColumn } from '../database/json-column.js';
import type { Rule, RuleList } from './rule.js';

@Entity('rules')
@Index('rules_registry_id', ['registryId', 'position'])
export class RuleEntity implements Rule {
  @PrimaryColumn(columns.id())
  id!: string;

  @Column({ name: 'registry_id', ...columns.id() })
  registryId!: string;

  @Column(columns.integer())
  position!: number;

  @Column({ name: 'match_fields', ...columns.longText(), transformer: jsonColumn(RuleMatch, {}) })
  match!: Rule['match'];

  @Column({ ...columns.longText(), transformer: jsonColumn(z.array(z.string()), []) })
  actions!: string[];

  @Column(columns.boolean())
  anchored!: boolean;

  @Column(columns.longText())
  comment!: string;
}

@Entity('rule_lists')
export class RuleListEntity implements RuleList {
  @PrimaryColumn({ name: 'registry_id', ...columns.id() })
  registryId!: string;

  @Column({ name: 'rules_only', ...columns.boolean() })
  rulesOnly!: boolean;

  @Column(columns.integer())
  version!: number;
}
