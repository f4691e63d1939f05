import { Injectable } from '@nestjs/common';
import type {
  changeRobot,
  ConsoleReply,
  createRobot,
  deleteRobot,
  listRobots,
  NewRobot,
  readRobot,
  RobotView,
} from '@spectacles/contracts';
import { answer, Clock, created, newId, noContent, type OpenConsoleCall, ValidationFailed } from '@spectacles/platform';
import { CredentialUses } from '../credentials/credential-uses.js';
import { requireReadableLimits } from '../credentials/limits.js';
import { pageFrom } from '../lists/cursor.js';
import type { Namespace } from '../namespaces/namespace.js';
import { CurrentPolicy } from '../permissions/current-policy.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { OnCurrentPolicy } from '../permissions/on-current-policy.js';
import { requireSignedIn } from '../permissions/permissions.js';
import { IdentityStore, type IdentityTransaction, type Repositories } from '../store/identity-store.js';
import { removeRobots } from './remove-robots.js';
import { applyChange, futureOrNull, robotChanges } from './robot-change.js';
import { RobotList } from './robot-list.js';
import { requirePlace, requireRun } from './robot-places.js';
import { issueSecret } from './robot-secrets.js';
import { robotViews } from './robot-views.js';
import { type Robot, robotLogin, toRobotState } from './robot.js';
import { takeLogin } from './robot-logins.js';

const LOGIN_LENGTH = 255;
const nothingUsed = () => Promise.resolve(new Map());

/** Robots: of a namespace, run by whoever manages it; of the installation, run by administrators. */
@Injectable()
export class RobotService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: OnCurrentPolicy,
    private readonly current: CurrentPolicy,
    private readonly robots: RobotList,
    private readonly uses: CredentialUses,
    private readonly clock: Clock,
  ) {}

  async list(call: OpenConsoleCall<typeof listRobots>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, call.caller);
    const views = await this.views(await this.robots.page(user, call));
    return answer(
      pageFrom(
        views,
        call.query.limit,
        (view) => view,
        ({ login }) => [login],
      ),
    );
  }

  async read({ caller, params, envelope }: OpenConsoleCall<typeof readRobot>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, caller);
    const { policy } = await this.current.read(envelope.atLeast);
    const robot = requireRun(policy, user, await this.store.now.robots.byId(params.id));
    const [view] = await this.views([robot]);
    return answer(view, { version: robot.version });
  }

  async create(call: OpenConsoleCall<typeof createRobot>): Promise<ConsoleReply> {
    return this.commands.run('createRobot', call, async (transaction, caller, policy) => {
      const namespace = await requirePlace(transaction, policy, caller, () => call.body());
      const body = call.body();
      await requireReadableLimits(transaction, body, namespace);
      const robot = await this.make(transaction, body, namespace);
      const { secret } = await issueSecret(transaction, robot, this.clock);
      await transaction.robots.save(robot);
      transaction.append(toRobotState(robot));
      record(transaction, 'robot.create', robot, namespace);
      const view = await viewOf(transaction, robot);
      return created({ ...view, secret }, { version: robot.version, location: `/robots/${robot.id}` });
    });
  }

  async change(call: OpenConsoleCall<typeof changeRobot>): Promise<ConsoleReply> {
    return this.commands.run('changeRobot', call, async (transaction, caller, policy) => {
      const robot = requireRun(policy, caller, await transaction.robots.byId(call.params.id));
      requireUnchanged(call.envelope, robot.version);
      const change = call.body();
      const namespace = await placeOf(transaction, robot);
      await requireReadableLimits(transaction, change, namespace);
      const asked = change.expiresAt === undefined ? null : futureOrNull(change.expiresAt, this.clock.now());
      const expiresAt = change.expiresAt === undefined ? robot.expiresAt : asked;
      const changes = robotChanges(robot, change, expiresAt);
      if (changes.length > 0) {
        applyChange(robot, change, { expiresAt, n: transaction.n });
        await transaction.robots.save(robot);
        transaction.append(toRobotState(robot));
        record(transaction, 'robot.change', robot, namespace, changes);
      }
      return answer(await viewOf(transaction, robot), { version: robot.version });
    });
  }

  async remove(call: OpenConsoleCall<typeof deleteRobot>): Promise<ConsoleReply> {
    return this.commands.run('deleteRobot', call, async (transaction, caller, policy) => {
      const robot = requireRun(policy, caller, await transaction.robots.byId(call.params.id));
      requireUnchanged(call.envelope, robot.version);
      const namespace = await placeOf(transaction, robot);
      await removeRobots(transaction, [robot]);
      record(transaction, 'robot.delete', robot, namespace);
      return noContent();
    });
  }

  private async make(transaction: IdentityTransaction, body: NewRobot, namespace: Namespace | null): Promise<Robot> {
    const login = robotLogin(namespace?.path ?? null, body.name);
    if (login.length > LOGIN_LENGTH) throw tooLong();
    const now = this.clock.now();
    const expiresAt = futureOrNull(body.expiresAt ?? null, now);
    await takeLogin(transaction, { login, name: body.name, path: namespace?.path ?? null }, now);
    return {
      id: newId(this.clock),
      name: body.name,
      login,
      namespaceId: namespace?.id ?? null,
      description: body.description ?? '',
      scopes: body.scopes ?? null,
      expiresAt,
      addressRanges: body.addressRanges ?? [],
      status: 'active',
      refreshRevokedBelow: 0,
      secretsMade: 0,
      createdAt: now,
      version: 1,
    };
  }

  private views(robots: readonly Robot[]): Promise<RobotView[]> {
    return robotViews(this.store.now, robots, (ids) => this.uses.of(ids));
  }
}

/** Inside a transaction nobody is asked when the secrets were used. */
async function viewOf(repositories: Repositories, robot: Robot): Promise<RobotView | undefined> {
  return (await robotViews(repositories, [robot], nothingUsed))[0];
}

async function placeOf({ namespaces }: Pick<Repositories, 'namespaces'>, robot: Robot): Promise<Namespace | null> {
  return robot.namespaceId === null ? null : namespaces.byId(robot.namespaceId);
}

type RecordedChanges = ReturnType<typeof robotChanges>;

function record(
  transaction: IdentityTransaction,
  action: string,
  robot: Robot,
  ...[namespace, changes = []]: readonly [Namespace | null, RecordedChanges?]
): void {
  transaction.record({
    action,
    object: { kind: 'robot', id: robot.id, name: robot.login },
    ...(namespace === null ? {} : { registryId: namespace.registryId, namespaceId: namespace.id }),
    changes,
  });
}

function tooLong(): ValidationFailed {
  const message = `The login would be longer than ${String(LOGIN_LENGTH)} characters.`;
  return new ValidationFailed([{ pointer: '/name', code: 'too_big', message }]);
}
