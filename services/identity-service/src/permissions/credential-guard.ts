import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Caller } from '@spectacles/contracts';
import { Clock, type ConsoleRequest, consoleRequestIn, NotSignedIn } from '@spectacles/platform';
import { LiveCredentials } from '../credentials/live-credentials.js';
import { IdentityStore } from '../store/identity-store.js';
import { CredentialLimited } from './permissions.errors.js';

/** What a robot, or a token that may do less than its owner, may ask of this service; a robot has no profile. */
export const ROUTES_OF_LIMITED_CREDENTIALS: ReadonlySet<string> = new Set([
  'readProfile',
  'listNamespaces',
  'readNamespace',
  'explainAccess',
  'readPolicy',
]);

/** What only a browser that is signed in may do: a token that leaked must not make, or keep, another way in. */
export const ROUTES_OF_BROWSERS: ReadonlySet<string> = new Set([
  'createUser',
  'setUserPassword',
  'changePassword',
  'importDockerAuth',
  'createToken',
  'revokeToken',
  'revokeUserToken',
  'createRobot',
  'rotateRobotSecret',
  'deleteRobotSecret',
  'endSession',
  'endAllSessions',
  'endUserSession',
  'endAllUserSessions',
]);

/** Stands before every console route, and lets a credential pass where it is alive and the route is one for it. */
@Injectable()
export class CredentialGuard implements CanActivate {
  constructor(
    private readonly store: IdentityStore,
    private readonly credentials: LiveCredentials,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = consoleRequestIn(context);
    if (request?.envelope.caller.kind === 'credential') await this.require(request, request.envelope.caller);
    return true;
  }

  private async require(
    { route, envelope }: ConsoleRequest,
    caller: Extract<Caller, { kind: 'credential' }>,
  ): Promise<void> {
    const credential = await this.store.now.credentials.byId(caller.credentialId);
    const owner = await this.credentials.ownerOf(credential, envelope.address, this.clock.now());
    if (owner?.kind !== caller.owner.kind || credential?.owner.id !== caller.owner.id) throw new NotSignedIn();
    if (ROUTES_OF_BROWSERS.has(route.operationId))
      throw new CredentialLimited(
        'Passwords, tokens, sessions and the secrets of robots are changed in the console, not with a token. Sign in.',
      );
    if (owner.kind === 'user' && credential.scopes === null) return;
    const open = ROUTES_OF_LIMITED_CREDENTIALS.has(route.operationId);
    if (!open || (owner.kind === 'robot' && route.operationId === 'readProfile')) throw new CredentialLimited();
  }
}
