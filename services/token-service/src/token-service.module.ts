import { type DynamicModule, Module } from '@nestjs/common';
import { MessageClient, PlatformModule, type ServiceContext } from '@spectacles/platform';
import { PolicyReplica, PolicyReplicaModule } from '@spectacles/policy-replica';

import type { ConfiguredKey } from './key-ring/configured-key.js';
import { RegistryAccessMessages } from './registry-access/registry-access.messages.js';
import { RegistryAccessService } from './registry-access/registry-access.service.js';
import type { TokenConfig } from './token-config.js';
import { TokenParts } from './token-parts.js';

/** The token door's container: the replica of the policy, the key ring and what answers over the bus. */
@Module({})
export class TokenServiceModule {
  static forRoot(config: TokenConfig, context: ServiceContext, configured: ConfiguredKey | null): DynamicModule {
    return {
      module: TokenServiceModule,
      imports: [PlatformModule.forRoot(context), PolicyReplicaModule.forRoot(config.policyAge)],
      controllers: [RegistryAccessMessages],
      providers: [
        {
          provide: TokenParts,
          inject: [PolicyReplica, MessageClient],
          useFactory: (source: PolicyReplica, messages: MessageClient) =>
            new TokenParts({ config, configured, context, source, messages }),
        },
        {
          provide: RegistryAccessService,
          inject: [TokenParts],
          useFactory: (parts: TokenParts) => parts.access,
        },
      ],
    };
  }
}
