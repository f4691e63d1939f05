import type { CanActivate, ExecutionContext, Provider, Type } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ConsoleCall, type ConsoleRoute, type Envelope } from '@spectacles/contracts';
import { MalformedRequest } from '../errors/general-errors.js';
import { Wire } from './wire.js';

/** Under this key a handler says which route it owns. */
export const CONSOLE_ROUTE = 'spectacles:console-route';

/** A console request as a guard sees it: before anything but the envelope is looked at. */
export interface ConsoleRequest {
  readonly route: ConsoleRoute;
  readonly envelope: Envelope;
}

/** The console request that a guard is asked about; null where the handler owns no route. */
export function consoleRequestIn(context: ExecutionContext): ConsoleRequest | null {
  const route = Reflect.getMetadata(CONSOLE_ROUTE, context.getHandler()) as ConsoleRoute | undefined;
  if (route === undefined) return null;
  const call = ConsoleCall.safeParse(Wire.safeParse(context.switchToRpc().getData()).data?.payload);
  if (!call.success) throw new MalformedRequest();
  return { route, envelope: call.data.envelope };
}

/** Puts a guard before every handler of a service. */
export function guardEverything(guard: Type<CanActivate>): Provider {
  return { provide: APP_GUARD, useClass: guard };
}
