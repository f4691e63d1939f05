export { mountTokenDoor, type PublicDoor } from './door/mount-token-door.js';
export type { ConfiguredKey } from './key-ring/configured-key.js';
export { type RunningTokenService, startTokenService, type TokenServiceOptions } from './start-token-service.js';
export { readSigningKey } from './signing-key-file.js';
export { loadTokenConfig, type TokenConfig, tokenEnvironment } from './token-config.js';
export { TokenServiceModule } from './token-service.module.js';
