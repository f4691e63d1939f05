export { gatewayEnvironment, loadGatewayConfig, type GatewayConfig, type GatewayLimits } from './gateway.config.js';
export { gatewayErrors } from './gateway.errors.js';
export { GatewayServiceModule } from './gateway-service.module.js';
export { startGatewayService, type GatewayOptions, type RunningGateway } from './start-gateway.js';
