import { newId, type Clock } from '@spectacles/platform';
import { LessThan, LessThanOrEqual, Not, type EntityManager } from 'typeorm';
import type { SyncDatabase } from '../database/sync-database.js';
import { RegistryTurnEntity } from './registry-turn.entity.js';
import { SweepEntity } from './sweep.entity.js';
import { noProgress, type RecheckPlace, type Sweep, type SweepProgress } from './sweep.js';
import {
  SweepRepository,
  type NoticedRegistry,
  type SweepBeginning,
  type SweepEnd,
  type SweepRequest,
} from './sweep.repository.js';

/** A sweep that does not renew its hold for so long is believed dead. */
const HOLD_MS = 30_000;
/** Finished sweeps of a registry that are kept. */
const KEPT_SWEEPS = 200;
const INTERRUPTED = { code: 'SWEEP_INTERRUPTED', message: 'The process that read the registry ended meanwhile.' };

export class TypeOrmSweepRepository extends SweepRepository {
  constructor(
    private readonly database: SyncDatabase,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async notice(registries: readonly NoticedRegistry[]): Promise<void> {
    await this.database.transactions.run(async (manager) => {
      for (const registry of registries) await this.noticeOne(manager, registry);
    });
  }

  override async forgetDisconnected(isConnected: (registryId: string) => boolean): Promise<void> {
    const turns = await this.database.rows(RegistryTurnEntity).find({ select: { registryId: true } });
    for (const { registryId } of turns.filter((turn) => !isConnected(turn.registryId)))
      await this.database.transactions.run(async (manager) => {
        await manager.delete(SweepEntity, { registryId });
        await manager.delete(RegistryTurnEntity, { registryId });
      });
  }

  override async due(): Promise<readonly string[]> {
    const now = this.now();
    const turns = await this.database
      .rows(RegistryTurnEntity)
      .findBy({ dueAt: LessThanOrEqual(now), heldUntil: LessThan(now) });
    return turns.map((turn) => turn.registryId);
  }

  override begin(request: SweepRequest): Promise<SweepBeginning> {
    const { registryId } = request;
    return this.database.transactions.run(async (manager) => {
      const now = this.now();
      const turn = await this.takeTurn(manager, { id: registryId, settings: request.settings });
      if (turn.heldUntil >= now) return running(manager, turn);
      if (request.trigger === 'schedule' && turn.dueAt > now) return { outcome: 'not-due' };
      await interruptOthers(manager, registryId, now);
      const sweep = await this.insert(manager, request, now);
      await manager.update(RegistryTurnEntity, { registryId }, { heldBy: sweep.id, heldUntil: now + HOLD_MS });
      return { outcome: 'begun', sweep, recheckFrom: recheckPlaceOf(turn) };
    });
  }

  override renew(sweep: Sweep, progress: SweepProgress): Promise<boolean> {
    return this.database.transactions.run(async (manager) => {
      const turn = await lockTurn(manager, sweep.registryId);
      if (turn?.heldBy !== sweep.id) return false;
      const { registryId } = sweep;
      await manager.update(RegistryTurnEntity, { registryId }, { heldUntil: this.now() + HOLD_MS });
      await manager.update(SweepEntity, { id: sweep.id }, { ...progress });
      return true;
    });
  }

  override async finish(sweep: Sweep, end: SweepEnd): Promise<void> {
    await this.database.transactions.run(async (manager) => {
      const turn = await lockTurn(manager, sweep.registryId);
      if (turn?.heldBy !== sweep.id) return;
      await manager.update(SweepEntity, { id: sweep.id }, this.endedRow(end));
      await manager.update(
        RegistryTurnEntity,
        { registryId: sweep.registryId },
        { heldBy: '', heldUntil: 0, dueAt: end.dueAt.getTime(), ...recheckColumns(end.recheckFrom) },
      );
      await dropOldSweeps(manager, sweep.registryId);
    });
  }

  override async list(registryId: string, before: string | null, limit: number): Promise<readonly Sweep[]> {
    const rows = await this.database.rows(SweepEntity).find({
      where: before === null ? { registryId } : { registryId, id: LessThan(before) },
      order: { id: 'DESC' },
      take: limit,
    });
    return rows.map(toSweep);
  }

  private now(): number {
    return this.clock.now().getTime();
  }

  private async noticeOne(manager: EntityManager, registry: NoticedRegistry): Promise<void> {
    const turn = await this.takeTurn(manager, registry);
    const { id: registryId, settings } = registry;
    if (turn.settings !== settings)
      await manager.update(RegistryTurnEntity, { registryId }, { settings, dueAt: this.now() });
  }

  /** The row of a registry, locked; one that is new is due at once. */
  private async takeTurn(manager: EntityManager, { id, settings }: NoticedRegistry): Promise<RegistryTurnEntity> {
    const known = await lockTurn(manager, id);
    if (known !== null) return known;
    await insertTurn(manager, { registryId: id, settings, dueAt: this.now() });
    return (await lockTurn(manager, id)) ?? manager.findOneByOrFail(RegistryTurnEntity, { registryId: id });
  }

  private async insert(manager: EntityManager, request: SweepRequest, now: number): Promise<Sweep> {
    const row = {
      id: newId(this.clock),
      registryId: request.registryId,
      trigger: request.trigger,
      state: 'running',
      startedAt: now,
      finishedAt: null,
      ...noProgress(),
      errorCode: null,
      errorMessage: null,
    };
    await manager.insert(SweepEntity, row);
    return toSweep(row);
  }

  private endedRow({ state, progress, error }: SweepEnd) {
    const errorCode = error?.code ?? null;
    return { ...progress, state, finishedAt: this.now(), errorCode, errorMessage: error?.message ?? null };
  }
}

/** Two replicas may notice a registry at once: whoever comes second finds the row. */
async function insertTurn(
  manager: EntityManager,
  turn: Pick<RegistryTurnEntity, 'registryId' | 'settings' | 'dueAt'>,
): Promise<void> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(RegistryTurnEntity)
    .values({ ...turn, heldBy: '', heldUntil: 0, recheckRepository: '', recheckTag: '' })
    .orIgnore()
    .updateEntity(false)
    .execute();
}

