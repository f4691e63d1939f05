import { type DynamicModule, Module } from '@nestjs/common';
import { MessageClient, PlatformModule, type ServiceContext } from '@spectacles/platform';
import { ConsoleForwarder } from './console/console-forwarder.js';
import { ConsoleGuard } from './console/console-guard.js';
import { ConsoleRouter } from './console/console-router.js';
import type { GatewayConfig } from './gateway.config.js';
import { SessionCookies } from './sessions/session-cookies.js';
import { SessionEndpoints } from './sessions/session.endpoints.js';
import { SessionService } from './sessions/session.service.js';
import { SessionsMessages } from './sessions/sessions.messages.js';

/** The public door: no data, no rule of the domain. */
@Module({})
export class GatewayServiceModule {
  static forRoot(config: GatewayConfig, context: ServiceContext): DynamicModule {
    const cookies = new SessionCookies({ secure: config.publicUrl?.protocol === 'https:' });
    return {
      module: GatewayServiceModule,
      imports: [PlatformModule.forRoot(context)],
      controllers: [SessionsMessages],
      providers: [
        SessionService,
        { provide: SessionCookies, useValue: cookies },
        {
          provide: ConsoleGuard,
          useFactory: (sessions: SessionService) => new ConsoleGuard(config, cookies, sessions),
          inject: [SessionService],
        },
        {
          provide: ConsoleForwarder,
          useFactory: (messages: MessageClient) => new ConsoleForwarder(messages, cookies),
          inject: [MessageClient],
        },
        {
          provide: SessionEndpoints,
          useFactory: (messages: MessageClient, sessions: SessionService) =>
            new SessionEndpoints(messages, sessions, cookies),
          inject: [MessageClient, SessionService],
        },
        {
          provide: ConsoleRouter,
          useFactory: (guard: ConsoleGuard, forwarder: ConsoleForwarder, sessions: SessionEndpoints) =>
            new ConsoleRouter(guard, forwarder, sessions, config.webRoot),
          inject: [ConsoleGuard, ConsoleForwarder, SessionEndpoints],
        },
      ],
    };
  }
}
