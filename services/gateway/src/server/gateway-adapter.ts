import { FastifyAdapter } from '@nestjs/platform-fastify';

/**
 * Every route of this door is a Fastify route with the edge's own error and not-found handlers; those that Nest would
 * set for controllers must not take their place.
 */
export class GatewayAdapter extends FastifyAdapter {
  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.instance;
  }

  override setNotFoundHandler(): ReturnType<FastifyAdapter['setNotFoundHandler']> {
    return this.instance;
  }
}
