import { newId } from '@spectacles/platform';
import { ManualClock, requireProgram, startMariaDb, TemporaryDirectory, testLogger } from '@spectacles/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SyncDatabase } from '../database/sync-database.js';
import { noProgress, type Sweep } from './sweep.js';
import type { SweepEnd } from './sweep.repository.js';
import { TypeOrmSweepRepository } from './typeorm-sweep.repository.js';

const databases = requireProgram('mariadbd') ? (['SQLite', 'MariaDB'] as const) : (['SQLite'] as const);

describe.each(databases)('sweeps (%s)', (kind) => {
  const clock = new ManualClock();
  const directory = new TemporaryDirectory();
  let database: SyncDatabase;
  let sweeps: TypeOrmSweepRepository;
  let registryId: string;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const server = kind === 'MariaDB' ? await startMariaDb() : null;
    const url = server?.url('sync') ?? `sqlite:${directory.join('sync.db')}`;
    database = await SyncDatabase.open(url, testLogger().logger);
    close = async () => {
      await database.close();
      await server?.stop();
      directory.remove();
    };
  });
  afterAll(async () => {
    await close();
  });
  beforeEach(async () => {
    sweeps = new TypeOrmSweepRepository(database, clock);
    registryId = newId(clock);
    await sweeps.notice([{ id: registryId, settings: 'a' }]);
  });

  async function isDue(): Promise<boolean> {
    clock.advance(1);
    return (await sweeps.due()).includes(registryId);
  }

  async function begin(trigger: Sweep['trigger'] = 'schedule') {
    return sweeps.begin({ registryId, settings: 'a', trigger });
  }

  async function begun(trigger: Sweep['trigger'] = 'schedule'): Promise<Sweep> {
    const beginning = await begin(trigger);
    if (beginning.outcome !== 'begun') throw new Error(beginning.outcome);
    return beginning.sweep;
  }

  function end(more: Partial<SweepEnd> = {}): SweepEnd {
    const dueAt = new Date(clock.now().getTime() + 30_000);
    return { state: 'succeeded', progress: noProgress(), error: null, dueAt, recheckFrom: null, ...more };
  }

  it('has the schema that its entities say', async () => {
    expect(await database.drift()).toEqual([]);
  });

  it('gives the turn to one of many', async () => {
    const beginnings = await Promise.all(Array.from({ length: 8 }, () => begin()));
    const outcomes = beginnings.map((beginning) => beginning.outcome).sort();
    expect(outcomes).toEqual(['begun', ...Array.from({ length: 7 }, () => 'running')]);
  });

  it('is due again after a while, and at once when the settings change', async () => {
    expect(await isDue()).toBe(true);
    const sweep = await begun();
    expect(await isDue()).toBe(false);
    await sweeps.finish(sweep, end());
    expect(await isDue()).toBe(false);
    expect(await begin()).toEqual({ outcome: 'not-due' });
    clock.advanceSeconds(31);
    expect(await isDue()).toBe(true);
    await sweeps.finish(await begun(), end());
    await sweeps.notice([{ id: registryId, settings: 'a' }]);
    expect(await isDue()).toBe(false);
    await sweeps.notice([{ id: registryId, settings: 'b' }]);
    expect(await isDue()).toBe(true);
  });

  it('begins by hand at any time, also for a registry that was not noticed yet', async () => {
    await sweeps.finish(await begun(), end());
    expect((await begun('manual')).trigger).toBe('manual');
    const fresh = await sweeps.begin({ registryId: newId(clock), settings: 'x', trigger: 'manual' });
    expect(fresh.outcome).toBe('begun');
  });

  it('believes a sweep dead that does not renew its hold', async () => {
    const lost = await begun();
    clock.advanceSeconds(29);
    expect(await sweeps.renew(lost, { ...noProgress(), tagsSeen: 7 })).toBe(true);
    clock.advanceSeconds(29);
    expect((await begin()).outcome).toBe('running');
    clock.advanceSeconds(2);
    const taken = await begun();
    expect(await sweeps.renew(lost, noProgress())).toBe(false);
    await sweeps.finish(lost, end());
    expect(await sweeps.list(registryId, null, 10)).toMatchObject([
      { id: taken.id, state: 'running' },
      { id: lost.id, state: 'failed', error: { code: 'SWEEP_INTERRUPTED' }, progress: { tagsSeen: 7 } },
    ]);
    expect(await isDue()).toBe(false);
  });

  it('remembers where re-checking goes on', async () => {
    const place = { repository: 'team/app', tag: 'v7' };
    await sweeps.finish(await begun(), end({ recheckFrom: place }));
    await sweeps.finish(await begun('manual'), end({ state: 'failed', recheckFrom: undefined }));
    const next = await begin('manual');
    expect(next).toMatchObject({ recheckFrom: place });
    if (next.outcome === 'begun') await sweeps.finish(next.sweep, end({ recheckFrom: null }));
    expect(await begin('manual')).toMatchObject({ recheckFrom: null });
  });

  it('forgets registries that are no longer connected', async () => {
    const sweep = await begun();
    await sweeps.forgetDisconnected((id) => id === registryId);
    expect(await sweeps.renew(sweep, noProgress())).toBe(true);
    await sweeps.forgetDisconnected(() => false);
    expect(await sweeps.renew(sweep, noProgress())).toBe(false);
    expect(await sweeps.list(registryId, null, 10)).toEqual([]);
    expect(await isDue()).toBe(false);
  });

  it('keeps the last two hundred', async () => {
    for (let count = 0; count < 203; count += 1) {
      clock.advance(1);
      await sweeps.finish(await begun('manual'), end());
    }
    expect(await sweeps.list(registryId, null, 300)).toHaveLength(200);
  });
});
