import {
  applyDecorators,
  type PipeTransform,
  SetMetadata,
  UseFilters,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import {
  consoleSubject,
  type ConsoleReply,
  type ConsoleRoute,
  type EventContract,
  type RequestContract,
} from '@spectacles/contracts';
import type { z } from 'zod';
import type { OpenConsoleCall } from './console-call.js';
import { CONSOLE_ROUTE } from './console-request.js';
import { ConsoleCallPipe, PayloadPipe, RefusalFilter, RequestIdInterceptor } from './handler-parts.js';

/** A method decorator that accepts only methods of a signature. */
export type DecoratorOf<Method extends (...parameters: never[]) => unknown> = <M extends Method>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

type Answer<T> = T | Promise<T>;

const handler = (pattern: MethodDecorator, pipe: PipeTransform): MethodDecorator =>
  applyDecorators(
    pattern,
    UsePipes(pipe),
    UseInterceptors(new RequestIdInterceptor()),
    UseFilters(new RefusalFilter()),
  );

/** The method answers a request: its payload is checked, its errors cross by code. */
export function HandleRequest<C extends RequestContract>(
  contract: C,
): DecoratorOf<(payload: z.output<C['request']>) => Answer<z.input<C['reply']>>> {
  return handler(MessagePattern(contract.subject), new PayloadPipe(contract.request));
}

/** The method hears an event. */
export function HandleEvent<E extends EventContract>(
  event: E,
): DecoratorOf<(payload: z.output<E['payload']>) => Answer<void>> {
  return handler(EventPattern(event.subject) as MethodDecorator, new PayloadPipe(event.payload));
}

/** The method owns a route of the console API. */
export function HandleConsole<R extends ConsoleRoute>(
  route: R,
): DecoratorOf<(call: OpenConsoleCall<R>) => Answer<ConsoleReply>> {
  const pattern = applyDecorators(MessagePattern(consoleSubject(route)), SetMetadata(CONSOLE_ROUTE, route));
  return handler(pattern, new ConsoleCallPipe(route));
}
