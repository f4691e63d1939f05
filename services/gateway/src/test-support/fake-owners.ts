import { Controller, Module } from '@nestjs/common';
import {
  CloseSession,
  CompleteSetup,
  consoleSubject,
  createUser,
  deleteUser,
  importDockerAuth,
  listDecisions,
  listUsers,
  OpenSession,
  readProfile,
  readRegistryConfiguration,
  readTag,
  readUser,
  ReadSetup,
  ResolveCredential,
  ResolveSession,
  checkRegistry,
  type Caller,
  type ConsoleReply,
  type ConsoleRoute,
  type DecisionView,
  type UserView,
} from '@spectacles/contracts';
import {
  answer,
  Conflict,
  created,
  HandleConsole,
  HandleRequest,
  noContent,
  NotAllowed,
  NotFound,
  TooManyRequests,
  type OpenConsoleCall,
} from '@spectacles/platform';
import type { z } from 'zod';
import { secretHash } from '../sessions/session-cookies.js';

export const aUser = (change: Partial<UserView> = {}): UserView => ({
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  username: 'ada',
  displayName: 'Ada',
  email: null,
  administrator: true,
  labels: {},
  status: 'active',
  source: 'local',
  createdAt: '2026-01-02T03:04:05.678Z',
  lastSeenAt: null,
  version: 3,
  ...change,
});

interface OpenedSession {
  readonly sessionId: string;
  user: UserView;
}

/** The other services as far as the gateway sees them: what they were asked, and what they are to answer. */
export class FakeOwners {
  readonly sessions = new Map<string, OpenedSession>();
  readonly calls: { readonly operation: string; readonly call: OpenConsoleCall; readonly body: unknown }[] = [];
  resolutions = 0;
  /** Credentials by the hash of their secrets. */
  readonly credentials = new Map<string, { readonly name: string; readonly caller: Caller }>();
  readonly resolved: z.output<typeof ResolveCredential.request>[] = [];
  /** Pages of the token log; null is one that cannot be read, and none at all is one that nobody may read. */
  decisionPages: readonly (readonly DecisionView[] | null)[] = [];
  setupRequired = false;
  expiresAt = '2026-01-03T03:04:05.678Z';
  private opened = 0;

  open(user: UserView): { readonly secret: string; readonly sessionId: string } {
    this.opened += 1;
    const secret = String(this.opened).padStart(43, 'S');
    const sessionId = `01890a5d-ac96-774b-bcce-${String(this.opened).padStart(12, '0')}`;
    this.sessions.set(secretHash(secret), { sessionId, user });
    return { secret, sessionId };
  }

  /** The last request that reached the owner of a route. */
  last(route: ConsoleRoute) {
    return this.calls.findLast((call) => call.operation === consoleSubject(route));
  }
}

const record = (owners: FakeOwners, route: ConsoleRoute, call: OpenConsoleCall, body?: unknown): void => {
  owners.calls.push({ operation: consoleSubject(route), call, body });
};

/** Answers for identity-service about sessions. */
function fakeSessions(owners: FakeOwners) {
  @Controller()
  class Sessions {
    @HandleRequest(ReadSetup)
    setup() {
      return { required: owners.setupRequired };
    }

    @HandleRequest(CompleteSetup)
    complete(payload: z.output<typeof CompleteSetup.request>) {
      return this.answerOpened(aUser({ username: payload.username, email: payload.email }));
    }

    @HandleRequest(OpenSession)
    open(payload: z.output<typeof OpenSession.request>) {
      if (payload.password === 'wrong password') throw new NotAllowed('The name or the password is wrong.');
      if (payload.username === 'busy') throw new TooManyRequests(7);
      return this.answerOpened(aUser({ username: payload.username }));
    }

    @HandleRequest(ResolveSession)
    resolve({ secretHash: hash }: z.output<typeof ResolveSession.request>) {
      owners.resolutions += 1;
      const found = owners.sessions.get(hash);
      return { session: found === undefined ? null : { ...found, expiresAt: owners.expiresAt } };
    }

    @HandleRequest(ResolveCredential)
    credential(request: z.output<typeof ResolveCredential.request>) {
      owners.resolved.push(request);
      const found = owners.credentials.get(request.secretHash);
      const isNamed = request.name === null || request.name === found?.name;
      return { caller: found !== undefined && isNamed ? found.caller : null };
    }

    @HandleRequest(CloseSession)
    close({ secretHash: hash }: z.output<typeof CloseSession.request>) {
      return { closed: owners.sessions.delete(hash) };
    }

    private answerOpened(user: UserView) {
      return { ...owners.open(user), expiresAt: owners.expiresAt, user, policyVersion: 40 };
    }
  }

  return Sessions;
}

