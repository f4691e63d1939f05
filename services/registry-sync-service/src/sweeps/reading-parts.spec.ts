import type { ImageRecord } from '@spectacles/contracts';
import { describe, expect, it } from 'vitest';
import { readingParts } from './reading-parts.js';

function image(digest: string, contents: number): ImageRecord {
  return {
    digest,
    mediaType: 'type',
    artifactType: null,
    platforms: [],
    sizeBytes: 0,
    createdAt: null,
    contents: Array.from({ length: contents }, (_, index) => ({ digest: `sha256:${index.toString()}`, size: 1 })),
  };
}

const tag = (name: string, digest: string) => ({ name, digest });

describe('readingParts', () => {
  it('sends an image once, with the first tag that needs it', () => {
    const parts = [...readingParts([tag('a', 'x'), tag('b', 'x')], new Map([['x', image('x', 1)]]))];
    expect(parts).toHaveLength(1);
    expect(parts[0]?.images).toHaveLength(1);
    expect(parts[0]?.tags).toEqual([tag('a', 'x'), tag('b', 'x')]);
  });

  it('sends tags whose image is known without one', () => {
    expect([...readingParts([tag('a', 'x')], new Map())]).toEqual([{ tags: [tag('a', 'x')], images: [] }]);
  });

  it('begins another message before one grows too large', () => {
    const images = new Map(['x', 'y', 'z'].map((digest) => [digest, image(digest, 700)]));
    const parts = [...readingParts([tag('a', 'x'), tag('b', 'y'), tag('c', 'z')], images)];
    expect(parts.map((part) => part.tags.map(({ name }) => name))).toEqual([['a', 'b'], ['c']]);
  });

  it('sends an image that is too large for company alone', () => {
    const images = new Map(['x', 'y'].map((digest) => [digest, image(digest, 4000)]));
    expect([...readingParts([tag('a', 'x'), tag('b', 'y')], images)]).toHaveLength(2);
  });

  it('sends nothing for nothing', () => {
    expect([...readingParts([], new Map())]).toEqual([]);
  });
});
