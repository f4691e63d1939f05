import { Timestamp } from '@spectacles/contracts';
import { columns } from '@spectacles/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { z } from 'zod';
import { jsonColumn } from '../database/json-column.js';
import type { Replica } from './replica.js';

const expiryColumn = jsonColumn(z.record(z.string(), Timestamp), {});

/** A replica as it was at most a minute ago: the newest is held in memory. */
@Entity('replicas')
export class ReplicaEntity {
  @PrimaryColumn({ name: 'id', ...columns.id() })
  instance!: string;

  @Column(columns.text(16))
  service!: Replica['service'];

  @Column(columns.integer())
  format!: number;

  @Column({ name: 'policy_version', ...columns.bigint() })
  version!: number;

  @Column({ name: 'key_ring_version', ...columns.bigint() })
  keyRingVersion!: number;

  @Column({ name: 'first_seen_at', ...columns.timestamp() })
  firstSeenAt!: Date;

  @Column({ name: 'last_seen_at', ...columns.timestamp() })
  lastSeenAt!: Date;

  @Column({ name: 'latest_expiry', ...columns.longText(), transformer: expiryColumn })
  latestExpiry!: Replica['latestExpiry'];
}
