import { Injectable } from '@nestjs/common';
import type { listRobots } from '@spectacles/contracts';
import type { OpenConsoleCall } from '@spectacles/platform';
import { decodeCursor } from '../lists/cursor.js';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { IdentityStore } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import { managesRobotsOf } from './robot-places.js';
import type { Robot } from './robot.js';

const CHUNK = 200;

/** Walks the robots in order and keeps those that the caller runs, until the page is full. */
@Injectable()
export class RobotList {
  constructor(
    private readonly store: IdentityStore,
    private readonly current: CurrentPolicy,
  ) {}

  /** One more than the page holds. */
  async page(user: User, { query, envelope }: OpenConsoleCall<typeof listRobots>): Promise<Robot[]> {
    const { policy } = await this.current.read(envelope.atLeast);
    const [search, namespaceId] = [query.q ?? null, query.namespaceId ?? null];
    const robots: Robot[] = [];
    let after = decodeCursor(query.cursor, 1)?.[0] ?? null;
    for (;;) {
      const chunk = await this.store.now.robots.page({ after, limit: CHUNK, search, namespaceId });
      robots.push(...chunk.filter((robot) => managesRobotsOf(policy, user, robot.namespaceId)));
      after = chunk.at(-1)?.login ?? null;
      if (after === null || chunk.length < CHUNK || robots.length > query.limit)
        return robots.slice(0, query.limit + 1);
    }
  }
}
