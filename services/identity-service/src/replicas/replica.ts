import type { ReplicaReport } from '@spectacles/contracts';
import type { z } from 'zod';

/** What a token server told last, and when that was. */
export interface Replica extends z.output<typeof ReplicaReport> {
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

/** How long tokens live where nothing is told, and at most: a server with a wrong clock tells of any end. */
const STANDARD_LIFETIME_MS = 900_000;
const LONGEST_LIFETIME_MS = 86_400_000;

/** Whether a replica that says nothing any more may still enforce an old policy, or a token of its may still be alive. */
export function stillCounts(replica: Replica, now: Date, writeSeconds: number): boolean {
  const decidesUntil = replica.lastSeenAt.getTime() + writeSeconds * 1000;
  const latest = Math.max(
    decidesUntil + STANDARD_LIFETIME_MS,
    // What it had issued tells how long its tokens live: those of its last moments may live as long.
    ...Object.values(replica.latestExpiry).map(
      (end) => decidesUntil + Math.min(LONGEST_LIFETIME_MS, Date.parse(end) - replica.lastSeenAt.getTime()),
    ),
  );
  return now.getTime() < latest;
}

/** Seconds since the owner last confirmed that the replica has the newest policy. */
export function ageOf(replica: Replica, now: Date): number {
  return replica.ageSeconds + Math.max(0, now.getTime() - replica.lastSeenAt.getTime()) / 1000;
}
