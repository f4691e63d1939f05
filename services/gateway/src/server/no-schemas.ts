function refuseSchema(): never {
  throw new TypeError('Routes of this server have no schemas: their own code reads requests and writes answers.');
}

/**
 * For a server whose routes have no schemas: Fastify would otherwise load its validator and serializer compilers at
 * the start, which are more code than Fastify itself. A route with a schema is refused when it is registered.
 */
export const noSchemas = {
  compilersFactory: { buildValidator: () => refuseSchema, buildSerializer: () => refuseSchema },
};
