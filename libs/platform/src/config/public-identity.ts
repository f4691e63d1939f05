import { z } from 'zod';
import { portVariable, urlVariable } from './common-environment.js';
import { webRootVariable } from './web-root.js';

/** What registries and clients are told of us: where we are, and who issues tokens. Its readers must agree. */
export const publicIdentityEnvironment = {
  PORT: portVariable(5050).describe('Port of the gateway, of which PUBLIC_URL is made where it is not given.'),
  PUBLIC_URL: urlVariable.optional().describe('Address at which people and clients reach us; realms are made of it.'),
  WEB_ROOT: webRootVariable,
  SPECTACLES_ISSUER_NAME: z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/, 'must be printable ASCII, at most 255 characters')
    .default('Auth service')
    .describe('Issuer of tokens for registries that name none of their own.'),
};
