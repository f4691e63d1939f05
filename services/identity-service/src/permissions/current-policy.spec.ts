import type { LogCursor } from '@spectacles/contracts';
import { describe, expect, it } from 'vitest';
import { CurrentPolicy, type PolicyRows, PolicySource } from './current-policy.js';

const registryState = {
  kind: 'registry',
  registryKind: 'zot',
  id: 'r',
  name: 'main',
  url: 'http://registry:5000',
  publicHost: 'registry:5000',
  service: 'main',
  issuer: 'Auth service',
  refuseAnonymous: false,
  headerMode: 'x5c',
  caCertificate: null,
  pullTokenSeconds: 300,
  pushTokenSeconds: 900,
  createOnPush: [],
  personalNamespaces: false,
} as const;

class StepSource extends PolicySource {
  readonly asked: (LogCursor | null)[] = [];
  readonly answers: (() => PolicyRows)[] = [];
  head = 0;

  override since(cursor: LogCursor | null): Promise<PolicyRows> {
    this.asked.push(cursor);
    const given = this.answers.shift();
    if (given !== undefined) return Promise.resolve().then(given);
    return Promise.resolve({ everything: cursor === null, rows: [], cursor: { n: this.head, id: String(this.head) } });
  }
}

describe('CurrentPolicy', () => {
  it('looks once for everybody who waits, and again for whoever comes later', async () => {
    const source = new StepSource();
    const current = new CurrentPolicy(source);
    source.head = 1;
    const readings = await Promise.all([current.read(), current.read(), current.read()]);
    expect(readings.map(({ version }) => version)).toEqual([1, 1, 1]);
    expect(source.asked).toHaveLength(1);
    source.head = 2;
    expect((await current.read(2)).version).toBe(2);
    expect(source.asked[1]).toEqual({ n: 1, id: '1' });
  });

  it('does not share a look that began before it was asked', async () => {
    const source = new StepSource();
    const current = new CurrentPolicy(source);
    let second: Promise<{ version: number }> | undefined;
    source.answers.push(() => {
      // Committed after this look began.
      source.head = 2;
      second = current.read();
      return { everything: true, rows: [], cursor: { n: 1, id: '1' } };
    });
    expect((await current.read()).version).toBeLessThanOrEqual(2);
    expect((await second)?.version).toBe(2);
  });

  it('starts over when the log does not know its place any more', async () => {
    const source = new StepSource();
    const current = new CurrentPolicy(source);
    const rows = (id: string): PolicyRows => ({
      everything: true,
      rows: [{ kind: 'registry', key: id, state: { ...registryState, id } }],
      cursor: { n: 5, id },
    });
    source.answers.push(
      () => rows('a'),
      () => rows('b'),
    );
    expect((await current.read()).policy.registry('a')).not.toBeNull();
    const { policy } = await current.read();
    expect([policy.registry('a'), policy.registry('b')?.id]).toEqual([null, 'b']);
  });

  it('goes on after a reading that failed', async () => {
    const source = new StepSource();
    const current = new CurrentPolicy(source);
    source.answers.push(() => {
      throw new Error('the database is away');
    });
    await expect(current.read()).rejects.toThrow('the database is away');
    source.head = 3;
    expect((await current.read()).version).toBe(3);
  });

  it('refuses a version that is not there', async () => {
    await expect(new CurrentPolicy(new StepSource()).read(1)).rejects.toMatchObject({ code: 'POLICY_NOT_YET' });
  });
});
