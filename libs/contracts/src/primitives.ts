import * as z from 'zod';

/** An opaque identifier (UUIDv7), never reused. */
export const Id = z.uuid();
/** RFC 3339, UTC, milliseconds. */
export const Timestamp = z.iso.datetime({ precision: 3 });
/** A digest as the OCI image specification writes it. */
export const Digest = z
  .string()
  .regex(/^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/)
  .max(255);
/** A tag as the OCI distribution specification writes it. */
export const TagName = z.string().regex(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/);

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';

/** What people, groups and robots are called: one component of a repository's name, and short. */
export const shortName = () =>
  z
    .string()
    .min(1)
    .max(64)
    .regex(new RegExp(`^${COMPONENT}$`), 'Lower-case letters and digits, joined by single ".", "_", "__" or dashes.');

/** Grammar of a repository component, at most 64 characters; a name is never given to somebody else later. */
export const UserName = shortName();
/** A repository's whole name. */
export const RepositoryName = z
  .string()
  .min(1)
  .max(255)
  .regex(new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`));
/** A namespace's path; the empty path is the root, the names without a slash. */
export const NamespacePath = z
  .string()
  .max(255)
  .regex(
    new RegExp(`^(?:${COMPONENT}(?:/${COMPONENT})*)?$`),
    'Components of lower-case letters and digits (joined by ".", "_", "__" or dashes), separated by "/".',
  );
/** Long enough to resist guessing; the upper bound keeps hashing cheap. */
export const NewPassword = z.string().min(12, 'At least 12 characters.').max(256, 'At most 256 characters.');
/** A password or other secret as somebody typed it: no rule but a length that a hash may be asked of. */
export const PresentedSecret = z.string().min(1).max(1024);
export const DisplayName = z.string().trim().max(200);
export const Email = z.email().max(254);

export const Right = z.enum(['NONE', 'READ', 'WRITE', 'FULL']);
export const Verb = z.enum(['pull', 'push', 'delete']);
/** What an entry can give beneath the four rights: `browse` sees it in the console, `manage` runs the namespace. */
export const EntryVerb = z.enum(['pull', 'push', 'delete', 'browse', 'manage']);
export const MemberRole = z.enum(['member', 'manager']);
/** Repository names with `*` (within a component) and `**` (across); its grammar is read by access-control. */
export const PatternText = z.string().min(1).max(255);
/** An address or a network in CIDR notation; its grammar is read by access-control. */
export const AddressRange = z.string().min(1).max(64);
/** What a credential may do at most: names by a pattern, in one registry or in all of them. */
export const CredentialScope = z.strictObject({
  registryId: Id.optional(),
  pattern: PatternText,
  actions: z.array(Verb).min(1).max(3),
});
export const RegistryKind = z.enum(['distribution-2', 'distribution-3', 'zot']);
export const HeaderMode = z.enum(['x5c', 'kid-libtrust', 'kid-thumbprint']);

export type Id = z.output<typeof Id>;
export type Right = z.output<typeof Right>;
export type Verb = z.output<typeof Verb>;
export type EntryVerb = z.output<typeof EntryVerb>;
export type MemberRole = z.output<typeof MemberRole>;
export type CredentialScope = z.output<typeof CredentialScope>;
export type RegistryKind = z.output<typeof RegistryKind>;
export type HeaderMode = z.output<typeof HeaderMode>;
