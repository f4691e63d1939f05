import * as z from 'zod';
import { HeaderMode, Id, NamespacePath, RegistryKind, Timestamp } from '../primitives.js';
import { ListQuery, pageOf, SearchQuery } from './list.js';
import { defineRoute } from './route.js';

/** Between what clients raise to (60 s) and a working day. */
const LifetimeSeconds = z.int().min(60).max(86_400);
const Address = z.url({ protocol: /^https?$/ }).max(2048);
/** Host and port as in an image reference. */
const PublicHost = z
  .string()
  .max(255)
  .regex(
    /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/,
    'A host name, with a port where it is not 443.',
  );
/** Goes into the audience of tokens; may hold spaces. */
const ServiceName = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .regex(/^[\x20-\x7e]+$/, 'Printable ASCII.');
const IssuerName = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .regex(/^[\x20-\x7e]+$/, 'Printable ASCII.');
const settings = {
  name: z.string().trim().min(1).max(64),
  url: Address,
  publicHost: PublicHost,
  issuer: IssuerName,
  kind: RegistryKind,
  refuseAnonymous: z.boolean(),
  headerMode: HeaderMode,
  /** PEM, to check the registry's TLS certificate with, beside the system's roots: a handful of certificates. */
  caCertificate: z
    .string()
    .max(16_384, 'At most 16 KiB: the certificates of your own authority are enough.')
    .nullable(),
  pullTokenSeconds: LifetimeSeconds,
  pushTokenSeconds: LifetimeSeconds,
  /** Paths directly below which a first push makes a namespace for whoever pushes; "" is the top. */
  createOnPush: z.array(NamespacePath).max(100),
  /** How many namespaces one person may make by first pushes directly below each of those paths. */
  createOnPushLimit: z.int().min(1).max(10_000),
  /** Whether a first push of alice to `alice/…` makes the namespace `alice`. */
  personalNamespaces: z.boolean(),
};

export const RegistryView = z
  .strictObject({
    id: Id,
    service: ServiceName,
    ...settings,
    /** As it is stored, whatever may be stored today. */
    caCertificate: z.string().nullable(),
    realm: z.string(),
    createdAt: Timestamp,
    version: z.int(),
  })
  .meta({ id: 'Registry' });
export type RegistryView = z.output<typeof RegistryView>;

export const NewRegistry = z
  .strictObject({
    name: settings.name,
    url: Address,
    kind: RegistryKind,
    service: ServiceName,
    publicHost: PublicHost.optional(),
    issuer: IssuerName.optional(),
    refuseAnonymous: z.boolean().optional(),
    headerMode: HeaderMode.optional(),
    caCertificate: settings.caCertificate.optional(),
    pullTokenSeconds: LifetimeSeconds.optional(),
    pushTokenSeconds: LifetimeSeconds.optional(),
    createOnPush: settings.createOnPush.optional(),
    createOnPushLimit: settings.createOnPushLimit.optional(),
    personalNamespaces: z.boolean().optional(),
  })
  .meta({ id: 'NewRegistry' });
export type NewRegistry = z.output<typeof NewRegistry>;

/** `service` is not among them: it is never renamed. */
export const RegistryChange = z.strictObject(settings).partial().meta({ id: 'RegistryChange' });
export type RegistryChange = z.output<typeof RegistryChange>;

export const CheckResult = z.strictObject({
  check: z.enum([
    'reachable',
    'tls',
    'api',
    'token-auth',
    'realm',
    'service',
    'issuer-and-key',
    'catalog',
    'delete-enabled',
  ]),
  outcome: z.enum(['ok', 'warning', 'failed', 'skipped']),
  message: z.string(),
  fix: z.string().optional(),
});
export const CheckReport = z.strictObject({ results: z.array(CheckResult) }).meta({ id: 'CheckReport' });
export type CheckReport = z.output<typeof CheckReport>;

export const SweepView = z
  .strictObject({
    id: Id,
    registryId: Id,
    trigger: z.enum(['schedule', 'manual']),
    state: z.enum(['running', 'succeeded', 'failed']),
    startedAt: Timestamp,
    finishedAt: Timestamp.nullable(),
    /** Repositories done, and how many the catalog listed (null until the listing ended). */
    repositoriesDone: z.int(),
    repositoriesTotal: z.int().nullable(),
    repositoriesFailed: z.int(),
    tagsSeen: z.int(),
    manifestsRead: z.int(),
    tagsRemoved: z.int(),
    error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'Sweep' });
