import { ConfigurationError } from '@spectacles/platform';
import { describe, expect, it } from 'vitest';
import { loadGatewayConfig, standardLimits } from './gateway.config.js';

describe('loadGatewayConfig', () => {
  it('has a default for everything', () => {
    const { trustedProxies, consoleDirectory: _built, ...config } = loadGatewayConfig({});
    expect(config).toEqual({
      host: '127.0.0.1',
      port: 5050,
      publicUrl: null,
      webRoot: '',
      tokenServiceUrl: null,
      limits: standardLimits,
    });
    expect(trustedProxies.trusts('127.0.0.1')).toBe(false);
  });

  it.each([
    ['', ''],
    ['/', ''],
    ['/spectacles', '/spectacles'],
    ['/a/b/', '/a/b'],
  ])('reads WEB_ROOT %j as %j', (text, expected) => {
    expect(loadGatewayConfig({ WEB_ROOT: text }).webRoot).toBe(expected);
  });

  it('lists every problem', () => {
    const env = {
      PORT: 'http',
      PUBLIC_URL: 'spectacles.example',
      WEB_ROOT: '/a b',
      TRUSTED_PROXIES: '10.0.0.1, proxy',
      TOKEN_SERVICE_URL: 'ftp://token',
    };
    const problems = (() => {
      try {
        loadGatewayConfig(env);
        return [];
      } catch (error) {
        return error instanceof ConfigurationError ? error.problems : [];
      }
    })();
    expect(problems.map((problem) => problem.name).sort()).toEqual(Object.keys(env).sort());
    expect(problems.find((problem) => problem.name === 'TRUSTED_PROXIES')?.message).toContain('"proxy"');
  });

  it('refuses a console that is not there', () => {
    expect(() => loadGatewayConfig({ CONSOLE_DIR: '/nowhere' })).toThrow('CONSOLE_DIR: holds no index.html: /nowhere');
  });
});
