export { IdentityConfig, IdentityEnvironment, loadIdentityConfig } from './identity.config.js';
export { identityErrors } from './identity.errors.js';
export { IdentityServiceModule, type IdentityParts } from './identity.module.js';
export { startIdentityService, type IdentityOverrides, type RunningIdentityService } from './identity.service.js';