/** Takes the row before anything is read: on MySQL a plain read would see the state of an older snapshot. */
async function lockTurn(manager: EntityManager, registryId: string): Promise<RegistryTurnEntity | null> {
  await manager.query('UPDATE registry_turns SET held_until = held_until WHERE registry_id = ?', [registryId]);
  return manager.findOneBy(RegistryTurnEntity, { registryId });
}

async function running(manager: EntityManager, turn: RegistryTurnEntity): Promise<SweepBeginning> {
  const row = await manager.findOneBy(SweepEntity, { id: turn.heldBy });
  return row === null ? { outcome: 'not-due' } : { outcome: 'running', sweep: toSweep(row) };
}

async function interruptOthers(manager: EntityManager, registryId: string, now: number): Promise<void> {
  const end = { state: 'failed', finishedAt: now, errorCode: INTERRUPTED.code, errorMessage: INTERRUPTED.message };
  await manager.update(SweepEntity, { registryId, state: 'running' }, end);
}

async function dropOldSweeps(manager: EntityManager, registryId: string): Promise<void> {
  const [oldest] = await manager.find(SweepEntity, {
    where: { registryId },
    order: { id: 'DESC' },
    skip: KEPT_SWEEPS,
    take: 1,
  });
  if (oldest !== undefined)
    await manager.delete(SweepEntity, { registryId, id: LessThanOrEqual(oldest.id), state: Not('running') });
}

function recheckPlaceOf(turn: RegistryTurnEntity): RecheckPlace | null {
  return turn.recheckRepository === '' ? null : { repository: turn.recheckRepository, tag: turn.recheckTag };
}

function recheckColumns(place: RecheckPlace | null | undefined) {
  if (place === undefined) return {};
  return { recheckRepository: place?.repository ?? '', recheckTag: place?.tag ?? '' };
}

function toSweep(row: SweepEntity): Sweep {
  return {
    id: row.id,
    registryId: row.registryId,
    trigger: row.trigger as Sweep['trigger'],
    state: row.state as Sweep['state'],
    startedAt: new Date(row.startedAt),
    finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt),
    progress: {
      repositoriesDone: row.repositoriesDone,
      repositoriesTotal: row.repositoriesTotal,
      repositoriesFailed: row.repositoriesFailed,
      tagsSeen: row.tagsSeen,
      manifestsRead: row.manifestsRead,
      tagsRemoved: row.tagsRemoved,
    },
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? '' },
  };
}
