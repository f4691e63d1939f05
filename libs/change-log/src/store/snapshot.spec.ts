import { describe, expect, it } from 'vitest';
import { readSnapshot, type SnapshotSource } from './snapshot.js';

const source = (kind: string, ...keys: readonly string[]): SnapshotSource => ({
  kind,
  page: (after, limit) =>
    Promise.resolve(
      keys
        .filter((key) => key > after)
        .slice(0, limit)
        .map((key) => ({ key, state: {} })),
    ),
});
const sources = [source('user', 'a', 'b', 'c'), source('grant', 'd')];

describe('snapshot', () => {
  it('goes through the sources one after the other', async () => {
    const keys: string[] = [];
    let from: { kind: string; after: string } | null = null;
    do {
      const page = await readSnapshot(sources, { from, limit: 2 });
      keys.push(...page.rows.map(({ key }) => key));
      from = page.next;
    } while (from !== null);
    expect(keys).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is not ended by a version that does not know a kind: what is missing could be a prohibition', async () => {
    const asked = readSnapshot(sources, { from: { kind: 'group', after: '' }, limit: 2 });
    await expect(asked).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });
});
