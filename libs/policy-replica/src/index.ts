export {
  policyAgeEnvironment,
  policyAgeLimits,
  policyAgeProblem,
  type PolicyAgeLimits,
  type PolicyUse,
} from './policy-age.js';
export { PolicyReplica, type PolicyReplicaOptions } from './policy-replica.js';
export { PolicyReplicaModule } from './policy-replica.module.js';
export { principalOf } from './principal-of.js';
export { readPolicyRows } from './policy-rows.js';
