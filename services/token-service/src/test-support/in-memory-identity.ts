import {
  AppendDecisions,
  type ConsoleReply,
  type EventContract,
  PutKeyRing,
  ReadSpoolPosition,
  type RequestContract,
  ReserveNamespace,
  type SigningKeyState,
  type SpooledRecord,
  VerifyCredentials,
} from '@spectacles/contracts';
import { MalformedRequest, MessageClient, RemoteError, ServiceUnavailable } from '@spectacles/platform';
import type { z } from 'zod';

import type { InMemoryPolicy } from './in-memory-policy.js';
import { readLines } from './spooled-lines.js';

type Request<C extends RequestContract> = z.output<C['request']>;

/** Stands for the other end of the bus: passwords, the stored key ring, reserved namespaces, and the token log. */
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
  /** Makes the namespace of a first push, or throws as its owner does. */
  reserve: (request: Request<typeof ReserveNamespace>) => unknown = () => {
    throw new RemoteError({ code: 'NAMESPACE_NOT_AVAILABLE', status: 409, message: 'No.' });
  };
  readonly reservations: Request<typeof ReserveNamespace>[] = [];
  /** What the catalog has taken, by spool. */
  readonly taken = new Map<string, SpooledRecord[]>();
  /** How large the messages were that handed records over. */
  readonly wireBytes: number[] = [];
  readonly published: { readonly subject: string; readonly payload: unknown }[] = [];
  private ringVersion = 0;

  constructor(private readonly policy: InMemoryPolicy) {
    super();
  }

  override async request<C extends RequestContract>(
    contract: C,
    payload: z.input<C['request']>,
  ): Promise<z.output<C['reply']>> {
    const read = contract.request.safeParse(payload);
    if (!read.success) throw new MalformedRequest();
    const request = read.data;
    if (!this.reachable) throw new ServiceUnavailable();
    return contract.reply.parse(await this.reply(contract.subject, request)) as z.output<C['reply']>;
  }

  override call(): Promise<ConsoleReply> {
    return Promise.reject(new TypeError('The token door calls no console route.'));
  }

  override publish<E extends EventContract>(event: E, payload: z.input<E['payload']>): void {
    this.published.push({ subject: event.subject, payload: event.payload.parse(payload) });
  }

  /** Every record that was handed over. */
  decisions(): readonly SpooledRecord[] {
    return [...this.taken.values()].flat();
  }

  /** What another instance stores meanwhile. */
  storeElsewhere(keys: readonly SigningKeyState[]): void {
    this.ringVersion = this.policy.put(...keys);
  }

  private reply(subject: string, request: unknown): unknown {
    if (subject === VerifyCredentials.subject) return this.verify(request as Request<typeof VerifyCredentials>);
    if (subject === PutKeyRing.subject) return this.store(request as Request<typeof PutKeyRing>);
    if (subject === ReadSpoolPosition.subject) {
      return { last: this.taken.get((request as Request<typeof ReadSpoolPosition>).spool)?.length ?? 0 };
    }
    if (subject === AppendDecisions.subject) return this.append(request as Request<typeof AppendDecisions>);
    if (subject === ReserveNamespace.subject) {
      this.reservations.push(request as Request<typeof ReserveNamespace>);
      return this.reserve(request as Request<typeof ReserveNamespace>);
    }
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

  /** As the catalog does: what it has already is passed over, and what does not follow is not taken. */
  private append({ spool, first, lines }: Request<typeof AppendDecisions>): unknown {
    this.wireBytes.push(Buffer.byteLength(JSON.stringify({ payload: { spool, first, lines } })));
    const known = this.taken.get(spool) ?? [];
    this.taken.set(spool, known);
    if (first <= known.length + 1) known.push(...readLines(lines).slice(known.length + 1 - first));
    return { last: known.length };
  }
}