/** Answers for the owners of a few routes, one of each kind. */
function fakeRoutes(owners: FakeOwners) {
  @Controller()
  class Routes {
    @HandleConsole(listUsers)
    list(call: OpenConsoleCall<typeof listUsers>): Promise<ConsoleReply> {
      record(owners, listUsers, call);
      return Promise.resolve(answer({ items: [aUser()], next: null }));
    }

    @HandleConsole(readProfile)
    profile(call: OpenConsoleCall<typeof readProfile>): ConsoleReply {
      record(owners, readProfile, call);
      return answer(aUser(), { version: 3 });
    }

    @HandleConsole(createUser)
    create(call: OpenConsoleCall<typeof createUser>): ConsoleReply {
      const body = call.body();
      record(owners, createUser, call, body);
      if (body.username === 'taken') throw new Conflict('This name was given away already.');
      const user = aUser({ username: body.username });
      return created(user, { location: `/users/${user.id}`, version: 3, policyVersion: 41 });
    }

    @HandleConsole(readUser)
    read(call: OpenConsoleCall<typeof readUser>): ConsoleReply {
      record(owners, readUser, call);
      if (call.params.id !== aUser().id) throw new NotFound();
      // A field that no view has: it must not leave the house.
      return answer({ ...aUser(), passwordHash: 'argon2id' });
    }

    @HandleConsole(deleteUser)
    remove(call: OpenConsoleCall<typeof deleteUser>): ConsoleReply {
      record(owners, deleteUser, call);
      return noContent({ policyVersion: 42 });
    }

    @HandleConsole(readRegistryConfiguration)
    configuration(call: OpenConsoleCall<typeof readRegistryConfiguration>): ConsoleReply {
      record(owners, readRegistryConfiguration, call);
      return answer(`format: ${call.query.format}\n`, { contentType: 'application/yaml; charset=utf-8' });
    }

    @HandleConsole(readTag)
    tag(call: OpenConsoleCall<typeof readTag>): ConsoleReply {
      record(owners, readTag, call);
      throw new NotFound(`There is no tag ${call.params.name}.`);
    }

    @HandleConsole(checkRegistry)
    check(call: OpenConsoleCall<typeof checkRegistry>): ConsoleReply {
      record(owners, checkRegistry, call, call.body());
      throw new Error('connect ECONNREFUSED 10.0.0.7:3306 as root:hunter2hunter2');
    }
  }

  return Routes;
}

/** Answers for a list that can be had as a file, and for a route that takes text. */
function fakeFiles(owners: FakeOwners) {
  @Controller()
  class Files {
    @HandleConsole(listDecisions)
    decisions(call: OpenConsoleCall<typeof listDecisions>): ConsoleReply {
      record(owners, listDecisions, call);
      if (owners.decisionPages.length === 0) throw new NotAllowed();
      const at = Number(call.query.cursor ?? '0');
      const items = owners.decisionPages[at];
      if (items === null) throw new Error('The list ended.');
      return answer({ items, next: at + 1 < owners.decisionPages.length ? String(at + 1) : null });
    }

    @HandleConsole(importDockerAuth)
    importFile(call: OpenConsoleCall<typeof importDockerAuth>): ConsoleReply {
      const text = call.body();
      record(owners, importDockerAuth, call, text);
      return answer({ dryRun: false, taken: [{ at: '', what: text, note: null }], refused: [], warnings: [] });
    }
  }

  return Files;
}

/** Controllers that answer for identity-, catalog- and sync-service. */
export function fakeOwnersModule(owners: FakeOwners) {
  @Module({ controllers: [fakeSessions(owners), fakeRoutes(owners), fakeFiles(owners)] })
  class FakeOwnersModule {}
  return FakeOwnersModule;
}
