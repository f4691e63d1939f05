/** Somebody's browser that is signed in; the cookie's value is known to the browser alone. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  /** SHA-256 of the cookie's value, hexadecimal. */
  readonly secretHash: string;
  readonly createdAt: Date;
  /** Ends then, however busy it is. */
  readonly expiresAt: Date;
  lastSeenAt: Date;
  readonly address: string;
  readonly userAgent: string;
}

const HOUR_MS = 3_600_000;
/** A session ends this long after it was opened … */
export const SESSION_LIFETIME_MS = 14 * 24 * HOUR_MS;
/** … and this long after it was last used. */
export const SESSION_IDLE_MS = 24 * HOUR_MS;
/** Use is noted at most this often. */
export const SESSION_TOUCH_MS = 60_000;

/** When the session ends if it is not used again. */
export function sessionEndsAt(session: Session): Date {
  return new Date(Math.min(session.expiresAt.getTime(), session.lastSeenAt.getTime() + SESSION_IDLE_MS));
}

/** Whether the session still holds. */
export function isSessionOpen(session: Session, now: Date): boolean {
  return now < sessionEndsAt(session);
}
