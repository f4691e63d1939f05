import type { Right } from './right.js';

/** What program answers at a registry, which settles what it understands. */
export type RegistryKind = 'distribution-2' | 'distribution-3' | 'zot';

/** How a token tells a registry which key signed it. */
export type HeaderMode = 'x5c' | 'kid-libtrust' | 'kid-thumbprint';

/** A user as far as decisions need to know; never a password or its hash. */
export interface UserState {
  readonly kind: 'user';
  readonly id: string;
  readonly username: string;
  readonly administrator: boolean;
  readonly status: 'active' | 'disabled';
  /** Grows with every change of the password, so that what was verified before is not believed after. */
  readonly credentialVersion: number;
}

/** A registry and how tokens for it are made. */
export interface RegistryState {
  readonly kind: 'registry';
  readonly id: string;
  readonly name: string;
  /** Where we reach its API. */
  readonly url: string;
  /** The host, and port, that people pull from. */
  readonly publicHost: string;
  /** The audience of its tokens, and its name at the token door. */
  readonly service: string;
  readonly issuer: string;
  readonly registryKind: RegistryKind;
  readonly refuseAnonymous: boolean;
  readonly headerMode: HeaderMode;
  /** PEM of the authority that signed the registry's own TLS certificate, where it is not a public one. */
  readonly caCertificate: string | null;
  readonly pullTokenSeconds: number;
  readonly pushTokenSeconds: number;
}

/** Who owns a namespace. */
export interface NamespaceOwner {
  readonly kind: 'user' | 'group';
  readonly id: string;
}

/** A namespace of one registry; the path `''` is the root, which holds the names without a slash. */
export interface NamespaceState {
  readonly kind: 'namespace';
  readonly id: string;
  readonly registryId: string;
  readonly path: string;
  readonly owner: NamespaceOwner;
}

/** Whom an entry concerns: one user, everyone who is signed in, or whoever does not say who they are. */
export type GrantPrincipal =
  { readonly kind: 'user'; readonly id: string } | { readonly kind: 'everyone' } | { readonly kind: 'anonymous' };

/** An entry: what a principal may do in a namespace, or (`namespaceId` null) by default in a whole registry. */
export interface GrantState {
  readonly kind: 'grant';
  readonly id: string;
  readonly registryId: string;
  readonly namespaceId: string | null;
  readonly principal: GrantPrincipal;
  readonly right: Right;
}

/** A key of the ring; the private part is sealed and opened by the token door alone. */
export interface SigningKeyState {
  readonly kind: 'signing-key';
  readonly id: string;
  /** The registry whose own key this is, or null for the key of all others. */
  readonly registryId: string | null;
  readonly role: 'ca' | 'leaf';
  readonly state: 'next' | 'active' | 'retiring' | 'retired';
  readonly algorithm: 'ES256' | 'RS256';
  /** PEM; null for a key that registries know by its id alone. */
  readonly certificate: string | null;
  readonly publicJwk: Readonly<Record<string, string>>;
  readonly sealedPrivateKey: string;
  readonly notAfter: string | null;
}

/** The state of some object of the policy. */
export type PolicyState = UserState | RegistryState | NamespaceState | GrantState | SigningKeyState;

/** The kinds of objects that make up the policy. */
export type PolicyKind = PolicyState['kind'];

/** A row of the policy: the whole new state of one object, or null where it is gone. `key` is the id of the object. */
export type PolicyRow = {
  readonly [K in PolicyKind]: {
    readonly kind: K;
    readonly key: string;
    readonly state: Extract<PolicyState, { readonly kind: K }> | null;
  };
}[PolicyKind];
