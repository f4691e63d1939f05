import { Injectable } from '@nestjs/common';
import { ResolveSession } from '@spectacles/contracts';
import { Clock, MessageClient } from '@spectacles/platform';
import type { z } from 'zod';
import { secretHash } from './session-cookies.js';

/** Who is behind a cookie. */
export type Session = NonNullable<z.output<typeof ResolveSession.reply>['session']>;

const CACHE_MS = 5000;
const CACHE_ENTRIES = 10_000;

/** Asks identity-service who a cookie is, and remembers the answer for reads. */
@Injectable()
export class SessionService {
  private readonly cache = new Map<string, { readonly session: Session; readonly at: number }>();
  /** Raised with every end of a session: an answer that was under way then is not remembered. */
  private endings = 0;

  constructor(
    private readonly messages: MessageClient,
    private readonly clock: Clock,
  ) {}

  /** For reads: an answer of the last five seconds will do. */
  async recall(secret: string): Promise<Session | null> {
    const known = this.cache.get(secretHash(secret));
    const now = this.clock.now().getTime();
    if (known !== undefined && now - known.at < CACHE_MS && Date.parse(known.session.expiresAt) > now)
      return known.session;
    return this.resolve(secret);
  }

  /** For changes: always asks. */
  async resolve(secret: string): Promise<Session | null> {
    const hash = secretHash(secret);
    const endings = this.endings;
    const { session } = await this.messages.request(ResolveSession, { secretHash: hash });
    if (session === null || endings !== this.endings) this.cache.delete(hash);
    else this.remember(hash, session);
    return session;
  }

  /** The owner ended these sessions. */
  forget(sessionIds: readonly string[]): void {
    this.endings += 1;
    const ended = new Set(sessionIds);
    for (const [hash, known] of this.cache) {
      if (ended.has(known.session.sessionId)) this.cache.delete(hash);
    }
  }

  private remember(hash: string, session: Session): void {
    this.cache.delete(hash);
    const oldest = this.cache.keys().next();
    if (this.cache.size >= CACHE_ENTRIES && oldest.done !== true) this.cache.delete(oldest.value);
    this.cache.set(hash, { session, at: this.clock.now().getTime() });
  }
}
