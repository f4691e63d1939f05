import { z } from 'zod';
import { parseTrustedProxies, type TrustedProxies } from './client-address.js';

/** A list of addresses and networks, separated by commas, as a variable holds it. */
export const trustedProxiesVariable = z
  .string()
  .default('')
  .transform((text, context): TrustedProxies => {
    const parsed = parseTrustedProxies(text);
    if (parsed.ok) return parsed.value;
    context.addIssue({
      code: 'custom',
      message: `"${parsed.entry}" is neither an address nor a network such as 10.0.0.0/8`,
    });
    return z.NEVER;
  });
