import { Controller } from '@nestjs/common';
import { ActivityChanged, listActivity, type ConsoleReply } from '@spectacles/contracts';
import { answer, Clock, HandleConsole, HandleEvent, type OpenConsoleCall } from '@spectacles/platform';
import { principalOf } from '@spectacles/policy-replica';
import type { z } from 'zod';
import { PolicyView } from '../access/policy-view.js';
import { ActivityFollower } from './activity-follower.js';
import { ActivityService } from './activity.service.js';

@Controller()
export class ActivityMessages {
  constructor(
    private readonly activity: ActivityService,
    private readonly follower: ActivityFollower,
    private readonly view: PolicyView,
    private readonly clock: Clock,
  ) {}

  @HandleEvent(ActivityChanged)
  changed({ n }: z.output<typeof ActivityChanged.payload>): void {
    this.follower.ring(n);
  }

  @HandleConsole(listActivity)
  async list({ envelope, caller, query }: OpenConsoleCall<typeof listActivity>): Promise<ConsoleReply> {
    await this.view.atLeast(envelope.atLeast);
    return answer(await this.activity.list(principalOf(caller, envelope.address, this.clock.now()), query));
  }
}
