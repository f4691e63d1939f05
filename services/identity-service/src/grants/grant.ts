import { entryVerbsOfMask, maskOfEntryVerbs, maskOfRight, rightOfMask } from '@spectacles/access-control';
import type { EntryVerb, GrantPrincipal, GrantState, GrantView, Right } from '@spectacles/contracts';

/** Whom an entry names. */
export type NamedPrincipal = Extract<GrantPrincipal, { id: string }>;

/** What somebody may do in a namespace, or by default in a whole registry. */
export interface Grant {
  readonly id: string;
  readonly registryId: string;
  /** null: a default of the registry. */
  readonly namespaceId: string | null;
  readonly principal: GrantPrincipal;
  right: Right;
  /** Exactly these, where the right alone does not say it. */
  verbs: readonly EntryVerb[] | null;
  /** Whole repository names; null: everything in the place. */
  readonly pattern: string | null;
  readonly createdAt: Date;
  version: number;
}

/** Where a grant is written: in a namespace, or among the defaults of a registry. */
export interface GrantPlace {
  readonly registryId: string;
  readonly namespaceId: string | null;
}

/** What is given, as a grant keeps it: exact verbs where they are more, or less, than a right. */
export type Given = Pick<Grant, 'right' | 'verbs'>;

/** What a body asks for. Verbs go before the right, which is then the strongest that they contain. */
export function givenBy({ right, verbs }: { right: Right; verbs?: readonly EntryVerb[] | undefined }): Given {
  if (verbs === undefined) return { right, verbs: null };
  const mask = maskOfEntryVerbs(verbs);
  const contained = rightOfMask(mask);
  return { right: contained, verbs: mask === maskOfRight(contained) ? null : [...entryVerbsOfMask(mask)] };
}

/** The verbs that an entry gives, with what they imply. */
export function verbsOfGrant({ right, verbs }: Given): EntryVerb[] {
  return [...entryVerbsOfMask(verbs === null ? maskOfRight(right) : maskOfEntryVerbs(verbs))];
}

/** What decisions need to know of a grant. */
export function toGrantState(grant: Grant): GrantState {
  return {
    kind: 'grant',
    id: grant.id,
    registryId: grant.registryId,
    namespaceId: grant.namespaceId,
    principal: grant.principal,
    right: grant.right,
    verbs: grant.verbs === null ? null : [...grant.verbs],
    pattern: grant.pattern,
  };
}

/** A grant as whoever manages the place sees it; `principal` says by name whom it is for. */
export function toGrantView(grant: Grant, principal: GrantView['principal']): GrantView {
  return {
    id: grant.id,
    registryId: grant.registryId,
    namespaceId: grant.namespaceId,
    principal,
    right: grant.right,
    verbs: verbsOfGrant(grant),
    pattern: grant.pattern,
    createdAt: grant.createdAt.toISOString(),
    version: grant.version,
  };
}
