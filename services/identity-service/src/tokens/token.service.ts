import { Injectable } from '@nestjs/common';
import type {
  ConsoleReply,
  createToken,
  listTokens,
  listUserTokens,
  NewToken,
  readToken,
  revokeToken,
  revokeUserToken,
} from '@spectacles/contracts';
import {
  answer,
  Clock,
  created,
  hashSecret,
  newId,
  newSecret,
  noContent,
  NotFound,
  type OpenConsoleCall,
} from '@spectacles/platform';
import { CommandRunner } from '../commands/command-runner.js';
import { CredentialUses } from '../credentials/credential-uses.js';
import { type StoredCredential, toCredentialState } from '../credentials/credential.js';
import { requireReadableLimits } from '../credentials/limits.js';
import { decodeCursor, pageFrom } from '../lists/cursor.js';
import { administratorOnly, requireAdministrator, requireSignedIn } from '../permissions/permissions.js';
import { readInstallationSettings } from '../settings/settings.js';
import { IdentityStore, type IdentityTransaction } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import { tokenExpiry, toTokenView } from './token.js';
import { TooManyTokens } from './tokens.errors.js';

const TOKENS_OF_USER = 200;

/** Personal access tokens: of oneself, and for administrators those of others. */
@Injectable()
export class TokenService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
    private readonly uses: CredentialUses,
    private readonly clock: Clock,
  ) {}

  async list({ caller, query }: OpenConsoleCall<typeof listTokens>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, caller);
    return this.page(user.id, query);
  }

  async listOfUser({ caller, params, query }: OpenConsoleCall<typeof listUserTokens>): Promise<ConsoleReply> {
    await requireAdministrator(this.store.now, caller);
    if ((await this.store.now.users.byId(params.id)) === null) throw new NotFound();
    return this.page(params.id, query);
  }

  async read({ caller, params }: OpenConsoleCall<typeof readToken>): Promise<ConsoleReply> {
    const user = await requireSignedIn(this.store.now, caller);
    const token = ofUser(user.id, await this.store.now.credentials.byId(params.id));
    const uses = await this.uses.of([token.id]);
    return answer(toTokenView(token, uses.get(token.id) ?? null));
  }

  async create(call: OpenConsoleCall<typeof createToken>): Promise<ConsoleReply> {
    return this.commands.run('createToken', call, async (transaction, user) => {
      const { token, secret } = await this.make(transaction, user, call.body());
      await transaction.credentials.save(token);
      transaction.append(toCredentialState(token));
      transaction.record({ action: 'token.create', object: { kind: 'token', id: token.id, name: token.name } });
      return created({ ...toTokenView(token, null), secret }, { location: `/me/tokens/${token.id}` });
    });
  }

  async revoke(call: OpenConsoleCall<typeof revokeToken>): Promise<ConsoleReply> {
    return this.commands.run('revokeToken', call, async (transaction, user) => {
      return this.remove(transaction, ofUser(user.id, await transaction.credentials.byId(call.params.id)), user);
    });
  }

  async revokeOfUser(call: OpenConsoleCall<typeof revokeUserToken>): Promise<ConsoleReply> {
    return this.commands.run('revokeUserToken', call, async (transaction, caller) => {
      administratorOnly(caller);
      const token = ofUser(call.params.id, await transaction.credentials.byId(call.params.tokenId));
      const owner = await transaction.users.byId(call.params.id);
      return this.remove(transaction, token, owner ?? caller);
    });
  }

  private async page(userId: string, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
    const below = decodeCursor(cursor, 1)?.[0] ?? null;
    const tokens = await this.store.now.credentials.page(userId, below, limit + 1);
    const uses = await this.uses.of(tokens.map(({ id }) => id));
    const toView = (token: StoredCredential) => toTokenView(token, uses.get(token.id) ?? null);
    return answer(pageFrom(tokens, limit, toView, ({ id }) => [id]));
  }

  private async make(transaction: IdentityTransaction, user: User, body: NewToken) {
    await requireReadableLimits(transaction, body);
    const now = this.clock.now();
    const expiresAt = tokenExpiry(body.expiresAt, await readInstallationSettings(transaction), now);
    if ((await transaction.credentials.countOf(user.id)) >= TOKENS_OF_USER) throw new TooManyTokens(TOKENS_OF_USER);
    const secret = newSecret('spt_');
    const token: StoredCredential = {
      id: newId(this.clock),
      name: body.name,
      owner: { kind: 'user', id: user.id },
      secretHash: hashSecret(secret),
      scopes: body.scopes ?? null,
      expiresAt,
      addressRanges: body.addressRanges ?? [],
      createdAt: now,
    };
    return { token, secret };
  }

  private async remove(transaction: IdentityTransaction, token: StoredCredential, owner: User): Promise<ConsoleReply> {
    await transaction.credentials.removeAll([token.id]);
    transaction.appendGone('credential', token.id);
    const name = `${token.name} of ${owner.username}`;
    transaction.record({ action: 'token.revoke', object: { kind: 'token', id: token.id, name } });
    return noContent();
  }
}

/** What is somebody else's, or a robot's, is not there. */
function ofUser(userId: string, credential: StoredCredential | null): StoredCredential {
  if (credential?.owner.kind !== 'user' || credential.owner.id !== userId) throw new NotFound();
  return credential;
}
