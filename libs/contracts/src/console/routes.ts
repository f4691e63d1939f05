import { accessRoutes } from './access.js';
import { credentialRoutes } from './credentials.js';
import { groupRoutes } from './groups.js';
import { namespaceRoutes } from './namespaces.js';
import { recordRoutes } from './records.js';
import { registryRoutes } from './registries.js';
import { repositoryRoutes } from './repositories.js';
import type { ConsoleRoute } from './route.js';
import { sessionRoutes } from './session.js';
import { ruleRoutes } from './rules.js';
import { settingRoutes } from './settings.js';
import { userRoutes } from './users.js';

/** Every route of the console API; the gateway serves no other. */
export const consoleRoutes: readonly ConsoleRoute[] = [
  ...sessionRoutes,
  ...userRoutes,
  ...registryRoutes,
  ...namespaceRoutes,
  ...repositoryRoutes,
  ...groupRoutes,
  ...credentialRoutes,
  ...ruleRoutes,
  ...accessRoutes,
  ...recordRoutes,
  ...settingRoutes,
];
