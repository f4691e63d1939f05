export { PolicyReplica, type PolicyReplicaOptions } from './policy-replica.js';
export { PolicyReplicaModule } from './policy-replica.module.js';
