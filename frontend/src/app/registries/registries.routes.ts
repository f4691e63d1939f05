export const registriesRoutes = [];
