import {
  type ConsoleReply,
  PutKeyRing,
  type RequestContract,
  type SigningKeyState,
  VerifyCredentials,
} from '@spectacles/contracts';
import { MessageClient, RemoteError, ServiceUnavailable } from '@spectacles/platform';
import type { z } from 'zod';

import type { InMemoryPolicy } from './in-memory-policy.js';

type Request<C extends RequestContract> = z.output<C['request']>;

/** Stands for identity-service at the other end of the bus: passwords and the stored key ring. */
export class InMemoryIdentity extends MessageClient {
  readonly passwords = new Map<string, string>();
  reachable = true;
  throttled = false;
  verifications = 0;
  storedRings: (readonly SigningKeyState[])[] = [];
  /** Runs before a password is answered for: what happens elsewhere meanwhile. */
  meanwhile: () => void | Promise<void> = () => undefined;
  /** Runs before a ring is stored. */
  beforeRing: () => void = () => undefined;
  private ringVersion = 0;

  constructor(private readonly policy: InMemoryPolicy) {
    super();
  }

  override async request<C extends RequestContract>(
    contract: C,
    payload: z.input<C['request']>,
  ): Promise<z.output<C['reply']>> {
    const request = contract.request.parse(payload);
    if (!this.reachable) throw new ServiceUnavailable();
    return contract.reply.parse(await this.reply(contract.subject, request)) as z.output<C['reply']>;
  }

  override call(): Promise<ConsoleReply> {
    return Promise.reject(new TypeError('The token door calls no console route.'));
  }

  override publish(): void {
    throw new TypeError('The token door publishes no event.');
  }

  /** What another instance stores meanwhile. */
  storeElsewhere(keys: readonly SigningKeyState[]): void {
    this.ringVersion = this.policy.put(...keys);
  }

  private reply(subject: string, request: unknown): unknown {
    if (subject === VerifyCredentials.subject) return this.verify(request as Request<typeof VerifyCredentials>);
    if (subject === PutKeyRing.subject) return this.store(request as Request<typeof PutKeyRing>);
    throw new TypeError(`Nobody asked for ${subject} before.`);
  }

  private async verify({ username, password }: Request<typeof VerifyCredentials>): Promise<unknown> {
    this.verifications += 1;
    await this.meanwhile();
    if (this.throttled) {
      throw new RemoteError({ code: 'TOO_MANY_REQUESTS', status: 429, message: 'Slowly.', retryAfterSeconds: 7 });
    }
    const user = this.policy.policy.userByName(username);
    if (user === null || user.status === 'disabled' || this.passwords.get(username) !== password) {
      throw new RemoteError({ code: 'INVALID_CREDENTIALS', status: 401, message: 'Wrong.' });
    }
    const { id: userId, credentialVersion } = user;
    return { userId, credentialVersion, policyVersion: this.policy.version };
  }

  private store({ basedOn, keys }: Request<typeof PutKeyRing>): unknown {
    this.beforeRing();
    if (basedOn < this.ringVersion) {
      throw new RemoteError({ code: 'KEY_RING_CHANGED', status: 409, message: 'The ring changed.' });
    }
    this.storedRings.push(keys);
    this.storeElsewhere(keys);
    return { policyVersion: this.ringVersion };
  }
}
