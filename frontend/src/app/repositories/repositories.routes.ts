export const repositoriesRoutes = [];
