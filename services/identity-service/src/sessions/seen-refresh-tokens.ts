import { Injectable } from '@nestjs/common';
import { FindSeenRefreshToken, ListSeenRefreshTokens, type SessionItem } from '@spectacles/contracts';
import { DomainError, MessageClient, ServiceUnavailable } from '@spectacles/platform';
import type { z } from 'zod';
import { IdentityStore } from '../store/identity-store.js';
import { REFRESH_TOKEN_MS } from './refresh-revocation.js';

type Seen = z.output<typeof ListSeenRefreshTokens.reply>['items'][number];

/** Refresh tokens are sealed and stored nowhere: the token log knows which ones it saw, we know which of those are dead. */
@Injectable()
export class SeenRefreshTokens {
  constructor(
    private readonly store: IdentityStore,
    private readonly messages: MessageClient,
  ) {}

  /** Those of a user that still open something, newest first; null: the token log does not answer. */
  async of(userId: string, now: Date): Promise<SessionItem[] | null> {
    const seen = await this.ask(userId);
    if (seen === null) return null;
    const { credentials, refreshRevocations } = this.store.now;
    const [ids, madeWith] = [seen.map(({ id }) => id), seen.flatMap(({ credential }) => credential.id ?? [])];
    const revoked = await refreshRevocations.revokedOf(ids);
    const cutOff = await refreshRevocations.cutOffAt(userId);
    const ends = new Map((await credentials.byIds(madeWith)).map(({ id, expiresAt }) => [id, expiresAt]));
    return seen
      .filter((token) => !revoked.has(token.id) && !isBefore(token, cutOff))
      .filter(({ credential }) => credential.id === null || ends.has(credential.id))
      .map((token) => toItem(token, ends.get(token.credential.id ?? '') ?? null))
      .filter(({ expiresAt }) => expiresAt === null || new Date(expiresAt) > now)
      .sort((one, other) => (one.id < other.id ? 1 : -1));
  }

  /** Whether the token log saw this one in the hands of the user. */
  async belongsTo(id: string, userId: string): Promise<boolean> {
    try {
      const { found } = await this.messages.request(FindSeenRefreshToken, { id });
      return found?.subject.kind === 'user' && found.subject.id === userId;
    } catch (error) {
      if (!(error instanceof DomainError) || error.status < 500) throw error;
      throw new ServiceUnavailable('The token log does not answer. Try again, or end all sessions at once.');
    }
  }

  private async ask(subjectId: string): Promise<readonly Seen[] | null> {
    try {
      return (await this.messages.request(ListSeenRefreshTokens, { subjectId, limit: 500 })).items;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return null;
    }
  }
}

function isBefore({ issuedAt, lastUse }: Seen, cutOff: Date | null): boolean {
  return cutOff !== null && new Date(issuedAt ?? lastUse.at) <= cutOff;
}

function toItem({ id, credential, service, issuedAt, lastUse }: Seen, credentialEnd: Date | null): SessionItem {
  const ends = issuedAt === null ? null : new Date(new Date(issuedAt).getTime() + REFRESH_TOKEN_MS);
  const earlier = credentialEnd !== null && (ends === null || credentialEnd < ends) ? credentialEnd : ends;
  return {
    id,
    kind: 'refresh-token',
    current: false,
    credential: credential.name ?? (credential.kind === 'password' ? 'password' : null),
    service,
    createdAt: issuedAt,
    lastSeenAt: lastUse.at,
    expiresAt: earlier?.toISOString() ?? null,
    address: lastUse.address,
    userAgent: lastUse.userAgent,
  };
}
