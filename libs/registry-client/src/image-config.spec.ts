import { describe, expect, it } from 'vitest';
import { parseImageConfig } from './image-config.js';

function parse(document: unknown) {
  return parseImageConfig(new TextEncoder().encode(JSON.stringify(document)));
}

describe('parseImageConfig', () => {
  it('reads platform and time', () => {
    expect(
      parse({ created: '2024-05-06T07:08:09.123456789Z', os: 'linux', architecture: 'arm64', variant: 'v8' }),
    ).toEqual({ createdAt: '2024-05-06T07:08:09.123Z', os: 'linux', architecture: 'arm64', variant: 'v8' });
  });

  it.each([
    ['epoch 0', '1970-01-01T00:00:00Z'],
    ['Go’s zero time', '0001-01-01T00:00:00Z'],
    ['no time', 'yesterday'],
    ['a number', 7],
    ['nothing', undefined],
  ])('takes %s for "not said"', (_title, created) => {
    expect(parse({ created })).toMatchObject({ createdAt: null });
  });

  it('drops words that are no platform', () => {
    expect(parse({ os: '<script>', architecture: '../x', variant: 'a b' })).toEqual({
      createdAt: null,
      os: null,
      architecture: null,
      variant: null,
    });
  });

  it.each([[[]], ['x'], [null]])('refuses %j', (document) => {
    expect(parse(document)).toBeNull();
  });

  it('refuses bytes that are no UTF-8', () => {
    expect(parseImageConfig(Buffer.from([0x7b, 0xff, 0x7d]))).toBeNull();
  });
});
