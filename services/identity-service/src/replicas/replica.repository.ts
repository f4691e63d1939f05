import type { Replica } from './replica.js';

/** What outlives a restart of what replicas told. */
export abstract class ReplicaRepository {
  abstract all(): Promise<Replica[]>;
  abstract save(replica: Replica): Promise<void>;
  abstract remove(instance: string): Promise<void>;
}
