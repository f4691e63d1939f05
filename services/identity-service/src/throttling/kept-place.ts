/** What outlives a restart: failures that were counted, or that an account signed in from a network. */
export interface KeptPlace {
  /** A keyed hash of what it is about: no name and no address is kept. */
  readonly id: string;
  readonly kind: 'failures' | 'proven';
  readonly failures: number;
  /** Milliseconds of the epoch: when the last of them was, or the sign-in. */
  readonly at: number;
  readonly until: number;
}

/** Where that is kept. */
export abstract class KeptPlaceRepository {
  abstract save(places: readonly KeptPlace[]): Promise<void>;
  /** The latest since a moment. */
  abstract since(kind: KeptPlace['kind'], at: number, limit: number): Promise<readonly KeptPlace[]>;
  /** Forgets some of what is older; answers how many. */
  abstract forget(kind: KeptPlace['kind'], before: number, limit: number): Promise<number>;
}
