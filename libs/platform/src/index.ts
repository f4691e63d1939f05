export { Bus, NoResponderError, type BusClient } from './bus/bus.js';
export { InProcessBus, ThreadBus } from './bus/in-process-bus.js';
export { NatsBus } from './bus/nats-bus.js';
export { Clock, SystemClock } from './clock.js';
export { commonEnvironment, portVariable, urlVariable } from './config/common-environment.js';
export { ConfigurationError, type ConfigurationProblem } from './config/configuration-error.js';
export { publicIdentityEnvironment } from './config/public-identity.js';
export { publicAddress, webRootVariable } from './config/web-root.js';
export { parseEnvironment, requireEnvironment, type EnvironmentResult } from './config/environment.js';
export { variablesWithoutEffect, warnOfVariablesWithoutEffect } from './config/inherited-variables.js';
export { columns } from './database/columns.js';
export { createTable, isMySql, portableColumn } from './database/create-table.js';
export { parseDatabaseUrl, type DatabaseAddress } from './database/database-url.js';
export { openDataSource, type OpenDataSourceOptions } from './database/open-data-source.js';
export { TransactionRunner } from './database/transaction-runner.js';
export { isRetryable, isUniqueViolation } from './database/unique-violation.js';
export { generalErrors, type ErrorCatalogue, type ErrorCatalogueEntry } from './errors/catalogue.js';
export { DomainError, RemoteError, toErrorReply } from './errors/domain-error.js';
export { fieldErrorsOf, pointerTo } from './errors/field-errors.js';
export * from './errors/general-errors.js';
export { Health, type HealthCheck, type HealthReport } from './health/health.js';
export {
  startManagementServer,
  type ManagementServer,
  type ManagementServerOptions,
} from './health/management-server.js';
export {
  clientAddress,
  parseTrustedProxies,
  type TrustedProxies,
  type TrustedProxiesResult,
} from './http/client-address.js';
export { bindProblem, type BindAddress } from './http/bind-problem.js';
export { closeGracefully } from './http/close-gracefully.js';
export { trustedProxiesVariable } from './http/trusted-proxies-variable.js';
export { newId } from './ids.js';
export { PlatformModule } from './lifecycle/platform-module.js';
export { reportStartFailure, runMain } from './lifecycle/run-main.js';
export type { RunningService, ServiceContext } from './lifecycle/service-context.js';
export {
  DistributedEnvironment,
  startDistributedService,
  type ServiceDefinition,
} from './lifecycle/start-distributed-service.js';
export {
  startMicroservice,
  type RunningMicroservice,
  type StartMicroserviceOptions,
} from './lifecycle/start-microservice.js';
export { createLogger, LOGGER, type Logger, type LoggerOptions } from './logging/logger.js';
export { NestLogger } from './logging/nest-logger.js';
export { redactionPaths, redactText } from './logging/redaction.js';
export { currentRequestId, withRequestId } from './logging/request-context.js';
export { BusMessageClient } from './messages/bus-message-client.js';
export { consoleRequestIn, guardEverything, type ConsoleRequest } from './messages/console-request.js';
export { openConsoleCall, type OpenConsoleCall } from './messages/console-call.js';
export { countFitting } from './messages/fitting.js';
export { HandleConsole, HandleEvent, HandleRequest } from './messages/handlers.js';
export { MessageClient, type RequestOptions } from './messages/message-client.js';
export { accepted, answer, created, noContent, type ReplyDetails } from './messages/replies.js';
export { Metrics, type MetricOptions } from './metrics/metrics.js';
export type { Tally } from './metrics/tally.js';
export {
  beginsAsSecret,
  hashSecret,
  newSecret,
  secretBody,
  secretPrefix,
  type SecretPrefix,
  withChecksum,
  withoutSecret,
} from './secrets/secret.js';
export { SealBroken, Sealer } from './sealing/sealer.js';
export { parseSecretKeys, type SecretKey } from './sealing/secret-keys.js';
