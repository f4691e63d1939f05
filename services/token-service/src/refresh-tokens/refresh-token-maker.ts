import type { RegistryState } from '@spectacles/access-control';
import { type Clock, newId } from '@spectacles/platform';

import type { Caller } from '../door/who.js';
import type { PolicySource } from '../policy-source.js';
import type { RefreshTokenSealer } from './refresh-token-sealer.js';

const LIFETIME_MS = 90 * 86_400_000;

/** Makes refresh tokens for who signed in with something longer-lived than a refresh token. */
export class RefreshTokenMaker {
  constructor(
    private readonly source: Pick<PolicySource, 'policy' | 'version'>,
    private readonly sealer: RefreshTokenSealer,
    private readonly clock: Clock,
  ) {}

  /** Null for whoever gets none: anonymous, and who already uses one. */
  make({ principal, refreshToken }: Caller, registry: RegistryState): { id: string; text: string } | null {
    if (refreshToken !== null || (principal.kind !== 'user' && principal.kind !== 'robot')) return null;
    const id = newId(this.clock);
    const subjectId = principal.kind === 'user' ? principal.userId : principal.robotId;
    const credentialId = principal.credentialId ?? null;
    const text = this.sealer.seal({
      id,
      subject: { kind: principal.kind, id: subjectId },
      credentialId,
      registryId: registry.id,
      policyVersion: this.source.version,
      expiresAt: this.endFor(principal.kind === 'robot' ? subjectId : null, credentialId),
    });
    return { id, text };
  }

  /** No later than what it was made with. */
  private endFor(robotId: string | null, credentialId: string | null): number {
    const { policy } = this.source;
    const ends = [
      credentialId === null ? null : (policy.credential(credentialId)?.expiresAt ?? null),
      robotId === null ? null : (policy.robot(robotId)?.expiresAt ?? null),
    ];
    const known = ends.filter((end) => end !== null).map((end) => Date.parse(end));
    return Math.min(this.clock.now().getTime() + LIFETIME_MS, ...known);
  }
}
