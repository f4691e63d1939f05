import { describe, expect, it } from 'vitest';
import { mergeTags, type RecordedTag } from './tag-changes.js';

const NOW = 1_700_000_000_000;

function recorded(name: string, more: Partial<RecordedTag> = {}): RecordedTag {
  return { name, digest: 'sha256:a', reading: 5, pushedAt: 1, missing: false, deleted: false, ...more };
}

function merge(
  before: readonly RecordedTag[],
  findings: { reading: number; tags?: { name: string; digest: string }[]; missing?: string[] },
) {
  const known = new Map(before.map((tag) => [tag.name, tag]));
  return mergeTags(known, { now: NOW, tags: [], missing: [], ...findings });
}

describe('mergeTags', () => {
  it('records a new tag', () => {
    const changes = merge([], { reading: 1, tags: [{ name: 'v1', digest: 'sha256:a' }] });
    expect(changes).toMatchObject({ pushed: 1, removed: 0, countDelta: 1 });
    expect(changes.rows).toEqual([recorded('v1', { reading: 1, pushedAt: NOW })]);
  });

  it('records signatures without counting them', () => {
    const name = `sha256-${'a'.repeat(64)}.sig`;
    const found = merge([], { reading: 1, tags: [{ name, digest: 'sha256:a' }] });
    expect(found).toMatchObject({ pushed: 1, countDelta: 0 });
    expect(found.rows).toHaveLength(1);
    const lost = merge([recorded(name, { missing: true })], { reading: 6, missing: [name] });
    expect(lost).toMatchObject({ removed: 1, countDelta: 0 });
  });

  it('moves a tag and touches both images', () => {
    const changes = merge([recorded('v1')], { reading: 6, tags: [{ name: 'v1', digest: 'sha256:b' }] });
    expect(changes).toMatchObject({ pushed: 1, countDelta: 0 });
    expect([...changes.touched].sort()).toEqual(['sha256:a', 'sha256:b']);
  });

  it('keeps the time of a digest that was there before', () => {
    const [row] = merge([recorded('v1', { missing: true })], {
      reading: 6,
      tags: [{ name: 'v1', digest: 'sha256:a' }],
    }).rows;
    expect(row).toEqual(recorded('v1', { reading: 6, missing: false }));
  });

  it.each([4, 5])('lets reading %i change nothing that reading 5 wrote', (reading) => {
    const found = { reading, tags: [{ name: 'v1', digest: 'sha256:old' }], missing: ['v2'] };
    expect(merge([recorded('v1'), recorded('v2')], found).rows).toEqual([]);
  });

  it('revives no deleted tag by an older reading', () => {
    const gone = recorded('v1', { deleted: true, reading: 9 });
    expect(merge([gone], { reading: 8, tags: [{ name: 'v1', digest: 'sha256:a' }] }).rows).toEqual([]);
    expect(merge([gone], { reading: 10, tags: [{ name: 'v1', digest: 'sha256:a' }] })).toMatchObject({
      countDelta: 1,
      pushed: 1,
    });
  });

  it('removes a tag that two readings in a row did not find', () => {
    const first = merge([recorded('v1')], { reading: 6, missing: ['v1'] });
    expect(first).toMatchObject({ removed: 0, countDelta: 0 });
    const second = merge(first.rows, { reading: 7, missing: ['v1'] });
    expect(second).toMatchObject({ removed: 1, countDelta: -1 });
    expect(second.rows).toEqual([recorded('v1', { reading: 7, missing: true, deleted: true })]);
  });

  it('counts the same reading once, however often it is delivered', () => {
    const first = merge([recorded('v1')], { reading: 6, missing: ['v1'] });
    expect(merge(first.rows, { reading: 6, missing: ['v1'] }).rows).toEqual([]);
  });

  it('has nothing to say of missing tags that were never known', () => {
    expect(merge([], { reading: 1, missing: ['v1'] }).rows).toEqual([]);
  });
});
