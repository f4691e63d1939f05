/** A sweep that saw everything that a registry lists. */
export interface WholeReading {
  readonly registryId: string;
  /** Where it was read. */
  readonly url: string;
  readonly readAt: Date;
  /** Listed, and not recorded; null: too many to be told, so that the registry does not count as seen. */
  readonly unrecorded: readonly string[] | null;
}

/** What is known to be stored below a path. */
export interface StoredBelow {
  /** When the last sweep began that saw the whole registry there; null: none has. */
  readonly readAt: Date | null;
  readonly name: string | null;
}

/** Which names of a registry are in use, and whether that is all. */
export abstract class StoredNameRepository {
  abstract record(reading: WholeReading): Promise<void>;
  abstract below(registryId: string, url: string, path: string): Promise<StoredBelow>;
  /** Forgets that registries were seen that are not connected any more. */
  abstract forgetDisconnected(isConnected: (registryId: string) => boolean): Promise<void>;
}
