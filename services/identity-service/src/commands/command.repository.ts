/** The first answer to a command that carried an id. */
export interface KeptAnswer {
  /** Caller, route and id of the command, hashed. */
  readonly id: string;
  /** What was asked and what was answered, sealed: either may hold a secret. */
  readonly sealed: string;
  readonly createdAt: Date;
}

/** Where first answers are kept for a while. */
export abstract class CommandRepository {
  abstract byId(id: string): Promise<KeptAnswer | null>;
  abstract add(answer: KeptAnswer): Promise<void>;
  abstract removeUntil(time: Date): Promise<void>;
}
