import type { MemberRole } from '@spectacles/contracts';
import type { ActivityChange } from '../activity/activity.js';
import type { User } from '../users/user.js';

/** How the activity log tells of a place that somebody got or lost. */
export function memberChange(user: User | null, before: MemberRole | null, after: MemberRole | null): ActivityChange {
  return { field: `member ${user?.username ?? 'unknown'}`, before, after };
}
