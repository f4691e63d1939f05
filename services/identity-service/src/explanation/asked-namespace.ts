import type { CompiledPolicy } from '@spectacles/access-control';
import type { AccessLine, NamespaceState } from '@spectacles/contracts';
import type { Grant } from '../grants/grant.js';

export type LinePrincipal = AccessLine['principal'];

/** A namespace with every entry that reaches into it. */
export interface AskedNamespace {
  readonly policy: CompiledPolicy;
  readonly namespace: NamespaceState;
  readonly grants: readonly Grant[];
  /** Robots that belong to no namespace, and so may work in each. */
  readonly installationRobots: readonly string[];
  readonly at: number;
}

/** The same, with what everyone who is signed in holds there, to compare with. */
export interface ComparedNamespace extends AskedNamespace {
  readonly everyone: AccessLine | null;
}
