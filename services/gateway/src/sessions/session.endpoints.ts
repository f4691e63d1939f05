import {
  closeSession,
  CloseSession,
  completeSetup,
  CompleteSetup,
  openSession,
  OpenSession,
  readSession,
  readSetup,
  ReadSetup,
  SetupBody,
  SignInBody,
  type ConsoleReply,
  type ConsoleRoute,
  type OpenedSession,
  type SessionView,
} from '@spectacles/contracts';
import { fieldErrorsOf, NotSignedIn, ValidationFailed, withRequestId, type MessageClient } from '@spectacles/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { SetupCompleted } from '../gateway.errors.js';
import { stateOf } from '../server/request-state.js';
import { csrfTokenOf, secretHash, type SessionCookies } from './session-cookies.js';
import type { SessionService } from './session.service.js';

type Endpoint = (request: FastifyRequest, reply: FastifyReply) => Promise<ConsoleReply>;

const ANSWER = { policyVersion: null, location: null, version: null, contentType: null };

function parseBody<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ValidationFailed(fieldErrorsOf(parsed.error));
  return parsed.data;
}

function originOf(request: FastifyRequest) {
  return { address: stateOf(request).address, userAgent: (request.headers['user-agent'] ?? '').slice(0, 512) };
}

/** Setting up and signing in: the routes whose answer is a cookie, which is the gateway's own business. */
export class SessionEndpoints {
  private readonly endpoints: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
    [readSetup.operationId, () => this.readSetup()],
    [completeSetup.operationId, (request, reply) => this.completeSetup(request, reply)],
    [openSession.operationId, (request, reply) => this.open(request, reply)],
    [readSession.operationId, (request) => this.read(request)],
    [closeSession.operationId, (request, reply) => this.close(request, reply)],
  ]);

  constructor(
    private readonly messages: MessageClient,
    private readonly sessions: SessionService,
    private readonly cookies: SessionCookies,
  ) {}

  answer(route: ConsoleRoute, request: FastifyRequest, reply: FastifyReply): Promise<ConsoleReply> {
    const endpoint = this.endpoints.get(route.operationId);
    if (endpoint === undefined) throw new Error(`The gateway owns ${route.operationId} and does not serve it.`);
    return withRequestId(stateOf(request).requestId, () => endpoint(request, reply));
  }

  private async readSetup(): Promise<ConsoleReply> {
    return { ...ANSWER, status: 200, body: await this.messages.request(ReadSetup, {}) };
  }

  private async completeSetup(request: FastifyRequest, reply: FastifyReply): Promise<ConsoleReply> {
    const { required } = await this.messages.request(ReadSetup, {});
    if (!required) throw new SetupCompleted();
    const { email, ...body } = parseBody(SetupBody, request.body);
    const opened = await this.messages.request(CompleteSetup, { ...body, email: email ?? null, ...originOf(request) });
    return this.opened(opened, request, reply);
  }

  private async open(request: FastifyRequest, reply: FastifyReply): Promise<ConsoleReply> {
    const body = parseBody(SignInBody, request.body);
    const opened = await this.messages.request(OpenSession, { ...body, ...originOf(request) });
    return this.opened(opened, request, reply);
  }

  /** Always a new secret: one that somebody planted before the sign-in is worth nothing after it. */
  private async opened(
    opened: z.output<typeof OpenedSession>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<ConsoleReply> {
    const before = this.cookies.readSecret(request.headers.cookie);
    if (before !== null) await this.messages.request(CloseSession, { secretHash: secretHash(before) });
    reply.header('Set-Cookie', [
      this.cookies.writeSecret(opened.secret),
      this.cookies.writeVersion(opened.policyVersion, opened.secret),
    ]);
    const body: SessionView = {
      user: opened.user,
      csrfToken: csrfTokenOf(opened.secret),
      expiresAt: opened.expiresAt,
    };
    return { ...ANSWER, status: 201, body, location: '/session', policyVersion: opened.policyVersion };
  }

  private read(request: FastifyRequest): Promise<ConsoleReply> {
    const { secret, session } = this.signedIn(request);
    const body: SessionView = { user: session.user, csrfToken: csrfTokenOf(secret), expiresAt: session.expiresAt };
    return Promise.resolve({ ...ANSWER, status: 200, body });
  }

  private async close(request: FastifyRequest, reply: FastifyReply): Promise<ConsoleReply> {
    const { secret, session } = this.signedIn(request);
    await this.messages.request(CloseSession, { secretHash: secretHash(secret) });
    this.sessions.forget([session.sessionId]);
    reply.header('Set-Cookie', this.cookies.clear());
    return { ...ANSWER, status: 204, body: undefined };
  }

  private signedIn(request: FastifyRequest) {
    const { session } = stateOf(request);
    // Whoever calls with a credential has no session to speak of.
    if (session === null) throw new NotSignedIn('There is no session: a credential in the header needs none.');
    return session;
  }
}
