import type { KeyObject } from 'node:crypto';

import { encodeSigningInput, signEs256, signRs256, type SigningRequest } from './sign.js';

/** About a millisecond of signatures: longer, and everything else on the event loop would wait for the batch. */
const BATCH_SIZE = 64;

/** A signed token, or the size that was refused. */
export type SigningResult =
  | { readonly ok: true; readonly token: string }
  | { readonly ok: false; readonly reason: 'too-large'; readonly bytes: number };

/** What goes on around the signatures of a batch. */
export interface BatchSignerOptions {
  /** Called once all of a batch are signed, before anybody learns of any: what must come before the answers is done here. */
  readonly beforeAnswers?: () => void;
}

/** Called with a token as soon as it is signed, before it is handed to whoever asked for it. */
export type OnSigned = (token: string) => void;

interface PendingToken {
  readonly input: string;
  readonly privateKey: KeyObject;
  readonly onSigned: OnSigned | undefined;
  readonly resolve: (result: SigningResult) => void;
  readonly reject: (reason: unknown) => void;
}

/** A token, or the error that came instead. */
type Signed = { readonly token: string } | { readonly error: unknown };

function signNow({ input, privateKey, onSigned }: PendingToken): Signed {
  try {
    const token = signEs256(input, privateKey);
    onSigned?.(token);
    return { token };
  } catch (error) {
    return { error };
  }
}

function settle(waiting: PendingToken | undefined, signed: Signed | undefined): void {
  if (signed === undefined || 'error' in signed) waiting?.reject(signed?.error);
  else waiting?.resolve({ ok: true, token: signed.token });
}

/**
 * Signs everything that became pending in one turn of the event loop together. The answers are then written back to back,
 * which spares most of the wake-ups that writing each between two signatures would cost.
 */
export class BatchSigner {
  private pending: PendingToken[] = [];
  private readonly beforeAnswers: () => void;

  constructor({ beforeAnswers = () => undefined }: BatchSignerOptions = {}) {
    this.beforeAnswers = beforeAnswers;
  }

  /** Signs a token; ES256 in the next batch, RS256 in the thread pool. */
  sign(request: SigningRequest, onSigned?: OnSigned): Promise<SigningResult> {
    const encoded = encodeSigningInput(request);
    if (!encoded.ok) return Promise.resolve(encoded);
    const { algorithm, privateKey } = request.key;
    if (algorithm === 'RS256') return this.signInPool(encoded.input, privateKey, onSigned);
    return new Promise((resolve, reject) => {
      this.pending.push({ input: encoded.input, privateKey, onSigned, resolve, reject });
      if (this.pending.length === 1) this.schedule();
    });
  }

  private async signInPool(
    input: string,
    privateKey: KeyObject,
    onSigned: OnSigned | undefined,
  ): Promise<SigningResult> {
    const token = await signRs256(input, privateKey);
    onSigned?.(token);
    this.beforeAnswers();
    return { ok: true, token };
  }

  private schedule(): void {
    setImmediate(() => {
      this.flush();
    });
  }

  private flush(): void {
    const batch = this.pending.slice(0, BATCH_SIZE);
    this.pending = this.pending.slice(BATCH_SIZE);
    if (this.pending.length > 0) this.schedule();
    const results = batch.map(signNow);
    this.beforeAnswers();
    for (let index = 0; index < batch.length; index += 1) settle(batch[index], results[index]);
  }
}
