import {
  type ArgumentsHost,
  Catch,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type PipeTransform,
  type RpcExceptionFilter,
} from '@nestjs/common';
import type { ConsoleRoute } from '@spectacles/contracts';
import { Observable, throwError } from 'rxjs';
import type { z } from 'zod';
import { DomainError, toErrorReply } from '../errors/domain-error.js';
import { fieldErrorsOf } from '../errors/field-errors.js';
import { InternalError, MalformedRequest } from '../errors/general-errors.js';
import type { Logger } from '../logging/logger.js';
import { withRequestId } from '../logging/request-context.js';
import { openConsoleCall, type OpenConsoleCall } from './console-call.js';
import { Wire } from './wire.js';

const NO_REQUEST = 'none';

const requestIdOf = (data: unknown): string => Wire.safeParse(data).data?.requestId ?? NO_REQUEST;

/** Runs the handler under the request id that came with the message. */
export class RequestIdInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const requestId = requestIdOf(context.switchToRpc().getData());
    return new Observable((subscriber) => withRequestId(requestId, () => next.handle().subscribe(subscriber)));
  }
}

/** A refusal crosses as it is. */
@Catch(DomainError)
export class RefusalFilter implements RpcExceptionFilter<DomainError> {
  catch(refusal: DomainError): Observable<never> {
    return throwError(() => toErrorReply(refusal));
  }
}

/** Whatever else a handler throws is logged here, once, and crosses as INTERNAL without detail. */
@Catch()
export class DefectFilter implements RpcExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(defect: unknown, host: ArgumentsHost): Observable<never> {
    withRequestId(requestIdOf(host.switchToRpc().getData()), () => {
      this.logger.error({ err: defect }, 'a message could not be answered');
    });
    return throwError(() => toErrorReply(new InternalError()));
  }
}

/** Unpacks a message and checks its payload. */
export class PayloadPipe implements PipeTransform<unknown, unknown> {
  constructor(private readonly schema: z.ZodType) {}

  transform(data: unknown): unknown {
    const payload = this.schema.safeParse(Wire.parse(data).payload);
    if (!payload.success) throw new MalformedRequest(undefined, fieldErrorsOf(payload.error));
    return payload.data;
  }
}

/** Unpacks a console request. */
export class ConsoleCallPipe implements PipeTransform<unknown, OpenConsoleCall> {
  constructor(private readonly route: ConsoleRoute) {}

  transform(data: unknown): OpenConsoleCall {
    return openConsoleCall(this.route, Wire.parse(data).payload);
  }
}
