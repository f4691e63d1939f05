import { Injectable, Module, type DynamicModule, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Clock, Health, LOGGER, MessageClient, Metrics, type Logger } from '@spectacles/platform';
import type { PolicyAgeLimits } from './policy-age.js';
import { PolicyChangedMessages } from './policy-changed.messages.js';
import { policyLogOverBus } from './policy-log-source.js';
import { PolicyReplica } from './policy-replica.js';

/** Starts and ends the replica with the service it is in, and shows where it stands. */
@Injectable()
class PolicyReplicaLifecycle implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly replica: PolicyReplica,
    private readonly health: Health,
    private readonly metrics: Metrics,
  ) {}

  async onModuleInit(): Promise<void> {
    this.health.register('policy', () =>
      this.replica.ready ? this.replica.ageProblem('read') : 'no policy was received yet',
    );
    this.metrics.gauge({
      name: 'policy_version',
      help: 'Number of the last commit of the policy that is in force here.',
      read: () => this.replica.version,
    });
    this.metrics.gauge({
      name: 'policy_age_seconds',
      help: 'Seconds since the owner of the policy last confirmed that this is the newest.',
      read: () => this.replica.ageSeconds(),
    });
    await this.replica.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.replica.stop();
  }
}

/** Follows the policy log over the bus. Needs what `PlatformModule` provides. */
@Module({})
export class PolicyReplicaModule {
  static forRoot(limits: PolicyAgeLimits): DynamicModule {
    return {
      module: PolicyReplicaModule,
      controllers: [PolicyChangedMessages],
      providers: [
        {
          provide: PolicyReplica,
          inject: [MessageClient, Clock, LOGGER],
          useFactory: (messages: MessageClient, clock: Clock, logger: Logger) =>
            new PolicyReplica({ source: policyLogOverBus(messages), clock, logger, limits }),
        },
        PolicyReplicaLifecycle,
      ],
      exports: [PolicyReplica],
    };
  }
}
