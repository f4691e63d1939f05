export const namespacesRoutes = [];
