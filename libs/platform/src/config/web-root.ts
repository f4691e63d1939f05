import { z } from 'zod';

/** The path below which everything is served: empty, or with a slash before it and none after it. */
export const webRootVariable = z
  .string()
  .regex(/^(?:\/[A-Za-z0-9._~-]+)*\/?$/, 'must be a path such as /spectacles')
  .transform((path) => path.replace(/\/$/, ''))
  .default('')
  .describe('Prefix of every path of the public door, for a place below another site.');

/** Where people and clients reach us. Some give the public address with the path of `WEB_ROOT`, some without. */
export function publicAddress(publicUrl: string, webRoot: string): string {
  return webRoot !== '' && new URL(publicUrl).pathname.endsWith(webRoot) ? publicUrl : publicUrl + webRoot;
}
