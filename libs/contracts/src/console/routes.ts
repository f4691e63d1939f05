import { accessRoutes } from './access.js';
import { grantRoutes } from './grants.js';
import { groupRoutes } from './groups.js';
import { namespaceRoutes } from './namespaces.js';
import { noticeRoutes } from './notices.js';
import { recordRoutes } from './records.js';
import { registryRoutes } from './registries.js';
import { repositoryRoutes } from './repositories.js';
import { robotRoutes } from './robots.js';
import type { ConsoleRoute } from './route.js';
import { sessionRoutes } from './session.js';
import { ruleRoutes } from './rules.js';
import { sessionListRoutes } from './sessions.js';
import { settingRoutes } from './settings.js';
import { tokenRoutes } from './tokens.js';
import { userRoutes } from './users.js';

/** Every route of the console API; the gateway serves no other. */
export const consoleRoutes: readonly ConsoleRoute[] = [
  ...sessionRoutes,
  ...userRoutes,
  ...registryRoutes,
  ...namespaceRoutes,
  ...grantRoutes,
  ...repositoryRoutes,
  ...groupRoutes,
  ...tokenRoutes,
  ...robotRoutes,
  ...sessionListRoutes,
  ...noticeRoutes,
  ...ruleRoutes,
  ...accessRoutes,
  ...recordRoutes,
  ...settingRoutes,
];
