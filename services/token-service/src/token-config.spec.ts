import { ConfigurationError } from '@spectacles/platform';
import { describe, expect, it } from 'vitest';

import { loadTokenConfig } from './token-config.js';

const problems = (env: NodeJS.ProcessEnv): string[] => {
  try {
    loadTokenConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map(({ name }) => name);
  }
};

describe('loadTokenConfig', () => {
  it('needs nothing', () => {
    expect(loadTokenConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 5051,
      keyFiles: null,
      algorithm: 'ES256',
      policyAge: { readSeconds: 86_400, writeSeconds: 900 },
    });
  });

  it('takes a key with or without its certificate', () => {
    const env = { SPECTACLES_PRIV_KEY_PATH: '/k' };
    expect(loadTokenConfig(env).keyFiles).toEqual({ privateKeyPath: '/k', certificatePath: null });
    expect(loadTokenConfig({ ...env, SPECTACLES_CERT_PATH: '/c' }).keyFiles?.certificatePath).toBe('/c');
  });

  it.each([
    [{ SPECTACLES_CERT_PATH: '/c' }, ['SPECTACLES_CERT_PATH']],
    [{ TOKEN_SIGNING_ALGORITHM: 'none', PORT: 'x' }, ['PORT', 'TOKEN_SIGNING_ALGORITHM']],
    [{ POLICY_MAX_AGE_READ_SECONDS: '0' }, ['POLICY_MAX_AGE_READ_SECONDS']],
    [{ TRUSTED_PROXIES: 'proxy.test' }, ['TRUSTED_PROXIES']],
  ])('refuses %j', (env, names) => {
    expect(problems(env)).toEqual(names);
  });
});
