export * from './policy-state.js';
export { isNameComponent, isNamespacePath, isRepositoryName, namespacePathOf } from './repository-name.js';
export * from './requested-access.js';
export * from './right.js';
export * from './scope.js';
export { isUserName } from './user-name.js';
