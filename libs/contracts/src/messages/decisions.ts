import * as z from 'zod';
import { defineRequest } from '../message.js';
import { Id, Timestamp } from '../primitives.js';

const Text = z.string().max(512);

/** Why one action was granted or denied: what settled it, and the sentence that says so. */
export const ActionReason = z
  .strictObject({
    action: z.string().max(64),
    outcome: z.enum(['granted', 'denied']),
    source: z.strictObject({
      kind: z.string().max(64),
      id: z.string().max(64).optional(),
      /** Path of the namespace it was made in. */
      level: z.string().max(255).optional(),
      text: z.string().max(1024),
    }),
  })
  .meta({ id: 'ActionReason' });
export type ActionReason = z.output<typeof ActionReason>;

/** With what somebody said who they are. */
export const UsedCredential = z
  .strictObject({
    kind: z.enum(['none', 'password', 'token', 'robot-secret', 'refresh-token']),
    /** Of a token or a robot's secret; of a refresh token the credential that it was made with. */
    id: Id.nullable(),
    name: Text.nullable(),
  })
  .meta({ id: 'UsedCredential' });
export type UsedCredential = z.output<typeof UsedCredential>;

export const DecisionSubject = z
  .strictObject({
    kind: z.enum(['user', 'robot', 'anonymous', 'unknown']),
    id: Id.nullable(),
    /** As it was presented, where nobody is known by it. */
    name: z.string().max(255),
  })
  .meta({ id: 'DecisionSubject' });
export type DecisionSubject = z.output<typeof DecisionSubject>;

/** A decision of the token door, as it writes it down before it answers. */
export const DecisionRecord = z.strictObject({
  kind: z.literal('decision'),
  id: Id,
  at: Timestamp,
  /** granted: all that was asked; reduced: less; refused: no token. */
  outcome: z.enum(['granted', 'reduced', 'refused']),
  /** Why there was no token: INVALID_CREDENTIALS, TOO_MANY_ATTEMPTS, TOKENS_ONLY, …; null where there is one. */
  refusal: z.string().max(64).nullable(),
  subject: DecisionSubject,
  credential: UsedCredential,
  /** The refresh token that was used, or handed out. */
  refreshTokenId: Id.nullable(),
  /** Whether the refresh token was made by this request. */
  refreshTokenIssued: z.boolean(),
  address: z.string().max(64),
  userAgent: Text,
  requestId: z.string().max(128),
  registryId: Id.nullable(),
  service: z.string().max(255),
  scopes: z
    .array(
      z.strictObject({
        /** `repository` or `registry`, and what was asked for as it was written where it could not be read. */
        type: z.string().max(64),
        name: z.string().max(512),
        asked: z.array(z.string().max(64)),
        granted: z.array(z.string().max(64)),
        because: z.array(ActionReason),
      }),
    )
    .max(101),
  policyVersion: z.int().nonnegative(),
  tokenId: z.string().max(64).nullable(),
  expiresAt: Timestamp.nullable(),
  /** How many identical ones this row stands for: the first is told at once, later ones are counted. */
  count: z.int().positive(),
});
export type DecisionRecord = z.output<typeof DecisionRecord>;

/** Decisions that could not be written down. */
export const DecisionGap = z.strictObject({
  kind: z.literal('gap'),
  id: Id,
  from: Timestamp,
  until: Timestamp,
  missing: z.int().positive(),
  reason: z.string().max(256),
});
export type DecisionGap = z.output<typeof DecisionGap>;

export const SpooledRecord = z.discriminatedUnion('kind', [DecisionRecord, DecisionGap]);
export type SpooledRecord = z.output<typeof SpooledRecord>;

/** The most records that are handed over in one message, and the bytes that they may have before they are compressed. */
export const SPOOLED_RECORDS_MAX = 1000;
export const SPOOLED_BYTES_MAX = 1_048_576;

/** The spool is known by a random id made with it; its records are numbered from 1 without gaps. */
export const AppendDecisions = defineRequest({
  subject: 'catalog.v1.decisions.append',
  summary: 'Hands over decisions of a spool; what was taken before is not taken twice. Answers the last number taken.',
  request: z.strictObject({
    spool: Id,
    first: z.int().positive(),
    /**
     * At most 1,000 records as they stand in the spool, each a line of JSON, compressed (Brotli, RFC 7932) and in base64
     * (RFC 4648, 4): much the same stands in all of them, and a token server would spend more on the message than on the
     * records.
     */
    lines: z.string().min(1).max(900_000),
  }),
  reply: z.strictObject({ last: z.int().nonnegative() }),
  timeoutMs: 10_000,
});
export const ReadSpoolPosition = defineRequest({
  subject: 'catalog.v1.decisions.position',
  summary: 'The last number that was taken of a spool; 0 for one that is not known.',
  request: z.strictObject({ spool: Id }),
  reply: z.strictObject({ last: z.int().nonnegative() }),
});

export const CredentialUse = z
  .strictObject({
    at: Timestamp,
    address: z.string(),
    userAgent: z.string(),
    /** The repository that was asked for last, where one was. */
    repository: z.string().nullable(),
  })
  .meta({ id: 'CredentialUse' });
export type CredentialUse = z.output<typeof CredentialUse>;

export const ReadCredentialUses = defineRequest({
  subject: 'catalog.v1.credentials.read-uses',
  summary: 'When, from where and for what credentials were used last, as the token log saw it.',
  request: z.strictObject({ credentialIds: z.array(Id).max(500) }),
  reply: z.strictObject({ uses: z.array(z.strictObject({ credentialId: Id, use: CredentialUse })) }),
});
export const SeenRefreshToken = z.strictObject({
  id: Id,
  subject: DecisionSubject,
  credential: UsedCredential,
  service: z.string(),
  issuedAt: Timestamp.nullable(),
  lastUse: CredentialUse,
});
export type SeenRefreshToken = z.output<typeof SeenRefreshToken>;
export const ListSeenRefreshTokens = defineRequest({
  subject: 'catalog.v1.refresh-tokens.list-seen',
  summary: 'Refresh tokens of somebody that the token log saw handed out or used within their 90 days.',
  request: z.strictObject({ subjectId: Id, limit: z.int().min(1).max(500) }),
  reply: z.strictObject({ items: z.array(SeenRefreshToken) }),
});
export const FindSeenRefreshToken = defineRequest({
  subject: 'catalog.v1.refresh-tokens.find',
  summary: 'One refresh token that the token log saw.',
  request: z.strictObject({ id: Id }),
  reply: z.strictObject({ found: SeenRefreshToken.nullable() }),
});
