import * as z from 'zod';
import { EntryVerb, Id } from '../primitives.js';

/** Asks what would happen, and lets nothing happen. */
export const DryRun = z.enum(['true', 'false']).default('false');

/** What the deletion of a namespace, a group or a user would do to rights, told before it happens. */
export const RemovalForecast = z
  .strictObject({
    /** Entries that would go with it. */
    grants: z.int(),
    /** Memberships that would go with it. */
    members: z.int(),
    /** Logins that would be gone. */
    robots: z.array(z.string()),
    /** Namespaces of the user or group, which go to somebody else or stand in the way: the first 20. */
    owned: z.array(z.strictObject({ id: Id, registryName: z.string(), path: z.string() })),
    /** Whose rights would change, and where: the first 200. */
    changes: z.array(
      z.strictObject({
        principal: z.strictObject({ kind: z.string(), id: Id.nullable(), name: z.string() }),
        /** `path` is the namespace's, or a pattern in it; without one, wherever in the registry no namespace says more. */
        place: z.strictObject({
          registryId: Id,
          registryName: z.string(),
          namespaceId: Id.nullable(),
          path: z.string(),
        }),
        before: z.array(EntryVerb),
        after: z.array(EntryVerb),
      }),
    ),
    /** There are more, or there was more to compare than is compared for a forecast. */
    more: z.boolean(),
  })
  .meta({ id: 'RemovalForecast' });
export type RemovalForecast = z.output<typeof RemovalForecast>;
