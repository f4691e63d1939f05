import { describe, expect, it } from 'vitest';
import { isOwnOrigin } from './origin.js';

describe('isOwnOrigin', () => {
  const own = { publicUrl: new URL('https://spectacles.example') };

  it.each([
    ['none', undefined, 'spectacles.example', true],
    ['the public address', 'https://spectacles.example', 'internal:5050', true],
    ['the host of the request', 'http://10.0.0.7:5050', '10.0.0.7:5050', true],
    ['the host of the request in capitals', 'http://localhost:5050', 'LOCALHOST:5050', true],
    ['another site', 'https://evil.example', 'spectacles.example', false],
    ['another port of the host', 'http://10.0.0.7:8080', '10.0.0.7:5050', false],
    ['a longer name', 'https://spectacles.example.evil.example', 'spectacles.example', false],
    ['the public host without TLS', 'http://spectacles.example', 'spectacles.example', false],
    ['an opaque origin', 'null', 'spectacles.example', false],
    ['an extension', 'chrome-extension://spectacles.example', 'spectacles.example', false],
    ['nonsense', '::', 'spectacles.example', false],
  ])('SEC-E10 %s', (_title, origin, host, expected) => {
    expect(isOwnOrigin(origin, host, own)).toBe(expected);
  });

  it('knows the host of the request where no public address is set', () => {
    expect(isOwnOrigin('http://localhost:5050', 'localhost:5050', { publicUrl: null })).toBe(true);
    expect(isOwnOrigin('http://evil.example', 'localhost:5050', { publicUrl: null })).toBe(false);
  });
});
