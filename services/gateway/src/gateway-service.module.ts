import { type DynamicModule, Module } from '@nestjs/common';
import { MessageClient, PlatformModule, type ServiceContext } from '@spectacles/platform';
import { ConsoleForwarder } from './console/console-forwarder.js';
import { ConsoleGuard } from './console/console-guard.js';
import { ConsoleRouter } from './console/console-router.js';
import { CredentialService } from './credentials/credential.service.js';
import { ExportEndpoints } from './exports/export.endpoints.js';
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
        CredentialService,
        { provide: SessionCookies, useValue: cookies },
        {
          provide: ConsoleGuard,
          useFactory: (sessions: SessionService, credentials: CredentialService) =>
            new ConsoleGuard(config, cookies, sessions, credentials),
          inject: [SessionService, CredentialService],
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
          provide: ExportEndpoints,
          useFactory: (messages: MessageClient, forwarder: ConsoleForwarder) =>
            new ExportEndpoints(messages, forwarder, context.logger),
          inject: [MessageClient, ConsoleForwarder],
        },
        {
          provide: ConsoleRouter,
          useFactory: (
            guard: ConsoleGuard,
            forwarder: ConsoleForwarder,
            sessions: SessionEndpoints,
            exports: ExportEndpoints,
          ) => new ConsoleRouter({ guard, forwarder, sessions, exports, webRoot: config.webRoot }),
          inject: [ConsoleGuard, ConsoleForwarder, SessionEndpoints, ExportEndpoints],
        },
      ],
    };
  }
}
