import { Controller } from '@nestjs/common';
import {
  changeDefaultGrant,
  type ConsoleReply,
  createDefaultGrant,
  deleteDefaultGrant,
  listDefaultGrants,
  readDefaultGrant,
} from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { requireSignedIn } from '../permissions/permissions.js';
import { IdentityStore } from '../store/identity-store.js';
import { GrantPlaces } from './grant-places.js';
import { GrantService } from './grant.service.js';
import type { GrantPlace } from './grant.js';

@Controller()
export class DefaultGrantsMessages {
  constructor(
    private readonly grants: GrantService,
    private readonly places: GrantPlaces,
    private readonly store: IdentityStore,
  ) {}

  @HandleConsole(listDefaultGrants)
  async list(call: OpenConsoleCall<typeof listDefaultGrants>): Promise<ConsoleReply> {
    return this.grants.list(await this.place(call), call.query);
  }

  @HandleConsole(createDefaultGrant)
  create(call: OpenConsoleCall<typeof createDefaultGrant>): Promise<ConsoleReply> {
    return this.grants.create(call, this.places.ofRegistry(call.params.id), `/registries/${call.params.id}`);
  }

  @HandleConsole(readDefaultGrant)
  async read(call: OpenConsoleCall<typeof readDefaultGrant>): Promise<ConsoleReply> {
    return this.grants.read(await this.place(call), call.params.grantId);
  }

  @HandleConsole(changeDefaultGrant)
  change(call: OpenConsoleCall<typeof changeDefaultGrant>): Promise<ConsoleReply> {
    return this.grants.change(call, this.places.ofRegistry(call.params.id));
  }

  @HandleConsole(deleteDefaultGrant)
  remove(call: OpenConsoleCall<typeof deleteDefaultGrant>): Promise<ConsoleReply> {
    return this.grants.remove(call, this.places.ofRegistry(call.params.id));
  }

  private async place({
    caller,
    params,
  }: OpenConsoleCall<typeof listDefaultGrants | typeof readDefaultGrant>): Promise<GrantPlace> {
    const user = await requireSignedIn(this.store.now, caller);
    return this.places.readRegistry(this.store.now, user, params.id);
  }
}
