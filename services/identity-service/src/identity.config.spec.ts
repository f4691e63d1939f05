import { ConfigurationError } from '@spectacles/platform';
import { describe, expect, it } from 'vitest';
import { loadIdentityConfig } from './identity.config.js';

describe('loadIdentityConfig', () => {
  it('has a default for everything', () => {
    expect(loadIdentityConfig({})).toEqual({
      databaseUrl: 'sqlite:data/identity.db',
      publicUrl: 'http://localhost:5050',
      issuer: 'Auth service',
      setupCode: null,
      policyWriteSeconds: 900,
    });
  });

  it('makes the public address of PUBLIC_URL or PORT, and WEB_ROOT', () => {
    expect(loadIdentityConfig({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
    expect(loadIdentityConfig({ PUBLIC_URL: 'https://a.example/', WEB_ROOT: '/spec/' }).publicUrl).toBe(
      'https://a.example/spec',
    );
    expect(loadIdentityConfig({ PUBLIC_URL: 'https://a.example/spec', WEB_ROOT: '/spec' }).publicUrl).toBe(
      'https://a.example/spec',
    );
  });

  it('lists every problem', () => {
    const load = () =>
      loadIdentityConfig({
        SPECTACLES_SETUP_CODE: 'short',
        WEB_ROOT: 'spec',
        PUBLIC_URL: 'ftp://x',
        IDENTITY_DATABASE_URL: 'postgres://db/identity',
      });
    expect(load).toThrow(ConfigurationError);
    try {
      load();
    } catch (error) {
      const names = (error as ConfigurationError).problems.map(({ name }) => name);
      expect(names.sort()).toEqual(['IDENTITY_DATABASE_URL', 'PUBLIC_URL', 'SPECTACLES_SETUP_CODE', 'WEB_ROOT']);
    }
    expect.assertions(2);
  });
});
