import * as z from 'zod';
import { RuleMatch } from '../policy-log.js';
import { Id } from '../primitives.js';
import { defineRoute } from './route.js';

export const RuleBody = z
  .strictObject({
    match: RuleMatch,
    actions: z.array(z.string().max(64)).max(64),
    /** Whether a regular expression must match the whole value. */
    anchored: z.boolean().default(true),
    comment: z.string().max(1000).default(''),
  })
  .meta({ id: 'RuleBody' });
export type RuleBody = z.output<typeof RuleBody>;
export const RuleListBody = z
  .strictObject({ rulesOnly: z.boolean().default(false), rules: z.array(RuleBody).max(5000) })
  .meta({ id: 'RuleListBody' });
export type RuleListBody = z.output<typeof RuleListBody>;
/** Something about a rule that works, and may be other than what was meant. */
export const RuleWarning = z
  .strictObject({ pointer: z.string(), code: z.string(), message: z.string() })
  .meta({ id: 'RuleWarning' });
export const RuleListView = z
  .strictObject({
    registryId: Id,
    rulesOnly: z.boolean(),
    rules: z.array(
      z.strictObject({
        id: Id,
        match: RuleMatch,
        actions: z.array(z.string()),
        anchored: z.boolean(),
        comment: z.string(),
      }),
    ),
    warnings: z.array(RuleWarning),
    version: z.int(),
  })
  .meta({ id: 'RuleList' });
export type RuleListView = z.output<typeof RuleListView>;

export const ImportReport = z
  .strictObject({
    dryRun: z.boolean(),
    taken: z.array(z.strictObject({ at: z.string(), what: z.string(), note: z.string().nullable() })),
    /** Nothing is changed while anything is refused. `at` is the place in the file, as a JSON pointer. */
    refused: z.array(z.strictObject({ at: z.string(), reason: z.string() })),
    warnings: z.array(RuleWarning),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.output<typeof ImportReport>;

const ById = z.strictObject({ id: Id });
const tag = 'Rules';
const owner = 'identity';

export const readRules = defineRoute({
  operationId: 'readRules',
  method: 'GET',
  path: '/registries/{id}/rules',
  tag,
  owner,
  access: 'administrator',
  summary: 'The ordered rules of a registry.',
  params: ById,
  reply: RuleListView,
});
export const replaceRules = defineRoute({
  operationId: 'replaceRules',
  method: 'PUT',
  path: '/registries/{id}/rules',
  tag,
  owner,
  access: 'administrator',
  summary: 'Replace the rules; with one that cannot be compiled nothing changes.',
  params: ById,
  body: RuleListBody,
  reply: RuleListView,
  errors: ['RULES_INVALID'],
});
export const importDockerAuth = defineRoute({
  operationId: 'importDockerAuth',
  method: 'POST',
  path: '/imports/docker-auth',
  tag,
  owner,
  access: 'administrator',
  summary:
    'Take over users and rules of a docker_auth file (application/yaml); with dryRun=true only tell what would be.',
  query: z.strictObject({ registryId: Id, dryRun: z.enum(['true', 'false']).default('false') }),
  /** The text of the file. */
  body: z.string().max(500_000),
  consumes: 'application/yaml',
  reply: ImportReport,
  errors: ['IMPORT_REFUSED'],
  timeoutMs: 30_000,
});

export const ruleRoutes = [readRules, replaceRules, importDockerAuth] as const;
