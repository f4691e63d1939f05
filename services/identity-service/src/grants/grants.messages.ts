import { Controller } from '@nestjs/common';
import { changeGrant, type ConsoleReply, createGrant, deleteGrant, listGrants, readGrant } from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { requireSignedIn } from '../permissions/permissions.js';
import { IdentityStore } from '../store/identity-store.js';
import { GrantPlaces } from './grant-places.js';
import { GrantService } from './grant.service.js';
import type { GrantPlace } from './grant.js';

@Controller()
export class GrantsMessages {
  constructor(
    private readonly grants: GrantService,
    private readonly places: GrantPlaces,
    private readonly store: IdentityStore,
  ) {}

  @HandleConsole(listGrants)
  async list(call: OpenConsoleCall<typeof listGrants>): Promise<ConsoleReply> {
    return this.grants.list(await this.place(call), call.query);
  }

  @HandleConsole(createGrant)
  create(call: OpenConsoleCall<typeof createGrant>): Promise<ConsoleReply> {
    return this.grants.create(call, this.places.ofNamespace(call.params.id), `/namespaces/${call.params.id}`);
  }

  @HandleConsole(readGrant)
  async read(call: OpenConsoleCall<typeof readGrant>): Promise<ConsoleReply> {
    return this.grants.read(await this.place(call), call.params.grantId);
  }

  @HandleConsole(changeGrant)
  change(call: OpenConsoleCall<typeof changeGrant>): Promise<ConsoleReply> {
    return this.grants.change(call, this.places.ofNamespace(call.params.id));
  }

  @HandleConsole(deleteGrant)
  remove(call: OpenConsoleCall<typeof deleteGrant>): Promise<ConsoleReply> {
    return this.grants.remove(call, this.places.ofNamespace(call.params.id));
  }

  private async place({
    caller,
    params,
    envelope,
  }: OpenConsoleCall<typeof listGrants | typeof readGrant>): Promise<GrantPlace> {
    const user = await requireSignedIn(this.store.now, caller);
    return this.places.readNamespace(this.store.now, user, { id: params.id, atLeast: envelope.atLeast });
  }
}
