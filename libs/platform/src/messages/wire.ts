import { z } from 'zod';

/** What travels as the data of every message: the payload, and the request id it belongs to. */
export const Wire = z.object({ requestId: z.string().max(128).optional(), payload: z.unknown() });
export type Wire = z.output<typeof Wire>;