export type SweepView = z.output<typeof SweepView>;

export const ConfigurationFormat = z.enum(['yaml', 'environment', 'compose']);
export const ConfigurationVersion = z.enum(['2', '3', 'zot']);

const ById = z.strictObject({ id: Id });
const tag = 'Registries';

export const listRegistries = defineRoute({
  operationId: 'listRegistries',
  method: 'GET',
  path: '/registries',
  tag,
  owner: 'identity',
  access: 'administrator',
  summary: 'Registries by name.',
  query: SearchQuery,
  reply: pageOf(RegistryView),
});
export const createRegistry = defineRoute({
  operationId: 'createRegistry',
  method: 'POST',
  path: '/registries',
  tag,
  owner: 'identity',
  access: 'administrator',
  summary: 'Add a registry; it need not be reachable yet.',
  status: 201,
  body: NewRegistry,
  reply: RegistryView,
  errors: ['SERVICE_TAKEN', 'REGISTRY_NAME_TAKEN'],
});
export const readRegistry = defineRoute({
  operationId: 'readRegistry',
  method: 'GET',
  path: '/registries/{id}',
  tag,
  owner: 'identity',
  access: 'administrator',
  summary: 'One registry.',
  params: ById,
  reply: RegistryView,
});
export const changeRegistry = defineRoute({
  operationId: 'changeRegistry',
  method: 'PATCH',
  path: '/registries/{id}',
  tag,
  owner: 'identity',
  access: 'administrator',
  summary: 'Change settings.',
  params: ById,
  body: RegistryChange,
  reply: RegistryView,
  errors: ['REGISTRY_NAME_TAKEN'],
});
export const deleteRegistry = defineRoute({
  operationId: 'deleteRegistry',
  method: 'DELETE',
  path: '/registries/{id}',
  tag,
  owner: 'identity',
  access: 'administrator',
  summary: 'Disconnect a registry that holds no namespaces here; what it stores stays there.',
  params: ById,
  errors: ['REGISTRY_HAS_NAMESPACES'],
});
export const readRegistryConfiguration = defineRoute({
  operationId: 'readRegistryConfiguration',
  method: 'GET',
  path: '/registries/{id}/configuration',
  tag,
  owner: 'identity',
  access: 'administrator',
  summary: 'The configuration to paste into the registry, complete.',
  params: ById,
  query: z.strictObject({ format: ConfigurationFormat.default('yaml'), version: ConfigurationVersion.optional() }),
  reply: z.string(),
  produces: 'text/plain; charset=utf-8',
});
export const checkRegistry = defineRoute({
  operationId: 'checkRegistry',
  method: 'POST',
  path: '/registries/{id}/check',
  tag,
  owner: 'sync',
  access: 'administrator',
  summary: 'Test the connection and say in words what is wrong.',
  params: ById,
  reply: CheckReport,
  timeoutMs: 30_000,
});
export const checkRegistryDraft = defineRoute({
  operationId: 'checkRegistryDraft',
  method: 'POST',
  path: '/registries/check',
  tag,
  owner: 'sync',
  access: 'administrator',
  summary: 'Test the connection before it is saved.',
  body: NewRegistry,
  reply: CheckReport,
  timeoutMs: 30_000,
});
export const startSweep = defineRoute({
  operationId: 'startSweep',
  method: 'POST',
  path: '/registries/{id}/sweep',
  tag,
  owner: 'sync',
  access: 'administrator',
  summary: 'Read the registry now; a sweep that is running is answered.',
  status: 202,
  params: ById,
  reply: SweepView,
});
export const listSweeps = defineRoute({
  operationId: 'listSweeps',
  method: 'GET',
  path: '/registries/{id}/sweeps',
  tag,
  owner: 'sync',
  access: 'administrator',
  summary: 'Sweeps, newest first, with progress and results.',
  params: ById,
  query: ListQuery,
  reply: pageOf(SweepView),
});

export const registryRoutes = [
  listRegistries,
  createRegistry,
  readRegistry,
  changeRegistry,
  deleteRegistry,
  readRegistryConfiguration,
  checkRegistry,
  checkRegistryDraft,
  startSweep,
  listSweeps,
] as const;
