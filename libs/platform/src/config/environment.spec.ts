import { writeFileSync } from 'node:fs';
import { TemporaryDirectory } from '@spectacles/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commonEnvironment, portVariable, urlVariable } from './common-environment.js';
import { ConfigurationError } from './configuration-error.js';
import { parseEnvironment, requireEnvironment } from './environment.js';

const directory = new TemporaryDirectory();
afterAll(() => {
  directory.remove();
});

const Schema = z.object({
  PORT: portVariable(5050),
  PUBLIC_URL: urlVariable.optional(),
  SECRET: z.string('is required'),
  ...commonEnvironment,
});

describe('environment', () => {
  it('gives defaults, and takes an empty variable for none', () => {
    const { PORT, PUBLIC_URL, HOST } = requireEnvironment(Schema, { SECRET: 's', PORT: '', PUBLIC_URL: 'https://x/ ' });
    expect({ PORT, PUBLIC_URL, HOST }).toEqual({ PORT: 5050, PUBLIC_URL: 'https://x/ ', HOST: '127.0.0.1' });
  });

  it('lists every problem by the name of its variable', () => {
    const result = parseEnvironment(Schema, { PORT: '70000', PUBLIC_URL: 'ftp://x', LOG_LEVEL: 'loud', NATS_URL: 'x' });
    expect(result.ok ? [] : result.problems.map(({ name }) => name).sort()).toEqual([
      'LOG_LEVEL',
      'NATS_URL',
      'PORT',
      'PUBLIC_URL',
      'SECRET',
    ]);
  });

  it('reads a variable from the file that NAME_FILE names, without its last line break', () => {
    const file = directory.join('secret');
    writeFileSync(file, 'from a file\n');
    expect(requireEnvironment(Schema, { SECRET_FILE: file }).SECRET).toBe('from a file');
  });

  it('refuses both ways at once, and a file that cannot be read', () => {
    const both = parseEnvironment(Schema, { SECRET: 's', SECRET_FILE: '/x' });
    expect(both).toEqual({
      ok: false,
      problems: [{ name: 'SECRET', message: 'set either SECRET or SECRET_FILE, not both' }],
    });
    const missing = directory.join('missing');
    const unread = parseEnvironment(Schema, { SECRET_FILE: missing });
    expect(unread).toEqual({
      ok: false,
      problems: [{ name: 'SECRET_FILE', message: `cannot read ${missing} (ENOENT)` }],
    });
  });

  it('throws with one line a problem', () => {
    expect(() => requireEnvironment(Schema, { PORT: 'x' })).toThrow(ConfigurationError);
    expect(() => requireEnvironment(Schema, { PORT: 'x' })).toThrow(
      /^PORT: must be a port number\nSECRET: is required$/,
    );
  });
});
