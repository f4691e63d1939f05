import type { EntryVerb, Right, Verb } from './right.js';

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
  /** By which rules may name users. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** Refresh tokens issued at an older version of the policy are dead. */
  readonly refreshRevokedBelow: number;
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
  /** Paths directly below which a first push makes a namespace; `''` is the top. */
  readonly createOnPush: readonly string[];
  /** Whether a first push of alice to `alice/…` makes the namespace `alice`. */
  readonly personalNamespaces: boolean;
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

/** A place in a group or a namespace; managers are members who may change who else is. */
export type MemberRole = 'member' | 'manager';

/** A group of users; its name never changes. */
export interface GroupState {
  readonly kind: 'group';
  readonly id: string;
  readonly name: string;
}

/** Somebody in a group. */
export interface GroupMemberState {
  readonly kind: 'group-member';
  readonly id: string;
  readonly groupId: string;
  readonly userId: string;
  readonly role: MemberRole;
}

/** Somebody in a namespace: what that gives, an entry for `members` says; a manager runs the namespace besides. */
export interface NamespaceMemberState {
  readonly kind: 'namespace-member';
  readonly id: string;
  readonly namespaceId: string;
  readonly userId: string;
  readonly role: MemberRole;
}

/** Whom an entry concerns: one user, group or robot, the members of its namespace, everyone signed in, or strangers. */
export type GrantPrincipal =
  | { readonly kind: 'user' | 'group' | 'robot'; readonly id: string }
  | { readonly kind: 'members' }
  | { readonly kind: 'everyone' }
  | { readonly kind: 'anonymous' };

/** An entry: what a principal may do in a namespace, or (`namespaceId` null) by default in a whole registry. */
export interface GrantState {
  readonly kind: 'grant';
  readonly id: string;
  readonly registryId: string;
  readonly namespaceId: string | null;
  readonly principal: GrantPrincipal;
  readonly right: Right;
  /** Exactly these, where the right alone does not say it. */
  readonly verbs: readonly EntryVerb[] | null;
  /** Whole repository names inside the namespace; without a wildcard one repository; null: everything in it. */
  readonly pattern: string | null;
}

/** What a credential may do at most: names by a pattern, in one registry or in all. */
export interface CredentialScope {
  readonly registryId?: string | undefined;
  readonly pattern: string;
  readonly actions: readonly Verb[];
}

/** A machine with a name of its own. */
export interface RobotState {
  readonly kind: 'robot';
  readonly id: string;
  /** `<namespace>+<name>`, or `+<name>`. */
  readonly login: string;
  /** Whose robot it is; null: of the installation. */
  readonly namespaceId: string | null;
  readonly status: 'active' | 'disabled';
  /** RFC 3339. */
  readonly expiresAt: string | null;
  /** null: all that its namespace holds; of a robot without a namespace: nothing but its entries. */
  readonly scopes: readonly CredentialScope[] | null;
  readonly addressRanges: readonly string[];
  readonly refreshRevokedBelow: number;
}

/** A personal access token, or one secret of a robot. */
export interface CredentialState {
  readonly kind: 'credential';
  readonly id: string;
  readonly name: string;
  readonly owner: { readonly kind: 'user' | 'robot'; readonly id: string };
  /** SHA-256 of the secret, hex. */
  readonly secretHash: string;
  /** null: all that its owner may. */
  readonly scopes: readonly CredentialScope[] | null;
  /** RFC 3339. */
  readonly expiresAt: string | null;
  /** Empty: from anywhere. */
  readonly addressRanges: readonly string[];
}

/** A refresh token that somebody ended. */
export interface RefreshRevocationState {
  readonly kind: 'refresh-revocation';
  readonly id: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** What a rule asks of a request: each field that is there must match (docker_auth). */
export interface RuleMatch {
  readonly account?: string | undefined;
  readonly type?: string | undefined;
  readonly name?: string | undefined;
  readonly ip?: string | undefined;
  readonly service?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** One of the ordered rules of a registry. */
export interface RuleState {
  readonly kind: 'rule';
  readonly id: string;
  readonly registryId: string;
  readonly position: number;
  readonly match: RuleMatch;
  readonly actions: readonly string[];
  /** Whether a regular expression must match the whole value; those of docker_auth need not. */
  readonly anchored: boolean;
  readonly comment: string;
}

/** How the rules of a registry end; the id is the registry's. */
export interface RuleListState {
  readonly kind: 'rule-list';
  readonly id: string;
  /** Whether what no rule matches is denied, instead of left to the entries. */
  readonly rulesOnly: boolean;
}

/** Settings of the installation that decisions need; there is one row. */
export interface SettingsState {
  readonly kind: 'settings';
  readonly id: string;
  /** Whether passwords are refused at the token endpoint. */
  readonly tokensOnly: boolean;
  /** How long the catalog keeps decisions and activity. */
  readonly decisionRetentionDays: number;
  readonly activityRetentionDays: number;
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
export type PolicyState =
  | UserState
  | RegistryState
  | NamespaceState
  | GrantState
  | SigningKeyState
  | GroupState
  | GroupMemberState
  | NamespaceMemberState
  | RobotState
  | CredentialState
  | RefreshRevocationState
  | RuleState
  | RuleListState
  | SettingsState;

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
