import { Injectable } from '@nestjs/common';
import type { SessionItem } from '@spectacles/contracts';
import { Clock, MalformedRequest } from '@spectacles/platform';
import { decodeCursor, encodeCursor } from '../lists/cursor.js';
import { IdentityStore } from '../store/identity-store.js';
import { SeenRefreshTokens } from './seen-refresh-tokens.js';
import { isSessionOpen, type Session, sessionEndsAt } from './session.js';

interface Place {
  readonly kind: SessionItem['kind'];
  readonly below: string | null;
}

/** Where somebody is signed in: browsers first, then what clients hold; newest first. */
@Injectable()
export class SessionList {
  constructor(
    private readonly store: IdentityStore,
    private readonly seen: SeenRefreshTokens,
    private readonly clock: Clock,
  ) {}

  async page(userId: string, query: { limit: number; cursor?: string | undefined }, current: string | null) {
    const now = this.clock.now();
    const place = placeOf(query.cursor);
    const items = place.kind === 'console' ? await this.browsers(userId, place.below, query.limit + 1) : [];
    const views = items.filter((session) => isSessionOpen(session, now)).map((session) => toItem(session, current));
    if (items.length > query.limit) return pageOf(views.slice(0, query.limit), 'console', items[query.limit - 1]?.id);
    const below = place.kind === 'console' ? null : place.below;
    const tokens = await this.seen.of(userId, now);
    const older = (tokens ?? []).filter(({ id }) => below === null || id < below);
    const room = query.limit - views.length;
    const shown = [...views, ...older.slice(0, room)];
    if (older.length > room) return pageOf(shown, 'refresh-token', older[room - 1]?.id ?? FROM_THE_NEWEST);
    return { items: shown, next: null, complete: tokens !== null };
  }

  private browsers(userId: string, below: string | null, limit: number): Promise<Session[]> {
    return this.store.now.sessions.page(userId, below, limit);
  }
}

/** Above every id. */
const FROM_THE_NEWEST = '~';

function pageOf(items: readonly SessionItem[], kind: SessionItem['kind'], below: string | undefined) {
  return { items, next: encodeCursor(kind, below ?? FROM_THE_NEWEST), complete: true };
}

function placeOf(cursor: string | undefined): Place {
  const key = decodeCursor(cursor, 2);
  if (key === null) return { kind: 'console', below: null };
  const [kind, below = ''] = key;
  if (kind !== 'console' && kind !== 'refresh-token') throw new MalformedRequest('The cursor is not one of this list.');
  return { kind, below };
}

function toItem(session: Session, current: string | null): SessionItem {
  return {
    id: session.id,
    kind: 'console',
    current: session.id === current,
    credential: null,
    service: null,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    expiresAt: sessionEndsAt(session).toISOString(),
    address: session.address,
    userAgent: session.userAgent,
  };
}
