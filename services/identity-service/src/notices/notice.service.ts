import { Injectable } from '@nestjs/common';
import type { ConsoleReply, ExpiryNotice, listNotices } from '@spectacles/contracts';
import { answer, Clock, type OpenConsoleCall } from '@spectacles/platform';
import type { EndSpan } from '../credentials/credential.repository.js';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { requireSignedIn } from '../permissions/permissions.js';
import { managesRobotsOf } from '../robots/robot-places.js';
import type { Robot } from '../robots/robot.js';
import { IdentityStore } from '../store/identity-store.js';

const DAY_MS = 24 * 3_600_000;
const STEPS = [1, 3, 14] as const;
/** What ended longer ago is nobody's news. */
const AFTERWARDS_DAYS = 14;
const SHOWN = 500;

/** Tells people which of their credentials, and of those that they run, end soon or ended lately. */
@Injectable()
export class NoticeService {
  constructor(
    private readonly store: IdentityStore,
    private readonly current: CurrentPolicy,
    private readonly clock: Clock,
  ) {}

  async list({ caller, envelope }: OpenConsoleCall<typeof listNotices>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, caller);
    const now = this.clock.now();
    const span = {
      from: new Date(now.getTime() - AFTERWARDS_DAYS * DAY_MS),
      until: new Date(now.getTime() + 14 * DAY_MS),
    };
    const { policy } = await this.current.read(envelope.atLeast);
    const tokens = await this.store.now.credentials.ending({ ownerId: user.id }, span);
    const robots = await this.robots(span, (robot) => managesRobotsOf(policy, user, robot.namespaceId));
    const own = tokens.flatMap(({ id, name, expiresAt }) => notice({ kind: 'token', id, name, expiresAt }, now));
    const items = [...own, ...robots.flatMap((ending) => notice(ending, now))];
    items.sort((one, other) => one.expiresAt.localeCompare(other.expiresAt));
    return answer({ items: items.slice(0, SHOWN), next: null });
  }

  /** Robots that work, and secrets of such, that somebody runs. */
  private async robots(span: EndSpan, runs: (robot: Robot) => boolean): Promise<Ending[]> {
    const { credentials, robots } = this.store.now;
    const isShown = (robot: Robot) => robot.status === 'active' && runs(robot);
    const ending = (await robots.ending(span)).filter(isShown);
    const secrets = await credentials.ending({ kind: 'robot' }, span);
    const owners = await robots.byIds([...new Set(secrets.map(({ owner }) => owner.id))]);
    const shown = new Map(owners.filter(isShown).map((robot) => [robot.id, robot]));
    return [
      ...ending.map(({ id, login, expiresAt }): Ending => ({ kind: 'robot', id, name: login, expiresAt })),
      ...secrets.flatMap(({ owner, name, expiresAt }): Ending[] => {
        const robot = shown.get(owner.id);
        return robot === undefined
          ? []
          : [{ kind: 'robot-secret', id: robot.id, name: `${robot.login}, ${name}`, expiresAt }];
      }),
    ];
  }
}

interface Ending {
  readonly kind: ExpiryNotice['kind'];
  readonly id: string;
  readonly name: string;
  readonly expiresAt: Date | null;
}

function notice({ kind, id, name, expiresAt }: Ending, now: Date): ExpiryNotice[] {
  if (expiresAt === null) return [];
  const left = (expiresAt.getTime() - now.getTime()) / DAY_MS;
  const days = left <= 0 ? 0 : STEPS.find((step) => left <= step);
  return days === undefined ? [] : [{ kind, id, name, expiresAt: expiresAt.toISOString(), days }];
}
