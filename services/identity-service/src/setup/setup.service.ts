import { Injectable } from '@nestjs/common';
import type { CompleteSetup, OpenedSession } from '@spectacles/contracts';
import { Clock, newId, SealBroken, Sealer } from '@spectacles/platform';
import type { z } from 'zod';
import { personAt } from '../activity/doer.js';
import { PasswordHasher } from '../credentials/password-hasher.js';
import { IdentityConfig } from '../identity.config.js';
import { SessionService } from '../sessions/session.service.js';
import { IdentityStore, type Repositories } from '../store/identity-store.js';
import { toUserState, type User } from '../users/user.js';
import { isSetupCode, newSetupCode } from './setup-code.js';
import { SetupCodeWrong, SetupCompleted } from './setup.errors.js';

const PURPOSE = 'setup-code';

/** Makes the first administrator, once. */
@Injectable()
export class SetupService {
  constructor(
    private readonly store: IdentityStore,
    private readonly config: IdentityConfig,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionService,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  /** Names are never given up, so one that was given tells for ever that there was somebody. */
  async required(repositories: Pick<Repositories, 'reservedNames'> = this.store.now): Promise<boolean> {
    return !(await repositories.reservedNames.any('user'));
  }

  /** The code to print at start: that of the configuration, or one that stays the same over restarts; null once it is of no use. */
  async code(): Promise<string | null> {
    if (!(await this.required())) return null;
    if (this.config.setupCode !== null) return this.config.setupCode;
    const { settings } = this.store.now;
    const sealed = (await settings.read('setup-code')) ?? (await settings.writeOnce('setup-code', this.sealedCode()));
    return this.opened(sealed) ?? this.replaceCode();
  }

  async complete(request: z.output<typeof CompleteSetup.request>): Promise<z.input<typeof OpenedSession>> {
    const { code, username, password, email, ...origin } = request;
    const expected = await this.code();
    if (expected === null) throw new SetupCompleted();
    if (!isSetupCode(expected, code)) throw new SetupCodeWrong();
    const passwordHash = await this.hasher.hash(password);
    const { value, n } = await this.store.change(async (transaction) => {
      if (!(await this.required(transaction))) throw new SetupCompleted();
      const user = this.administrator({ username, email, passwordHash });
      const session = this.sessions.create(user, origin);
      await transaction.users.save(user);
      await transaction.reservedNames.add('user', username, user.createdAt);
      await transaction.settings.remove('setup-code');
      await transaction.sessions.add(session.session);
      transaction.append(toUserState(user));
      transaction.actAs(personAt(user, origin));
      transaction.record({ action: 'user.create', object: { kind: 'user', id: user.id, name: user.username } });
      return { user, session };
    });
    return this.sessions.opened(value.session, value.user, n);
  }

  private sealedCode(): string {
    return this.sealer.seal(PURPOSE, PURPOSE, newSetupCode());
  }

  private opened(sealed: string): string | null {
    try {
      return this.sealer.open(PURPOSE, PURPOSE, sealed).toString();
    } catch (error) {
      if (error instanceof SealBroken) return null;
      throw error;
    }
  }

  /** The key that sealed it is gone, and nothing else is lost: nobody used the code yet. */
  private async replaceCode(): Promise<string | null> {
    const sealed = this.sealedCode();
    await this.store.now.settings.write('setup-code', sealed);
    return this.opened(sealed);
  }

  private administrator(given: Pick<User, 'username' | 'email' | 'passwordHash'>): User {
    const now = this.clock.now();
    return {
      id: newId(this.clock),
      displayName: '',
      administrator: true,
      status: 'active',
      source: 'local',
      credentialVersion: 1,
      labels: {},
      refreshRevokedBelow: 0,
      createdAt: now,
      lastSeenAt: now,
      version: 1,
      ...given,
    };
  }
}
