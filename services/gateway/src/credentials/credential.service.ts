import { Injectable } from '@nestjs/common';
import { type Caller, ResolveCredential } from '@spectacles/contracts';
import { Clock, hashSecret, MessageClient, TooManyRequests } from '@spectacles/platform';
import type { PresentedCredential } from './authorization.js';
import { Guesses } from './guesses.js';

/** Who acts with a token or with the secret of a robot. */
export type CredentialCaller = Extract<Caller, { kind: 'credential' }>;

interface Answer {
  readonly caller: CredentialCaller | null;
  readonly at: number;
}

const CACHE_MS = 5000;
const CACHE_ENTRIES = 10_000;

/** Asks identity-service whose a secret is, and remembers the answer for reads. */
@Injectable()
export class CredentialService {
  private readonly cache = new Map<string, Answer>();
  private readonly guesses: Guesses;

  constructor(
    private readonly messages: MessageClient,
    private readonly clock: Clock,
  ) {
    this.guesses = new Guesses(clock);
  }

  /** For reads: an answer of the last five seconds will do. */
  async recall(presented: PresentedCredential, address: string): Promise<CredentialCaller | null> {
    const known = this.cache.get(keyOf(presented, address));
    if (known !== undefined && this.clock.now().getTime() - known.at < CACHE_MS) return known.caller;
    return this.resolve(presented, address);
  }

  /**
   * For changes: always asks. A secret that somebody has is never refused because others guessed at the same address;
   * only the wrong ones are told to wait.
   */
  async resolve(presented: PresentedCredential, address: string): Promise<CredentialCaller | null> {
    const secretHash = hashSecret(presented.secret);
    const { caller } = await this.messages.request(ResolveCredential, { secretHash, name: presented.name, address });
    const found = caller?.kind === 'credential' ? caller : null;
    this.remember(keyOf(presented, address), found);
    if (found === null) this.refuseGuesses(address);
    return found;
  }

  private refuseGuesses(address: string): void {
    const seconds = this.guesses.count(address);
    if (seconds > 0) throw new TooManyRequests(seconds, 'Too many wrong credentials from this address. Wait.');
  }

  private remember(key: string, caller: CredentialCaller | null): void {
    this.cache.delete(key);
    const oldest = this.cache.keys().next();
    if (this.cache.size >= CACHE_ENTRIES && oldest.done !== true) this.cache.delete(oldest.value);
    this.cache.set(key, { caller, at: this.clock.now().getTime() });
  }
}

/** The secret itself is kept nowhere. */
function keyOf({ secret, name }: PresentedCredential, address: string): string {
  return JSON.stringify([hashSecret(secret), name, address]);
}
