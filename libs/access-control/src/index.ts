export {
  isInRange,
  isInRanges,
  parseAddressRange,
  type AddressRange,
  type AddressRangeParseResult,
} from './address.js';
export { isLimited, troubleOf, type Principal, type Trouble } from './caller.js';
export { presentedSecret, type PresentedSecret } from './presented-secret.js';
export { CompiledPolicy, type PolicySizes, type RegistryRules } from './compiled-policy.js';
export { decideAccess, grantedVerbs, type AccessDecision } from './decision.js';
export * from './explanation.js';
export { firstPushOf, holdsOpenPath, type FirstPush } from './first-push.js';
export type { Flip } from './flips.js';
export { managedNamespaces, managesAnyNamespace } from './managed-namespaces.js';
export type { NameRange } from './name-range.js';
export * from './namespace-right.js';
export {
  matchesPattern,
  parsePattern,
  patternCanMatchWithin,
  type NamePattern,
  type PatternParseResult,
} from './pattern.js';
export * from './policy-state.js';
export type { ActionReason, DecisionSource } from './reason.js';
export {
  isNameComponent,
  isNamespacePath,
  isRepositoryName,
  namespacePathOf,
  parentPathOf,
} from './repository-name.js';
export * from './requested-access.js';
export * from './right.js';
export { compileRules, type CompiledRules, type RuleNote, type WrittenRule } from './rules/compile-rules.js';
export * from './scope.js';
export { isShutOutWithin } from './shut-out.js';
export { isUserName } from './user-name.js';
export * from './visible-ranges.js';
