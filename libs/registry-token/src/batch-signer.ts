import type { KeyObject } from 'node:crypto';

import { encodeSigningInput, signEs256, signRs256, type SigningRequest } from './sign.js';

/** About a millisecond of signatures: longer, and everything else on the event loop would wait for the batch. */
const BATCH_SIZE = 64;

/** A signed token, or the size that was refused. */
export type SigningResult =
  | { readonly ok: true; readonly token: string }
  | { readonly ok: false; readonly reason: 'too-large'; readonly bytes: number };

interface PendingToken {
  readonly input: string;
  readonly privateKey: KeyObject;
  readonly resolve: (result: SigningResult) => void;
  readonly reject: (reason: unknown) => void;
}

function settle(pending: PendingToken): () => void {
  try {
    const token = signEs256(pending.input, pending.privateKey);
    return () => {
      pending.resolve({ ok: true, token });
    };
  } catch (error) {
    return () => {
      pending.reject(error);
    };
  }
}

const signInPool = async (input: string, privateKey: KeyObject): Promise<SigningResult> => ({
  ok: true,
  token: await signRs256(input, privateKey),
});

/**
 * Signs everything that became pending in one turn of the event loop together. The answers are then written back to back,
 * which spares most of the wake-ups that writing each between two signatures would cost.
 */
export class BatchSigner {
  private pending: PendingToken[] = [];

  /** Signs a token; ES256 in the next batch, RS256 in the thread pool. */
  sign(request: SigningRequest): Promise<SigningResult> {
    const encoded = encodeSigningInput(request);
    if (!encoded.ok) return Promise.resolve(encoded);
    const { algorithm, privateKey } = request.key;
    if (algorithm === 'RS256') return signInPool(encoded.input, privateKey);
    return new Promise((resolve, reject) => {
      this.pending.push({ input: encoded.input, privateKey, resolve, reject });
      if (this.pending.length === 1) this.schedule();
    });
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
    const settled = batch.map(settle);
    for (const finish of settled) finish();
  }
}
