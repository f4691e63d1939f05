import type { ConsoleRoute } from '@spectacles/contracts';
import { CrossSiteRequest, CsrfTokenWrong, NotAllowed, NotSignedIn, withRequestId } from '@spectacles/platform';
import type { FastifyRequest } from 'fastify';
import { credentialIn } from '../credentials/authorization.js';
import type { CredentialService } from '../credentials/credential.service.js';
import { stateOf } from '../server/request-state.js';
import { isCsrfToken, type SessionCookies } from '../sessions/session-cookies.js';
import type { Session, SessionService } from '../sessions/session.service.js';
import { isOwnOrigin, type OwnOrigin } from './origin.js';

const isSafe = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** Who may pass to a route at all; what may be done to the object is its owner's decision. */
export class ConsoleGuard {
  constructor(
    private readonly own: OwnOrigin,
    private readonly cookies: SessionCookies,
    private readonly sessions: SessionService,
    private readonly credentials: CredentialService,
  ) {}

  /** Before anything else, also before the question whether there is such a route. */
  checkOrigin(request: FastifyRequest): void {
    if (!isOwnOrigin(request.headers.origin, request.headers.host, this.own)) throw new CrossSiteRequest();
  }

  /** Before the body is read, so that nobody learns from it what they may not ask. */
  async admit(route: ConsoleRoute, request: FastifyRequest): Promise<void> {
    if (route.access === 'public') return;
    const { authorization } = request.headers;
    // A credential in the header decides alone: whatever the cookie says, and needing no token of a session.
    if (authorization !== undefined) return this.admitCredential(authorization, request);
    const secret = this.cookies.readSecret(request.headers.cookie);
    if (secret === null) throw new NotSignedIn();
    const session = await this.sessionOf(secret, route, request);
    stateOf(request).session = { secret, session };
    if (!isSafe(request.method) && !isCsrfToken(headerOf(request, 'x-csrf-token'), secret)) throw new CsrfTokenWrong();
    if (route.access === 'administrator' && !session.user.administrator) throw new NotAllowed();
  }

  /** What the owner of the credential may do is the decision of the route's owner, also where it is for administrators. */
  private async admitCredential(authorization: string, request: FastifyRequest): Promise<void> {
    const state = stateOf(request);
    const presented = credentialIn(authorization);
    if (presented === null)
      throw new NotSignedIn('This credential is not accepted here: use a personal access token or a robot’s secret.');
    const caller = await withRequestId(state.requestId, () =>
      isSafe(request.method)
        ? this.credentials.recall(presented, state.address)
        : this.credentials.resolve(presented, state.address),
    );
    if (caller === null)
      throw new NotSignedIn('This credential is wrong, has ended, or may not be used from here. Make a new one.');
    state.credential = caller;
  }

  private async sessionOf(secret: string, route: ConsoleRoute, request: FastifyRequest): Promise<Session> {
    const recallable = isSafe(request.method) && route.owner !== 'gateway';
    const session = recallable ? await this.sessions.recall(secret) : await this.sessions.resolve(secret);
    if (session === null) throw new NotSignedIn('The session has ended. Sign in again.');
    // A remembered answer must not refuse somebody who was made administrator a second ago.
    const promoted = recallable && route.access === 'administrator' && !session.user.administrator;
    return promoted ? ((await this.sessions.resolve(secret)) ?? session) : session;
  }
}

/** A header that may be there once. */
function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
