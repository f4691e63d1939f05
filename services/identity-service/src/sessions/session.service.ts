import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { OpenedSession, ResolveSession } from '@spectacles/contracts';
import { Clock, newId } from '@spectacles/platform';
import type { z } from 'zod';
import { personAt } from '../activity/doer.js';
import { InvalidCredentials } from '../credentials/credentials.errors.js';
import { CredentialService } from '../credentials/credential.service.js';
import { IdentityStore, type IdentityTransaction, type Repositories } from '../store/identity-store.js';
import { toUserView, type User } from '../users/user.js';
import { SessionEvents } from './session-events.js';
import {
  isSessionOpen,
  type Session,
  SESSION_IDLE_MS,
  SESSION_LIFETIME_MS,
  SESSION_TOUCH_MS,
  sessionEndsAt,
} from './session.js';

/** Where a sign-in comes from. */
export interface SignInOrigin {
  readonly address: string;
  readonly userAgent: string;
}

/** A session with the secret that is told once. */
export interface NewSession {
  readonly session: Session;
  readonly secret: string;
}

/** Signs browsers in and out. */
@Injectable()
export class SessionService {
  constructor(
    private readonly store: IdentityStore,
    private readonly credentials: CredentialService,
    private readonly events: SessionEvents,
    private readonly clock: Clock,
  ) {}

  async open(username: string, password: string, origin: SignInOrigin): Promise<z.input<typeof OpenedSession>> {
    const user = await this.credentials.verify(username, password, origin.address);
    const created = this.create(user, origin);
    await this.purge();
    await this.store.now.sessions.add(created.session);
    // A password changed while the old one was being checked ended every session but this one. Asked behind the change
    // that may be under way, which does not see this session yet; a later one ends it like any other.
    const { value: now } = await this.store.change(async (transaction) => {
      const found = await transaction.users.byId(user.id);
      if (isStill(found, user)) recordSession(transaction, 'session.open', { user, session: created.session, origin });
      return found;
    });
    if (now === null || !isStill(now, user)) {
      await this.store.now.sessions.remove(created.session.id);
      throw new InvalidCredentials();
    }
    await this.store.now.users.noteSeen(user.id, created.session.createdAt);
    return this.opened(created, { ...now, lastSeenAt: created.session.createdAt }, await this.store.head());
  }

  /** A session that is not kept yet. */
  create(user: User, origin: SignInOrigin): NewSession {
    const now = this.clock.now();
    const secret = randomBytes(32).toString('base64url');
    const session: Session = {
      id: newId(this.clock),
      userId: user.id,
      secretHash: createHash('sha256').update(secret).digest('hex'),
      createdAt: now,
      expiresAt: new Date(now.getTime() + SESSION_LIFETIME_MS),
      lastSeenAt: now,
      ...origin,
    };
    return { session, secret };
  }

  opened({ session, secret }: NewSession, user: User, policyVersion: number): z.input<typeof OpenedSession> {
    return {
      secret,
      sessionId: session.id,
      expiresAt: sessionEndsAt(session).toISOString(),
      user: toUserView(user),
      policyVersion,
    };
  }

  async resolve(secretHash: string): Promise<z.input<typeof ResolveSession.reply>> {
    const session = await this.store.now.sessions.bySecretHash(secretHash);
    const now = this.clock.now();
    if (session === null || !isSessionOpen(session, now)) return { session: null };
    const user = await this.store.now.users.byId(session.userId);
    if (user?.status !== 'active') return { session: null };
    if (now.getTime() - session.lastSeenAt.getTime() >= SESSION_TOUCH_MS) {
      await noteUse(this.store.now, session, now);
      session.lastSeenAt = now;
    }
    const expiresAt = sessionEndsAt(session).toISOString();
    return { session: { sessionId: session.id, expiresAt, user: toUserView(user) } };
  }

  async close(secretHash: string): Promise<boolean> {
    const session = await this.store.now.sessions.bySecretHash(secretHash);
    if (session === null) return false;
    await this.store.change(async (transaction) => {
      const user = await transaction.users.byId(session.userId);
      await transaction.sessions.remove(session.id);
      if (user !== null) recordSession(transaction, 'session.close', { user, session, origin: session });
    });
    this.events.ended([session.id]);
    return true;
  }

  private async purge(): Promise<void> {
    const now = this.clock.now().getTime();
    await this.store.now.sessions.removeEnded(new Date(now - SESSION_LIFETIME_MS), new Date(now - SESSION_IDLE_MS));
  }
}

/** Whether what was verified is so still. */
function isStill(now: User | null, verified: User): boolean {
  return now?.status === 'active' && now.credentialVersion === verified.credentialVersion;
}

function recordSession(
  transaction: IdentityTransaction,
  action: string,
  { user, session, origin }: { user: User; session: Session; origin: SignInOrigin },
): void {
  transaction.actAs(personAt(user, origin));
  transaction.record({ action, object: { kind: 'session', id: session.id, name: user.username } });
}

async function noteUse({ sessions, users }: Repositories, session: Session, now: Date): Promise<void> {
  await sessions.noteSeen(session.id, now);
  await users.noteSeen(session.userId, now);
}
