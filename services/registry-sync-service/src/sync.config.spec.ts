import { ConfigurationError } from '@spectacles/platform';
import { expect, it } from 'vitest';
import { loadSyncConfig } from './sync.config.js';

it('has a default for everything', () => {
  expect(loadSyncConfig({})).toEqual({
    databaseUrl: 'sqlite:data/sync.db',
    periodMs: 30_000,
    publicUrl: 'http://localhost:5050',
    issuer: 'Auth service',
    policyAge: { readSeconds: 86_400, writeSeconds: 900 },
  });
});

it('knows the public address with WEB_ROOT in it once, however PUBLIC_URL is given', () => {
  for (const PUBLIC_URL of ['https://a.example', 'https://a.example/spec'])
    expect(loadSyncConfig({ PUBLIC_URL, WEB_ROOT: '/spec/' }).publicUrl).toBe('https://a.example/spec');
});

it('refuses a path without a slash before it', () => {
  expect(() => loadSyncConfig({ WEB_ROOT: 'spec' })).toThrow(
    new ConfigurationError([{ name: 'WEB_ROOT', message: 'must be a path such as /spectacles' }]),
  );
});
