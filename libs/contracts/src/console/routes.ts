import { namespaceRoutes } from './namespaces.js';
import { registryRoutes } from './registries.js';
import { repositoryRoutes } from './repositories.js';
import type { ConsoleRoute } from './route.js';
import { sessionRoutes } from './session.js';
import { userRoutes } from './users.js';

/** Every route of the console API; the gateway serves no other. */
export const consoleRoutes: readonly ConsoleRoute[] = [
  ...sessionRoutes,
  ...userRoutes,
  ...registryRoutes,
  ...namespaceRoutes,
  ...repositoryRoutes,
];
