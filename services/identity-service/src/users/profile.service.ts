import { Injectable } from '@nestjs/common';
import type { changePassword, changeProfile, ConsoleReply, readProfile } from '@spectacles/contracts';
import { answer, noContent, type OpenConsoleCall, PreconditionFailed } from '@spectacles/platform';
import { changesBetween } from '../activity/changes.js';
import { CommandRunner } from '../commands/command-runner.js';
import { CredentialService } from '../credentials/credential.service.js';
import { InvalidCredentials } from '../credentials/credentials.errors.js';
import { PasswordHasher } from '../credentials/password-hasher.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { CredentialLimited } from '../permissions/permissions.errors.js';
import { requireKnown, requireSignedIn } from '../permissions/permissions.js';
import { SessionEvents } from '../sessions/session-events.js';
import { IdentityStore } from '../store/identity-store.js';
import { toUserState, toUserView } from './user.js';

/** What everybody does with their own user. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly credentials: CredentialService,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionEvents,
  ) {}

  async read({ caller }: OpenConsoleCall<typeof readProfile>): Promise<ConsoleReply> {
    const known = await requireKnown(this.store.now, caller);
    if (known.kind === 'robot') throw new CredentialLimited();
    return answer(toUserView(known.user), { version: known.user.version });
  }

  async change(call: OpenConsoleCall<typeof changeProfile>): Promise<ConsoleReply> {
    return this.commands.run('changeProfile', call, async (transaction, user) => {
      requireUnchanged(call.envelope, user.version);
      const { displayName = user.displayName, email = user.email } = call.body();
      if (displayName === user.displayName && email === user.email)
        return answer(toUserView(user), { version: user.version });
      const before = { ...user };
      user.displayName = displayName;
      user.email = email;
      user.version += 1;
      await transaction.users.save(user);
      transaction.append(toUserState(user));
      const changes = changesBetween(before, user, ['displayName', 'email']);
      transaction.record({
        action: 'user.change',
        object: { kind: 'user', id: user.id, name: user.username },
        changes,
      });
      return answer(toUserView(user), { version: user.version });
    });
  }

  async changePassword(call: OpenConsoleCall<typeof changePassword>): Promise<ConsoleReply> {
    const known = await requireSignedIn(this.store.now, call.caller);
    const body = call.body();
    if (!(await this.credentials.confirm(known, body.current, call.envelope.address))) throw new InvalidCredentials();
    const passwordHash = await this.hasher.hash(body.new);
    const sessionId = call.caller.kind === 'user' ? call.caller.sessionId : undefined;
    return this.commands.run('changePassword', call, async (transaction, user) => {
      // The password that was compared is not the one that would be replaced.
      if (user.credentialVersion !== known.credentialVersion) throw new PreconditionFailed();
      user.passwordHash = passwordHash;
      user.credentialVersion += 1;
      user.refreshRevokedBelow = transaction.n;
      user.version += 1;
      await this.sessions.endAll(transaction, user.id, sessionId);
      await transaction.users.save(user);
      transaction.append(toUserState(user));
      transaction.record({ action: 'user.password', object: { kind: 'user', id: user.id, name: user.username } });
      return noContent({ version: user.version });
    });
  }
}
