import type { RegistryState, RegistryView } from '@spectacles/contracts';

/** A registry that takes our tokens, and how tokens for it are made. */
export interface Registry {
  readonly id: string;
  name: string;
  /** Where we reach its API. */
  url: string;
  /** The host, and port, that people pull from. */
  publicHost: string;
  /** The audience of its tokens; never changed, and never given to another registry. */
  readonly service: string;
  issuer: string;
  kind: RegistryState['registryKind'];
  refuseAnonymous: boolean;
  headerMode: RegistryState['headerMode'];
  caCertificate: string | null;
  pullTokenSeconds: number;
  pushTokenSeconds: number;
  /** Paths directly below which a first push makes a namespace; `''` is the top. */
  createOnPush: readonly string[];
  /** How many namespaces one person may make directly below each of them. */
  createOnPushLimit: number;
  /** Whether a first push of alice to `alice/…` makes the namespace `alice`. */
  personalNamespaces: boolean;
  readonly createdAt: Date;
  version: number;
}

/** What decisions, tokens and sweeps need to know of a registry. */
export function toRegistryState(registry: Registry): RegistryState {
  return {
    kind: 'registry',
    id: registry.id,
    name: registry.name,
    url: registry.url,
    publicHost: registry.publicHost,
    service: registry.service,
    issuer: registry.issuer,
    registryKind: registry.kind,
    refuseAnonymous: registry.refuseAnonymous,
    headerMode: registry.headerMode,
    caCertificate: registry.caCertificate,
    pullTokenSeconds: registry.pullTokenSeconds,
    pushTokenSeconds: registry.pushTokenSeconds,
    createOnPush: [...registry.createOnPush],
    personalNamespaces: registry.personalNamespaces,
  };
}

/** A registry as administrators see it. */
export function toRegistryView(registry: Registry, realm: string): RegistryView {
  return {
    id: registry.id,
    name: registry.name,
    url: registry.url,
    publicHost: registry.publicHost,
    service: registry.service,
    issuer: registry.issuer,
    kind: registry.kind,
    refuseAnonymous: registry.refuseAnonymous,
    headerMode: registry.headerMode,
    caCertificate: registry.caCertificate,
    pullTokenSeconds: registry.pullTokenSeconds,
    pushTokenSeconds: registry.pushTokenSeconds,
    createOnPush: [...registry.createOnPush],
    createOnPushLimit: registry.createOnPushLimit,
    personalNamespaces: registry.personalNamespaces,
    realm,
    createdAt: registry.createdAt.toISOString(),
    version: registry.version,
  };
}
