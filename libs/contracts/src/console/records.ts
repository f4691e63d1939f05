import * as z from 'zod';
import { ActivityEntry } from '../messages/activity.js';
import { ActionReason, DecisionSubject, UsedCredential } from '../messages/decisions.js';
import { Id, Timestamp } from '../primitives.js';
import { ListQuery, pageOf } from './list.js';
import { defineRoute } from './route.js';

/** One scope of one decision; a refusal without scopes is a row as well, and so is a gap. */
export const DecisionView = z
  .strictObject({
    /** Of the row. */
    id: z.string(),
    kind: z.enum(['decision', 'gap']),
    /** Rows of one request share it. */
    decisionId: Id,
    at: Timestamp,
    /** When the last of the counted ones was. */
    lastAt: Timestamp,
    count: z.int(),
    outcome: z.enum(['granted', 'reduced', 'refused']).nullable(),
    refusal: z.string().nullable(),
    subject: DecisionSubject,
    credential: UsedCredential,
    refreshTokenId: Id.nullable(),
    address: z.string(),
    /** The credential was used before, and never from this address. */
    newAddress: z.boolean(),
    userAgent: z.string(),
    requestId: z.string(),
    registryId: Id.nullable(),
    service: z.string(),
    scope: z
      .strictObject({
        type: z.string(),
        name: z.string(),
        asked: z.array(z.string()),
        granted: z.array(z.string()),
        because: z.array(ActionReason),
      })
      .nullable(),
    policyVersion: z.int(),
    tokenId: z.string().nullable(),
    expiresAt: Timestamp.nullable(),
    /** Of a gap: how many are missing, and why. */
    gap: z.strictObject({ missing: z.int(), from: Timestamp, until: Timestamp, reason: z.string() }).nullable(),
  })
  .meta({ id: 'Decision' });
export type DecisionView = z.output<typeof DecisionView>;

export const DecisionsQuery = ListQuery.extend({
  registryId: Id.optional(),
  namespaceId: Id.optional(),
  repository: z.string().max(255).optional(),
  outcome: z.enum(['granted', 'reduced', 'refused', 'denied', 'gap']).optional(),
  subjectId: Id.optional(),
  /** Name of the account, as it was presented. */
  account: z.string().max(255).optional(),
  credentialId: Id.optional(),
  address: z.string().max(64).optional(),
  tokenId: z.string().max(64).optional(),
  since: Timestamp.optional(),
  until: Timestamp.optional(),
});
export const ActivityView = ActivityEntry.omit({ kind: true }).meta({ id: 'Activity' });
export type ActivityView = z.output<typeof ActivityView>;
export const ActivityQuery = ListQuery.extend({
  registryId: Id.optional(),
  namespaceId: Id.optional(),
  actorId: Id.optional(),
  /** An action (`grant.create`), or its first word. */
  action: z.string().max(64).optional(),
  objectId: z.string().max(64).optional(),
  /** A part of the name of the object or of the actor. */
  q: z.string().max(255).optional(),
  address: z.string().max(64).optional(),
  since: Timestamp.optional(),
  until: Timestamp.optional(),
});
/** What was denied lately, for the page on security. */
export const DecisionSummary = z
  .strictObject({
    since: Timestamp,
    granted: z.int(),
    reduced: z.int(),
    refused: z.int(),
    /** By hour, oldest first. */
    hours: z.array(z.strictObject({ at: Timestamp, granted: z.int(), reduced: z.int(), refused: z.int() })),
    /** Where failed logins came from, most first. */
    failedLogins: z.array(
      z.strictObject({ address: z.string(), count: z.int(), accounts: z.array(z.string()), lastAt: Timestamp }),
    ),
    /** Credentials that were used before, seen at an address that they never came from. */
    newAddresses: z.array(
      z.strictObject({
        credential: UsedCredential,
        subject: DecisionSubject,
        address: z.string(),
        userAgent: z.string(),
        at: Timestamp,
      }),
    ),
  })
  .meta({ id: 'DecisionSummary' });
export type DecisionSummary = z.output<typeof DecisionSummary>;

const tag = 'Why';
const owner = 'catalog';
const ExportFormat = z.strictObject({ format: z.enum(['csv', 'jsonl']).default('csv') });

export const listDecisions = defineRoute({
  operationId: 'listDecisions',
  method: 'GET',
  path: '/decisions',
  tag,
  owner,
  summary: 'The token log, newest first: administrators all, owners what concerns their namespaces, people their own.',
  query: DecisionsQuery,
  reply: pageOf(DecisionView),
});
export const exportDecisions = defineRoute({
  operationId: 'exportDecisions',
  method: 'GET',
  path: '/decisions/export',
  tag,
  owner: 'gateway',
  summary: 'The same as a file of CSV or JSON lines.',
  query: DecisionsQuery.omit({ limit: true, cursor: true }).extend(ExportFormat.shape),
  reply: z.string(),
  produces: 'text/csv',
});
export const summarizeDecisions = defineRoute({
  operationId: 'summarizeDecisions',
  method: 'GET',
  path: '/decisions/summary',
  tag,
  owner,
  access: 'administrator',
  summary: 'Denials, failed logins by source, and tokens at new addresses.',
  query: z.strictObject({ hours: z.coerce.number().int().min(1).max(168).default(24) }),
  reply: DecisionSummary,
});
export const listActivity = defineRoute({
  operationId: 'listActivity',
  method: 'GET',
  path: '/activity',
  tag,
  owner,
  summary:
    'Who changed what, newest first: administrators all, managers what concerns their namespaces, people their own.',
  query: ActivityQuery,
  reply: pageOf(ActivityView),
});
export const exportActivity = defineRoute({
  operationId: 'exportActivity',
  method: 'GET',
  path: '/activity/export',
  tag,
  owner: 'gateway',
  summary: 'The same as a file of CSV or JSON lines.',
  query: ActivityQuery.omit({ limit: true, cursor: true }).extend(ExportFormat.shape),
  reply: z.string(),
  produces: 'text/csv',
});

export const recordRoutes = [listDecisions, exportDecisions, summarizeDecisions, listActivity, exportActivity] as const;
