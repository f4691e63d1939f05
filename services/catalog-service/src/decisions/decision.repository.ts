import type {
  CredentialUse,
  DecisionSummary,
  DecisionView,
  SeenRefreshToken,
  SpooledRecord,
} from '@spectacles/contracts';
import type { SqlCondition } from '../database/sql.js';

/** Where a list that begins with the newest stands. */
export interface RecordPlace {
  readonly at: number;
  readonly id: string;
}

/** Rows that any of some conditions lets through, newest first. */
export interface RecordPageRequest {
  readonly anyOf: readonly SqlCondition[];
  readonly filter: SqlCondition;
  readonly after: RecordPlace | null;
  readonly limit: number;
}

/** What the token door decided. */
export abstract class DecisionRepository {
  /** The last number that was taken of a spool. */
  abstract position(spool: string): Promise<number>;
  /** Takes records of a spool that were not taken before, in one transaction; answers the last number. */
  abstract append(spool: string, first: number, records: readonly SpooledRecord[]): Promise<number>;
  abstract page(request: RecordPageRequest): Promise<readonly DecisionView[]>;
  abstract summarize(since: number): Promise<DecisionSummary>;
  abstract uses(credentialIds: readonly string[]): Promise<readonly { credentialId: string; use: CredentialUse }[]>;
  /** Those of somebody that were seen since then, the latest first. */
  abstract seenRefreshTokens(subjectId: string, since: number, limit: number): Promise<readonly SeenRefreshToken[]>;
  abstract seenRefreshToken(id: string): Promise<SeenRefreshToken | null>;
}
