import { Controller } from '@nestjs/common';
import { type ConsoleReply, listThrottles, releaseThrottle } from '@spectacles/contracts';
import { answer, HandleConsole, noContent, NotFound, type OpenConsoleCall } from '@spectacles/platform';
import { CommandRunner } from '../commands/command-runner.js';
import { administratorOnly, requireAdministrator } from '../permissions/permissions.js';
import { IdentityStore } from '../store/identity-store.js';
import { PasswordThrottle } from './password-throttle.js';

/** A page that people read. */
const SHOWN = 200;

/** Shows and releases those who wait at the identity-service that answers: of several each counts what it was asked. */
@Controller()
export class ThrottlingMessages {
  constructor(
    private readonly throttle: PasswordThrottle,
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
  ) {}

  @HandleConsole(listThrottles)
  async list({ caller }: OpenConsoleCall<typeof listThrottles>): Promise<ConsoleReply> {
    await requireAdministrator(this.store.now, caller);
    return answer({ items: this.throttle.waiting().slice(0, SHOWN), next: null });
  }

  @HandleConsole(releaseThrottle)
  async release(call: OpenConsoleCall<typeof releaseThrottle>): Promise<ConsoleReply> {
    return this.commands.run('releaseThrottle', call, (transaction, caller) => {
      administratorOnly(caller);
      const { id } = call.params;
      const waiting = this.throttle.waiting().find((throttle) => throttle.id === id);
      if (waiting === undefined || !this.throttle.release(id)) throw new NotFound();
      const name = [waiting.account, waiting.network].filter(Boolean).join(' at ');
      transaction.record({ action: 'throttle.release', object: { kind: 'throttle', id, name } });
      return Promise.resolve(noContent());
    });
  }
}
